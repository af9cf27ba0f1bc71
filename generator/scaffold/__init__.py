"""New campaigns, notices and entries as commented files that already pass the check."""
