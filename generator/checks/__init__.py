"""Checks (校验): what must hold within a project, between projects and beside them.

A folder is a family of checks, a file is a subject, and a check is a function with a decorator that gives its name and
severity, and a docstring that `check --list` prints:

- `@check`: `f(project, score, book)` yields what is wrong with one project: the ordinary kind;
- `@text_check`: `f(text)` yields what is wrong with one piece of text; `triggers` are patterns that it must hold;
- `@comparison`: `extract(project, book)` returns the facts of one project, and `f(book, facts)` yields what is wrong
  between the projects, which are not at hand then;
- `@site_check`: `f(book)` yields what is wrong beside the projects: site, units, schemes, frameworks, overviews, pages.

Each function declares only the parameters it uses. `@….part_of(f)` above another function makes that a further part of
the check `f`. `definition.py` says it in types, with the options that may be added; `discovery.py` verifies every
function; `runner.py` runs the checks and applies the waivers.
"""

from generator.checks.definition import Discrepancy, Violation, check, comparison, site_check, text_check
from generator.checks.discovery import Check, all_checks, checks_by_name, is_waivable
from generator.checks.facts import Fact, ProjectRef
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
    "check",
    "check_all",
    "check_project",
    "checks_by_name",
    "compare",
    "comparison",
    "is_waivable",
    "site_check",
    "text_check",
]
