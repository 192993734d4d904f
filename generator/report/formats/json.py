"""Report for other programs: one JSON object, in the order of the text."""

import json
from collections.abc import Iterator

from generator.checks import is_waivable
from generator.core.diagnostic import Diagnostic
from generator.report import Report, family

HELP = "供其他程序读取"


def lines(report: Report) -> Iterator[str]:
    """Yield the object, indented; keys are fixed, line 0 is the whole file."""
    waived = [{**_diagnostic(item.diagnostic), "reason": item.reason, "office": item.office} for item in report.waived]
    answer = {
        "ok": report.passes,
        "counts": dict(report.counts),
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in report.diagnostics],
        "waived": waived,
    }
    yield json.dumps(answer, ensure_ascii=False, indent=2)


def _diagnostic(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "file": diagnostic.place.file,
        "line": diagnostic.place.line,
        "column": diagnostic.place.column,
        "field": diagnostic.place.field,
        "check": diagnostic.check,
        "family": family(diagnostic.check),
        "severity": diagnostic.severity,
        "text": diagnostic.text,
        "waivable": is_waivable(diagnostic.check),
    }
