"""What readers take along from a page: calendars, contact cards, tables, documents, the feed, codes and posters."""
