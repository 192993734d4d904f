"""Tests of the built site: its files, and a real browser that looks at them."""
