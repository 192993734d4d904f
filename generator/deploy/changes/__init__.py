"""Changes between two publications: differing values, and the corrections that account for them."""
