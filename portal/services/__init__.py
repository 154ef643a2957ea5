"""Use cases: one verb per function, each taking the work it runs in and a command."""
