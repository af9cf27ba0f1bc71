"""Entrants' media: measured and made into what is published, by a limited worker, through a content-addressed store."""
