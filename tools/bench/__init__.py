"""`make bench`: synthetic projects in any number, and how long and how large the site of them becomes."""
