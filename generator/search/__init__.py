"""The search index, made when the site is planned: exact substrings over what the pages show."""
