"""Target and actual value as the paper prints them, for rules that have both."""

from fractions import Fraction
from typing import Protocol

from generator.core.number import Measure
from generator.rules._explain import as_written


class HasTarget(Protocol):
    """A target, an actual value, which way is better, their unit, and the texts of both."""

    @property
    def target(self) -> Measure: ...

    @property
    def actual(self) -> Measure: ...

    @property
    def sign(self) -> str: ...

    @property
    def unit(self) -> str: ...

    @property
    def target_text(self) -> str: ...

    @property
    def actual_text(self) -> str: ...


class TargetAndActual:
    """The texts that receipts and official forms show, and what is compared; it declares no field of its own."""

    __slots__ = ()

    @property
    def target_text(self: HasTarget) -> str:
        return f"{self.sign}{self.target.text}{self.unit}"

    @property
    def actual_text(self: HasTarget) -> str:
        return f"{self.actual.text}{self.unit}"

    @property
    def printed_target(self: HasTarget) -> str:
        return self.target_text

    @property
    def printed_actual(self: HasTarget) -> str:
        return self.actual_text

    @property
    def reached(self: HasTarget) -> tuple[Fraction, Fraction] | None:
        """Nothing is overdone where smaller is better."""
        return None if self.sign == "≤" else as_written(self.target, self.actual)
