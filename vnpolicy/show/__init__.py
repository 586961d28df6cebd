"""Rows become tables, CSV, JSON and pages."""
