"""The rules of the field: pure, dated and explained; no web, no database, no clock."""
