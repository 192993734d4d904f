"""A wrong definition of a check is rejected at discovery, in one sentence: which file, which function, what to do."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import cli
from generator.checks.discovery import Check, discover_checks
from generator.core.registry import ContractError
from tests.support.cases import HOME, Run, replaced

FAMILY = '"""时间：日期先后合理。"""\n\nORDER = 1\n'
RIGHT = '''"""Names of projects."""

import re

from generator.checks import check, comparison, site_check, text_check


@check("名称太长", "错误")
def long_names(project):
    """名称不能太长。"""
    if len(project) > 2:
        yield project, "name", "太长"
'''
OTHER = '''

@check("名称太短", "警告")
def short_names(project):
    """名称不能太短。"""
    return []
'''
Discovered = Callable[..., tuple[Check, ...]]


@pytest.fixture
def discovered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Discovered:
    """The checks of a package of one family, written for one test."""
    package = re.sub(r"\W", "_", f"contract_{tmp_path.name}", flags=re.A)
    monkeypatch.syspath_prepend(tmp_path)

    def discover(*modules: str, family: str = FAMILY) -> tuple[Check, ...]:
        folder = tmp_path / package / "timing"
        folder.mkdir(parents=True)
        (folder.parent / "__init__.py").write_text("")
        (folder.parent / "runner.py").write_text("raise AssertionError('only families hold checks')\n")
        (folder / "__init__.py").write_text(family)
        for name, module in zip("abc", modules, strict=False):
            (folder / f"{name}.py").write_text(module)
        try:
            return discover_checks(package)
        except ContractError as wrong:
            raise ContractError(str(wrong).replace(package, "generator/checks")) from wrong

    return discover


def rejected(discovered: Discovered, *modules: str, family: str = FAMILY) -> str:
    with pytest.raises(ContractError) as wrong:
        discovered(*modules, family=family)
    return str(wrong.value)


def test_a_check_declares_only_what_it_uses_and_what_it_leaves_out_has_its_default(discovered: Discovered) -> None:
    (check,) = discovered(RIGHT)
    assert (check.family, check.purpose, check.name, check.text) == (
        "时间", "日期先后合理。", "名称太长", "名称不能太长。",
    )  # fmt: skip
    assert (check.severity, check.waivable, check.reviewed, check.requires_clean) == ("错误", True, False, ())
    assert check.project_check and not (check.text_check or check.comparison or check.site_check)
    (violation,) = check.project_check("abc", None, None)  # type: ignore[arg-type]
    assert str(violation) == "('abc', 'name', '太长')"


@pytest.mark.parametrize(
    ("parameters", "given"),
    [("", ()), ("project", (1,)), ("score", (2,)), ("book, project", (3, 1)), ("project, score, book", (1, 2, 3))],
)
def test_parameters_are_handed_over_by_name(parameters: str, given: tuple[int, ...], discovered: Discovered) -> None:
    (check,) = discovered(
        RIGHT.partition("def")[0] + f'def f({parameters}):\n    "说明。"\n    return ({parameters or "()"}),\n'
    )
    assert check.project_check
    (seen,) = check.project_check(1, 2, 3)  # type: ignore[arg-type]
    assert str(seen) == str(given if len(given) != 1 else given[0])


PART = "\n\n@{}.part_of(long_names)\ndef other({}):\n    return []\n"


@pytest.mark.parametrize(
    "wrong", yaml.safe_load((HOME / "contracts/checks.yml").read_text("utf-8")), ids=lambda case: case["情形"]
)
def test_a_wrong_check_is_told_what_it_lacks(wrong: dict[str, Any], discovered: Discovered) -> None:
    module = replaced(RIGHT, wrong.get("改", {})) + wrong.get("加", "")
    assert rejected(discovered, module) == f"generator/checks/timing/a.py：{wrong['说']}"


def test_a_file_holds_several_checks_listed_by_the_names_of_their_functions(discovered: Discovered) -> None:
    checks = discovered(RIGHT.replace("long_names", "tall_names") + OTHER)
    assert [check.name for check in checks] == ["名称太短", "名称太长"]


def test_a_check_may_look_in_several_places(discovered: Discovered) -> None:
    (check,) = discovered(RIGHT + PART.format("site_check", "book"))
    assert check.project_check and check.site_check and list(check.site_check(None)) == []  # type: ignore[arg-type]


def test_a_check_imported_by_another_file_is_one_check(discovered: Discovered) -> None:
    package = "from .a import long_names\n"
    assert [check.name for check in discovered(RIGHT, RIGHT.partition("@")[0] + package + OTHER)] == [
        "名称太长",
        "名称太短",
    ]


def test_two_checks_of_one_name_are_rejected(discovered: Discovered) -> None:
    message = rejected(discovered, RIGHT, RIGHT)
    other = "generator/checks/timing/a.py"
    assert message == f"generator/checks/timing/b.py：校验名“名称太长”已用于 {other}，请另取一个名称。"


def test_only_an_error_can_be_required_not_to_stand(discovered: Discovered) -> None:
    mild = RIGHT + OTHER
    after = RIGHT.replace('"名称太长", "错误"', '"名称不齐", "错误", requires_clean=("名称太短",)')
    sentence = "“名称不齐”的 requires_clean 里的“名称太短”不报错误，写了不起作用，请删去。"
    assert rejected(discovered, mild, after) == f"generator/checks/timing/b.py：{sentence}"


@pytest.mark.parametrize(
    ("family", "sentence"),
    [
        ("ORDER = 1\n", '没有写文档字符串，请在第一行写上 """…"""，写明这一类校验的名称，“：”之后写它管什么。'),
        ('"""时间：日期先后合理。"""\n', "没有写 ORDER，请写上 ORDER = …，它应是一个整数。"),
    ],
)
def test_a_family_says_what_it_is_for_and_where_it_stands(family: str, sentence: str, discovered: Discovered) -> None:
    assert rejected(discovered, RIGHT, family=family) == f"generator/checks/timing/__init__.py：{sentence}"


def test_a_command_says_it_in_one_line(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    def discover() -> None:
        raise ContractError("generator/checks/timing/a.py：没有校验函数。")

    monkeypatch.setattr(cli, "all_checks", discover)
    assert run("check", "--list") == (2, "", "generator/checks/timing/a.py：没有校验函数。\n")
