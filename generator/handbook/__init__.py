"""What the handbook says of each problem code, and the pages that are made from it."""
