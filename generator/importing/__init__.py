"""A received official document becomes a campaign folder: read, join, recognise, write, report."""
