"""Core: what every other package stands on. Records, numbers, dates, diagnostics, the registry, templates."""
