"""Report for other programs: one JSON object, in the order of the text."""

import json
from collections.abc import Iterator

from generator.checks import is_waivable
from generator.core.diagnostic import Diagnostic
from generator.report import Report, family

HELP = "供其他程序读取"


def lines(report: Report) -> Iterator[str]:
    """The object, indented so that people can read it too; keys never vary, line 0 is the file as a whole."""
    waived = [{**_diagnostic(one.diagnostic), "reason": one.reason, "office": one.office} for one in report.waived]
    answer = {
        "ok": report.passes,
        "counts": dict(report.counts),
        "diagnostics": [_diagnostic(found) for found in report.diagnostics],
        "waived": waived,
    }
    yield json.dumps(answer, ensure_ascii=False, indent=2)


def _diagnostic(found: Diagnostic) -> dict[str, object]:
    return {
        "file": found.place.file,
        "line": found.place.line,
        "column": found.place.column,
        "field": found.place.field,
        "check": found.check,
        "family": family(found.check),
        "severity": found.severity,
        "text": found.text,
        "waivable": is_waivable(found.check),
    }
