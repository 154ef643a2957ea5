"""Tables and queries, one file per noun. Nothing here decides anything."""
