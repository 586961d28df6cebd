"""The corpus becomes rows."""
