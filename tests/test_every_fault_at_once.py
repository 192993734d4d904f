"""A law of check: of two faults in one file that have no value in common, one run tells both.

The faults are those of the case files: values that cannot be read, and values that do not fit each other.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

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
EVERY = 40  # one of so many others that have nothing to do with a fault is tried beside it, and one at least

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


def apart(first: Fault, other: Fault) -> bool:
    """Whether two faults can be put into one file and have nothing to do with each other."""
    if not first.beside(other) or {first.name, other.name} in ONE_FAULT:
        return False
    for fault, beside in ((first, other), (other, first)):
        if fault.name == ASKS_FOR_AMOUNTS and "资金:" in beside.on(text(beside.file)):
            return False
    return independent(alone(first), alone(other))


@cache
def strangers() -> Mapping[Fault, Sequence[Fault]]:
    """Of each fault, the others that can stand in one file with it and have nothing to do with it."""
    pairs = [pair for pair in combinations(FAULTS, 2) if apart(*pair)]
    others: Mapping[Fault, list[Fault]] = {fault: [] for fault in FAULTS}
    for first, other in pairs:
        others[first].append(other)
        others[other].append(first)
    return others


def hidden(first: Fault, other: Fault) -> list[str]:
    """What one of the two hides of the other."""
    both = base().with_text(first.file, other.on(first.on(text(first.file))))
    return [
        f"{first.name} 和 {other.name}：没有说“{message}”[{check}]"
        for _, _, message, check in sorted(lost(alone(first), alone(other), both))
    ]


def test_most_faults_have_others_that_have_nothing_to_do_with_them() -> None:
    assert len(FAULTS) > 150
    beside = sum(first.beside(other) for first, other in combinations(FAULTS, 2))
    assert sum(map(len, strangers().values())) / 2 > beside * 0.7


def test_a_fault_hides_no_other_that_has_nothing_to_do_with_it() -> None:
    tried = {fault: others[at % EVERY :: EVERY] or others[:1] for at, (fault, others) in enumerate(strangers().items())}
    assert [line for fault, others in tried.items() for other in others for line in hidden(fault, other)] == []
