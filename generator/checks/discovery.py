"""Check discovery: the decorated functions of all families, verified and listed as typed `Check` objects."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from inspect import isfunction
from operator import itemgetter
from types import ModuleType
from typing import Any, NamedTuple

from generator.checks.definition import (
    Comparison,
    ComparisonOptions,
    Extraction,
    Family,
    Function,
    Mark,
    Options,
    ProjectCheck,
    SiteCheck,
    TextCheck,
    TextOptions,
)
from generator.core.diagnostic import Severity
from generator.core.registry import discover, docstring, file_of, filled, fitted, implementation, reject

PACKAGE = "generator.checks"


class TextSearch(NamedTuple):
    """Check of texts, and the patterns of which each text with something wrong holds one."""

    triggers: tuple[re.Pattern[str], ...]
    check: TextCheck


class FactComparison(NamedTuple):
    """Comparison of projects, and the function that extracts the facts of one."""

    extract: Extraction
    compare: Comparison


@dataclass(frozen=True)
class Check:
    """Check with its family and the purpose of that, its name, text and options, and its functions by kind.

    `notable`: readers are told of it first (需要注意).
    """

    family: str
    purpose: str
    name: str
    text: str
    severity: Severity
    waivable: bool
    reviewed: bool
    notable: bool
    requires_clean: tuple[str, ...]
    project_check: ProjectCheck | None
    text_check: TextSearch | None
    comparison: FactComparison | None
    site_check: SiteCheck | None


@cache
def all_checks() -> tuple[Check, ...]:
    """Return every check, family by family."""
    return discover_checks(PACKAGE)


@cache
def checks_by_name() -> dict[str, Check]:
    return {check.name: check for check in all_checks()}


def is_waivable(name: str) -> bool:
    """Return whether a 说明 can answer a check; any other name is of a fault in how the file is written."""
    return name in checks_by_name() and checks_by_name()[name].waivable


@cache
def project_checks() -> tuple[tuple[Check, ProjectCheck], ...]:
    return tuple((check, check.project_check) for check in all_checks() if check.project_check)


@cache
def text_checks() -> tuple[tuple[Check, TextSearch], ...]:
    return tuple((check, check.text_check) for check in all_checks() if check.text_check)


@cache
def comparisons() -> tuple[tuple[Check, FactComparison], ...]:
    return tuple((check, check.comparison) for check in all_checks() if check.comparison)


@cache
def site_checks() -> tuple[tuple[Check, SiteCheck], ...]:
    """Return the checks of the site and all else that is beside the projects."""
    return tuple((check, check.site_check) for check in all_checks() if check.site_check)


def discover_checks(package: str) -> tuple[Check, ...]:
    """Return the checks under a package; raises `ContractError` where a definition is wrong.

    In a family they are ordered by the names of their functions, whichever files these are in.
    """
    families = [(implementation(module, Family), module) for module in discover(package, packages=True)]
    discovered: list[tuple[ModuleType, Check]] = []
    for constants, family in sorted(families, key=lambda pair: pair[0].ORDER):
        heading = docstring(family, "写明这一类校验的名称，“：”之后写它管什么")
        checks = [
            named for module in discover(family.__name__) for named in _checks(module, heading, constants.NOTABLE)
        ]
        discovered += [(module, check) for _, module, check in sorted(checks, key=itemgetter(0))]
    _verify_names(discovered)
    return tuple(check for _, check in discovered)


def _checks(module: ModuleType, heading: str, notable: bool) -> Iterator[tuple[str, ModuleType, Check]]:
    """Yield the checks of a module, with the names of their functions."""
    own = (value for value in vars(module).values() if isfunction(value) and value.__module__ == module.__name__)
    marks: dict[Function, Mark] = {function: vars(function)["mark"] for function in own if "mark" in vars(function)}
    if not marks:
        decorators = "@check、@text_check、@comparison、@site_check"
        reject(module, "没有校验函数", f"请在函数上面写 {decorators} 中的一种，如 @check(校验名, 程度)")
    for function, mark in marks.items():
        if mark.check is None:
            parts = {part: other for part, other in marks.items() if part is function or other.check is function}
            yield function.__name__, module, _check(module, heading, notable, function, parts)
        elif mark.check not in marks or marks[mark.check].check:
            reject(module, f"{_place(function, mark)}没有写明是哪种校验的", "请写同一个文件里那种校验的函数")


def _check(module: ModuleType, heading: str, notable: bool, function: Function, parts: dict[Function, Mark]) -> Check:
    family, _, purpose = heading.partition("：")
    mark = parts[function]
    options = filled(module, _place(function, mark), mark.kind.options, mark.arguments, mark.options)
    text = docstring(module, "写明校验什么，check --list 照此列出", function)
    functions: dict[str, Any] = {}
    for part, other in parts.items():
        if other.kind.name in functions:
            reject(module, f"{_place(part, other)}与另一个函数重复", "一种校验的同一种函数只能有一个，请合在一起")
        functions[other.kind.name] = _callable(module, part, other, options)
    return Check(
        family=family,
        purpose=purpose,
        name=options.name,
        text="".join(line.strip() for line in text.splitlines()),
        severity=options.severity,
        waivable=options.waivable,
        reviewed=options.reviewed,
        notable=notable and options.notable,
        requires_clean=options.requires_clean,
        project_check=functions.get("check"),
        text_check=functions.get("text_check"),
        comparison=functions.get("comparison"),
        site_check=functions.get("site_check"),
    )


def _callable(module: ModuleType, function: Function, mark: Mark, options: Options) -> Any:
    """Return a function as the runner calls it, with the triggers or the extraction that its kind needs."""
    if mark.check:
        given = {"name": options.name, "severity": options.severity} | dict(mark.options)
        options = filled(module, _place(function, mark), mark.kind.options, (), given)
    call = fitted(module, function.__name__, function, mark.kind.parameters)
    if isinstance(options, TextOptions):
        return TextSearch(options.triggers, call)
    if isinstance(options, ComparisonOptions):
        extract = options.extract
        return FactComparison(fitted(module, extract.__name__, extract, ("project", "book")), call)
    return call


def _place(function: Function, mark: Mark) -> str:
    return f"函数 {function.__name__} 的 @{mark.kind.name} "


def _verify_names(discovered: list[tuple[ModuleType, Check]]) -> None:
    """Reject repeated names, and names in `requires_clean` of checks without errors, since only an error silences."""
    modules: dict[str, ModuleType] = {}
    for module, check in discovered:
        if check.name in modules:
            reject(module, f"校验名“{check.name}”已用于 {file_of(modules[check.name])}", "请另取一个名称")
        modules[check.name] = module
    errors = {check.name for _, check in discovered if check.severity == "错误"}
    for module, check in discovered:
        for name in check.requires_clean:
            if name not in modules:
                reject(module, f"“{check.name}”的 requires_clean 里的“{name}”不是现有的校验", "请照校验名写，或删去")
            if name not in errors:
                reject(module, f"“{check.name}”的 requires_clean 里的“{name}”不报错误，写了不起作用", "请删去")
