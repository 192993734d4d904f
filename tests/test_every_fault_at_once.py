"""A law of check: of two faults in one file that have no value in common, one run tells both.

The faults are those of the case files: values that cannot be read, and values that do not fit each other.
"""

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.cases import BASE, all_cases
from tests.support.faults import Base, Fault, Findings, faults, independent, lost

FAULTS = faults([*all_cases("checks"), *all_cases("first-errors"), *all_cases("load")])
# Pairs that are one fault, with the reason.
ONE_FAULT = {
    # The same wrong rate of the same amounts, printed in 预算 and in the form: it is told once.
    frozenset(("checks/执行率不符/rate", "checks/资金不符/rates")),
    # The points are above a weight that the other fault makes unreadable.
    frozenset(("checks/无法计分/points-above-weight", "load/odd-numbers")),
}
# A rule of execution finds the amounts that it asks for in the funds of a form, where the other fault has some.
ASKS_FOR_AMOUNTS = "checks/无法计分/execution-without-spending"
PARTNERS = 1  # of each fault, in the quick part
EVERY = 24  # in the slow part: one pair of so many, others for each fault


FOLDER = TemporaryDirectory(prefix="faults-")


@cache
def base() -> Base:
    return Base(Path(FOLDER.name))


@cache
def alone(fault: Fault) -> Findings:
    return base().with_text(fault.file, fault.on(text(fault.file)))


@cache
def text(file: str) -> str:
    return (BASE / file).read_text("utf-8")


@cache
def apart(first: Fault, other: Fault) -> bool:
    """Whether two faults can be put into one file and have nothing to do with each other."""
    if not first.beside(other) or {first.name, other.name} in ONE_FAULT:
        return False
    for fault, beside in ((first, other), (other, first)):
        if fault.name == ASKS_FOR_AMOUNTS and "资金:" in beside.on(text(beside.file)):
            return False
    return independent(alone(first), alone(other))


def hidden(first: Fault, other: Fault) -> list[str]:
    """What one of the two hides of the other."""
    both = base().with_text(first.file, other.on(first.on(text(first.file))))
    return [
        f"{first.name} 和 {other.name}：没有说“{message}”[{check}]"
        for _, _, message, check in sorted(lost(alone(first), alone(other), both))
    ]


def some_partners() -> Iterator[tuple[Fault, Fault]]:
    """A few partners of each fault, spread over all it has."""
    for at, fault in enumerate(FAULTS):
        others = [other for other in FAULTS[at + 1 :] + FAULTS[:at] if apart(fault, other)]
        yield from ((fault, other) for other in others[:: max(1, len(others) // PARTNERS)][:PARTNERS])


def test_most_faults_have_others_that_have_nothing_to_do_with_them() -> None:
    assert len(FAULTS) > 150
    pairs = [pair for pair in combinations(FAULTS, 2) if pair[0].beside(pair[1])]
    assert sum(apart(*pair) for pair in pairs) > len(pairs) * 0.7


def test_a_fault_hides_no_other_that_has_nothing_to_do_with_it() -> None:
    assert [line for pair in some_partners() for line in hidden(*pair)] == []


@pytest.mark.slow
@pytest.mark.parametrize("at", range(len(FAULTS)), ids=[fault.name for fault in FAULTS])
def test_no_two_faults_hide_each_other(at: int) -> None:
    later = FAULTS[at + 1 :]
    others = (other for other in later[at % EVERY :: EVERY] if apart(FAULTS[at], other))
    assert [line for other in others for line in hidden(FAULTS[at], other)] == []
