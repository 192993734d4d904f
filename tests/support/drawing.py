"""Examples of hypothesis: how many a test draws where each costs much, or where it takes many to meet a thing."""

from typing import Any

from hypothesis import settings

USUAL = 30  # of the profile that every run uses (tests/conftest.py)


def drawing(examples: int, **more: Any) -> settings:
    """So many examples; in proportion more for who hunts for new ones with another profile."""
    return settings(max_examples=examples * settings().max_examples // USUAL, **more)
