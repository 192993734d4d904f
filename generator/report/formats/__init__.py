"""Report formats, one per module, discovered in this folder."""
