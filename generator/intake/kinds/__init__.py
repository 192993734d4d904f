"""Kinds of papers (one a module): how a form is told from others, and how its values are read."""
