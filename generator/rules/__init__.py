"""Rules across records: each is a small generator of problems, all are listed in one tuple (`listed`)."""
