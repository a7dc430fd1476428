"""Questions to the archive, answered with evidence."""
