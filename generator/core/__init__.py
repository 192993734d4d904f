"""The foundations every other package stands on: records, numbers, dates, diagnostics, the registry, templates."""
