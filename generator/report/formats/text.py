"""Report for terminals: one line per diagnostic, then waived ones if requested.

Many diagnostics of one kind in a file are truncated, with the number of the rest.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.core.diagnostic import Diagnostic
from generator.report import Report

HELP = "一处一行"
MAX_ALIKE = 50  # lines of one check on one file, so that a garbled list does not hide other files


def lines(report: Report) -> Iterator[str]:
    """Yield the lines: place, message, and name of the check in brackets."""
    yield from _first_of_each_kind(report.diagnostics)
    yield from map(str, report.waived) if report.with_waived else ()


def _first_of_each_kind(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    kinds = [(diagnostic.place.file, diagnostic.check) for diagnostic in diagnostics]
    totals, printed = Counter(kinds), Counter[tuple[str, str]]()
    for kind, diagnostic in zip(kinds, diagnostics, strict=True):
        printed[kind] += 1
        if printed[kind] <= MAX_ALIKE:
            yield str(diagnostic)
        elif printed[kind] == MAX_ALIKE + 1:
            file, check = kind
            more = totals[kind] - MAX_ALIKE
            yield f"{file}: 这一种还有 {more:,} 处没有列出，全部的见校验清单（HTML=文件）或 FORMAT=json  [{check}]"
