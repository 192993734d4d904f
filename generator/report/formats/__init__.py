"""Report formats, one a file, found by this folder: how diagnostics are printed for people and for programs."""
