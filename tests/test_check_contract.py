"""A wrong definition of a check is rejected at discovery, in one sentence: which file, which function, what to do."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import cli
from generator.checks.discovery import Check, discover_checks
from generator.core.registry import ContractError
from tests.support.cases import Run

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
def discovered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Discovered:
    """The checks of a package of one family, written for one test."""
    package = "contract_" + re.sub(r"\W", "_", request.node.name.encode("ascii", "replace").decode())
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
        "时间",
        "日期先后合理。",
        "名称太长",
        "名称不能太长。",
    )
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


DECORATOR = '@check("名称太长", "错误")'
CALLED = "函数 long_names 的 @check "


def decorated(line: str) -> str:
    """The right module with another decorator."""
    return RIGHT.replace(DECORATOR, line)


TEXTS = RIGHT.replace("(project)", "(text)").replace("@check", "@text_check")
COMPARED = RIGHT.replace("(project)", "(facts)").replace("@check", "@comparison")
NO_CHECK = (
    "没有校验函数，请在函数上面写 @check、@text_check、@comparison、@site_check 中的一种，如 @check(校验名, 程度)。"
)
PART = "\n\n@{}.part_of(long_names)\ndef other({}):\n    return []\n"
WRONG = {
    "no name": (
        decorated('@check(severity="错误")'),
        f"{CALLED}没有写 name，它应是一段文字。",
    ),
    "a name that is no text": (
        decorated('@check(1, "错误")'),
        f"{CALLED}的 name 写成了 1，它应是一段文字。",
    ),
    "no severity": (
        decorated('@check("名称太长")'),
        f"{CALLED}没有写 severity，它应是“错误”“警告”“提示”之一。",
    ),
    "a severity that is none": (
        decorated('@check("名称太长", "严重")'),
        f"{CALLED}的 severity 写成了 '严重'，它应是“错误”“警告”“提示”之一。",
    ),
    "no docstring": (
        RIGHT.replace('    """名称不能太长。"""\n', ""),
        '函数 long_names 没有写文档字符串，请在它的第一行写上 """…"""，写明校验什么，“填报说明”页照此印出。',
    ),
    "no decorator": (
        decorated(""),
        NO_CHECK,
    ),
    "a decorator without a name": (
        decorated("@check"),
        NO_CHECK,
    ),
    "an unknown parameter": (
        RIGHT.replace("(project)", "(project, scores)"),
        "函数 long_names 的参数“scores”不在约定之中，请从 def long_names(project, score, book) 的参数里选用。",
    ),
    "texts without triggers": (
        TEXTS,
        "函数 long_names 的 @text_check 没有写 triggers，它应是元组，每一项是 Pattern。",
    ),
    "triggers that are no patterns": (
        TEXTS.replace('"错误")', '"错误", triggers=("年",))'),
        "函数 long_names 的 @text_check 的 triggers 写成了 ('年',)，它应是元组，每一项是 Pattern。",
    ),
    "triggers of a check that reads no texts": (
        decorated('@check("名称太长", "错误", triggers=(re.compile("年"),))'),
        f"{CALLED}没有“triggers”这一项，请从 name、severity、waivable、reviewed、notable、requires_clean 里选用。",
    ),
    "a comparison of nothing": (
        COMPARED,
        "函数 long_names 的 @comparison 没有写 extract，它应是一个函数。",
    ),
    "facts that are no function": (
        COMPARED.replace('"错误")', '"错误", extract="name")'),
        "函数 long_names 的 @comparison 的 extract 写成了 'name'，它应是一个函数。",
    ),
    "facts of something unknown": (
        COMPARED.replace('"错误")', '"错误", extract=lambda scores: None)'),
        "函数 <lambda> 的参数“scores”不在约定之中，请从 def <lambda>(project, book) 的参数里选用。",
    ),
    "an option of the wrong kind": (
        decorated('@check("名称太长", "错误", waivable="否")'),
        f"{CALLED}的 waivable 写成了 '否'，它应是 True 或 False。",
    ),
    "an unknown check": (
        decorated('@check("名称太长", "错误", requires_clean=("权重不附",))'),
        "“名称太长”的 requires_clean 里的“权重不附”不是现有的校验，请照校验名写，或删去。",
    ),
    "one word for a list of words": (
        decorated('@check("名称太长", "错误", requires_clean=("名称太长"))'),
        f"{CALLED}的 requires_clean 写成了 '名称太长'，它应是元组，每一项是一段文字。",
    ),
    "a part of no check": (
        RIGHT + PART.format("site_check", "book").replace("long_names", "len"),
        "函数 other 的 @site_check 没有写明是哪种校验的，请写同一个文件里那种校验的函数。",
    ),
    "two functions of one kind": (
        RIGHT + PART.format("check", "project"),
        "函数 other 的 @check 与另一个函数重复，一种校验的同一种函数只能有一个，请合在一起。",
    ),
    "a part with an unknown parameter": (
        RIGHT + PART.format("site_check", "site"),
        "函数 other 的参数“site”不在约定之中，请从 def other(book) 的参数里选用。",
    ),
}


@pytest.mark.parametrize(("module", "sentence"), WRONG.values(), ids=WRONG)
def test_a_wrong_check_is_told_what_it_lacks(module: str, sentence: str, discovered: Discovered) -> None:
    assert rejected(discovered, module) == f"generator/checks/timing/a.py：{sentence}"


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
    told = rejected(discovered, RIGHT, RIGHT)
    other = "generator/checks/timing/a.py"
    assert told == f"generator/checks/timing/b.py：校验名“名称太长”已用于 {other}，请另取一个名称。"


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
