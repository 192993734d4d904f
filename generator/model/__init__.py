"""Domain model, all frozen: declared data (records of data files) and computed values (scores)."""
