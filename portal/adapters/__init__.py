"""The ports made real, with a fake beside each."""
