"""Report for people at a screen: one line a diagnostic, then, where they are asked for, the waived ones.

Of very many of one kind in a file the first are printed, then how many more there are.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.core.diagnostic import Diagnostic
from generator.report import Report

HELP = "一处一行"
MAX_ALIKE = 50  # lines of one check on one file: a garbled list would hide all other files


def lines(report: Report) -> Iterator[str]:
    """Yield the lines: where, what is wrong and what to do, and in brackets which check says so."""
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
