"""Report for people at a screen: one line a diagnostic, then, where they are asked for, the waived ones."""

from collections.abc import Iterator

from generator.report import Report

HELP = "一处一行"


def lines(report: Report) -> Iterator[str]:
    """Yield the lines: where, what is wrong and what to do, and in brackets which check says so."""
    yield from map(str, report.diagnostics)
    yield from map(str, report.waived) if report.with_waived else ()
