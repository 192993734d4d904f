"""Check discovery: the modules of all families, held against their protocols and listed as typed `Check` objects."""

from dataclasses import dataclass
from functools import cache
from types import ModuleType

from generator.checks.protocol import CheckModule, Comparison, Family, ProjectCheck, SiteCheck, TextCheck
from generator.core.diagnostic import Severity
from generator.core.registry import discover, docstring, file_of, has_any_of, implementation, reject

PACKAGE = "generator.checks"


@dataclass(frozen=True)
class Check:
    """A check: its family and what that is for, its name, text and severity, how it is waived, and what it runs.

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
    text_check: TextCheck | None
    comparison: Comparison | None
    site_check: SiteCheck | None


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, family by family."""
    return discover_checks(PACKAGE)


@cache
def checks_by_name() -> dict[str, Check]:
    """Every check by its name."""
    return {check.name: check for check in all_checks()}


def is_waivable(name: str) -> bool:
    """Whether a 说明 can answer it; what is no registered check is about how the file is written."""
    return name in checks_by_name() and checks_by_name()[name].waivable


@cache
def project_checks() -> tuple[tuple[Check, ProjectCheck], ...]:
    """The checks of single projects."""
    return tuple((check, check.project_check) for check in all_checks() if check.project_check)


@cache
def text_checks() -> tuple[tuple[Check, TextCheck], ...]:
    """The checks of single texts."""
    return tuple((check, check.text_check) for check in all_checks() if check.text_check)


@cache
def comparisons() -> tuple[tuple[Check, Comparison], ...]:
    """The checks that compare projects."""
    return tuple((check, check.comparison) for check in all_checks() if check.comparison)


@cache
def site_checks() -> tuple[tuple[Check, SiteCheck], ...]:
    """The checks of what is beside the projects."""
    return tuple((check, check.site_check) for check in all_checks() if check.site_check)


def discover_checks(package: str) -> tuple[Check, ...]:
    """The checks under a package; raises `ContractError` where a module does not keep its contract."""
    families = [(implementation(module, Family), module) for module in discover(package, packages=True)]
    found: list[tuple[ModuleType, Check]] = []
    for about, family in sorted(families, key=lambda one: one[0].ORDER):
        name, _, purpose = docstring(family, "写明这一类校验的名称，“：”之后写它管什么").partition("：")
        found += [(module, _check(name, purpose, about.NOTABLE, module)) for module in discover(family.__name__)]
    _verify_names(found)
    return tuple(check for _, check in found)


def _check(family: str, purpose: str, notable: bool, module: ModuleType) -> Check:
    text = docstring(module, "写明校验什么，“填报说明”页照此印出")
    common = implementation(module, CheckModule)
    check = Check(
        family,
        purpose,
        common.NAME,
        "".join(line.strip() for line in text.splitlines()),
        common.SEVERITY,
        common.WAIVABLE,
        common.REVIEWED,
        notable and common.NOTABLE,
        common.REQUIRES_CLEAN,
        implementation(module, ProjectCheck) if has_any_of(module, ProjectCheck) else None,
        implementation(module, TextCheck) if has_any_of(module, TextCheck) else None,
        implementation(module, Comparison) if has_any_of(module, Comparison) else None,
        implementation(module, SiteCheck) if has_any_of(module, SiteCheck) else None,
    )
    if not (check.project_check or check.text_check or check.comparison or check.site_check):
        reject(module, "没有校验函数", "请写上 check、check_text、extract 与 compare、check_site 中的一种")
    return check


def _verify_names(found: list[tuple[ModuleType, Check]]) -> None:
    """Names are unique; those in REQUIRES_CLEAN are of checks that yield errors, since only an error silences."""
    modules: dict[str, ModuleType] = {}
    for module, check in found:
        if check.name in modules:
            reject(module, f"NAME “{check.name}”已用于 {file_of(modules[check.name])}", "请另取一个名称")
        modules[check.name] = module
    errors = {check.name for _, check in found if check.severity == "错误"}
    for module, check in found:
        for name in check.requires_clean:
            if name not in modules:
                reject(module, f"REQUIRES_CLEAN 里的“{name}”不是现有的校验", "请照那个校验的 NAME 写，或删去")
            if name not in errors:
                reject(module, f"REQUIRES_CLEAN 里的“{name}”不报错误，写了不起作用", "请删去")
