"""Checks (校验): what must hold within a project, between projects and beside them. One check is one file.

A folder is a family of checks. A check is a module with NAME, SEVERITY, a docstring that the page 填报说明 prints, and
at least one of these functions; each declares only the parameters it uses:

- `check(project, score, book)` yields what is wrong with one project: the ordinary kind;
- `check_text(text)` yields what is wrong with one piece of text; TRIGGERS are patterns that such a text must hold;
- `extract(project, book)` returns the facts of one project, and `compare(book, facts)` yields what is wrong between
  the projects, which are not at hand then;
- `check_site(book)` yields what is wrong beside the projects: the site, units, schemes, frameworks, overviews, pages.

`protocol.py` says it in types, with the constants that may be added (WAIVABLE, REVIEWED, NOTABLE, REQUIRES_CLEAN);
`discovery.py` holds every module against it; `runner.py` runs the checks and applies the waivers.
"""

from generator.checks._facts import Fact, ProjectRef
from generator.checks.discovery import Check, all_checks, checks_by_name, is_waivable
from generator.checks.protocol import Discrepancy, Violation
from generator.checks.runner import CheckResult, Compared, ProjectChecks, check_all, check_project, compare

__all__ = [
    "Check",
    "CheckResult",
    "Compared",
    "Discrepancy",
    "Fact",
    "ProjectChecks",
    "ProjectRef",
    "Violation",
    "all_checks",
    "check_all",
    "check_project",
    "checks_by_name",
    "compare",
    "is_waivable",
]
