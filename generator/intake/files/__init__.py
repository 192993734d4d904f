"""File formats (one a module): how a file is opened as a paper, or why it is not taken."""
