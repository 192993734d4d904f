"""The behaviour of 绩效公开, told by example (cases), by law (properties) and by the real data."""
