"""The finished site, read from the disk like a stranger's, before anybody sees it. `site.verify` is the door."""
