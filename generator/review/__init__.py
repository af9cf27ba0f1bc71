"""What readers would see changed between two states of the project, and where each fact stands in its source."""
