"""Core: foundations of every other package. Records, numbers, dates, diagnostics, the registry, templates."""
