"""Rates of counted things, each with the count behind it."""

from dataclasses import dataclass
from fractions import Fraction

from generator.core.number import percent


@dataclass(frozen=True)
class CountedRate:
    """A rate and its count: the name, part and whole as shown, what they are, the percentage."""

    name: str
    part: str
    whole: str
    of: str
    rate: str

    @property
    def shown(self) -> str:
        """Count as readers see it: 12/18."""
        return f"{self.part}/{self.whole}"


def counted_rate(name: str, of: str, part: int, whole: int) -> CountedRate | None:
    """Return the rate of a part; None if the whole is empty."""
    if not whole:
        return None
    return CountedRate(name=name, part=str(part), whole=str(whole), of=of, rate=percent(Fraction(part, whole)))
