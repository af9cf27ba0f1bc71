"""What must not be told, found however it is hidden: files are opened as far as they go, and every text in them is read."""
