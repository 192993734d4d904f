"""The nouns of the field, all frozen: what people declare (records of data files) and what follows from it (scores)."""
