"""Sheets that offices keep (entries, winners) become entry files: read, map the columns, match, tell what changed."""
