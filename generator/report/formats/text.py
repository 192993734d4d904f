"""For people at a screen: one line a remark, then one line for each that is waived, which a build only counts."""

from collections.abc import Iterator

from generator.report import Report

HELP = "一处一行"


def lines(report: Report) -> Iterator[str]:
    """The lines: where, what is wrong and what to do, and in brackets which check says so."""
    yield from map(str, report.diagnostics)
    yield from () if report.brief else map(str, report.waived)
