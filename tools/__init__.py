"""Tools for those who work on the program: the benchmark and the screenshots of the documentation."""
