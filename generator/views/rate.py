"""Rates of things counted, each with the count in which nothing is hidden."""

from dataclasses import dataclass
from fractions import Fraction

from generator.core.number import percent


@dataclass(frozen=True)
class CountedRate:
    """A rate with its count: what it is called, the part and the whole, what these are."""

    name: str
    part: str
    whole: str
    of: str
    rate: str

    @property
    def shown(self) -> str:
        """The count: 12/18."""
        return f"{self.part}/{self.whole}"


def counted_rate(name: str, of: str, part: int, whole: int) -> CountedRate | None:
    """So many of so many; None where there is nothing it is of."""
    return CountedRate(name, str(part), str(whole), of, percent(Fraction(part, whole))) if whole else None
