"""vnpolicy: events, agenda items and proposals from Vietnamese policy reports."""

__version__ = "0.1.0"
