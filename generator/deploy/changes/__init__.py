"""Changes between two publications: every printed or computed value that differs, and whether it was accounted for."""
