"""A check that does not keep its contract is rejected at discovery, in one sentence: which file, what to do."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import cli
from generator.checks.discovery import Check, discover_checks
from generator.core.registry import ContractError
from tests.support.cases import Run

FAMILY = '"""时间：日期先后合理。"""\n\nORDER = 1\n'
RIGHT = '''"""名称不能太长。"""

NAME = "名称太长"
SEVERITY = "错误"


def check(project):
    if len(project) > 2:
        yield project, "name", "太长"
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
    (violation,) = check.project_check.check("abc", None, None)  # type: ignore[arg-type]
    assert str(violation) == "('abc', 'name', '太长')"


@pytest.mark.parametrize(
    ("parameters", "given"),
    [("", ()), ("project", (1,)), ("score", (2,)), ("book, project", (3, 1)), ("project, score, book", (1, 2, 3))],
)
def test_parameters_are_handed_over_by_name(parameters: str, given: tuple[int, ...], discovered: Discovered) -> None:
    (check,) = discovered(
        re.sub(r"(?s)def check.*", f"def check({parameters}):\n    return ({parameters or '()'}),\n", RIGHT)
    )
    assert check.project_check
    (seen,) = check.project_check.check(1, 2, 3)  # type: ignore[arg-type]
    assert str(seen) == str(given if len(given) != 1 else given[0])


TEXTS = RIGHT.replace("def check(project)", "def check_text(text)")
WRONG = {
    "no name": (
        RIGHT.replace('NAME = "名称太长"\n', ""),
        "没有写 NAME，请写上 NAME = …，它应是一段文字。",
    ),
    "a name that is no text": (
        RIGHT.replace('"名称太长"', "1"),
        "NAME 写成了 1，它应是一段文字。",
    ),
    "no severity": (
        RIGHT.replace('SEVERITY = "错误"\n', ""),
        "没有写 SEVERITY，请写上 SEVERITY = …，它应是“错误”“警告”“提示”之一。",
    ),
    "a severity that is none": (
        RIGHT.replace('"错误"', '"严重"'),
        "SEVERITY 写成了 '严重'，它应是“错误”“警告”“提示”之一。",
    ),
    "no docstring": (
        RIGHT.partition("\n")[2],
        '没有写文档字符串，请在第一行写上 """…"""，写明校验什么，“填报说明”页照此印出。',
    ),
    "no function": (
        RIGHT.replace("def check(", "def cheque("),
        "没有校验函数，请写上 check、check_text、extract 与 compare、check_site 中的一种。",
    ),
    "a function that is none": (
        RIGHT.partition("def check")[0] + "check = 1\n",
        "没有函数 check，请写上 def check(project, score, book)，用不到的参数可以不写。",
    ),
    "an unknown parameter": (
        RIGHT.replace("check(project)", "check(project, scores)"),
        "函数 check 的参数“scores”不在约定之中，请从 def check(project, score, book) 的参数里选用。",
    ),
    "texts without triggers": (
        TEXTS,
        "没有写 TRIGGERS，请写上 TRIGGERS = …，它应是元组，每一项是 Pattern。",
    ),
    "triggers that are no patterns": (
        TEXTS + 'TRIGGERS = ("年",)\n',
        "TRIGGERS 写成了 ('年',)，它应是元组，每一项是 Pattern。",
    ),
    "triggers without a function": (
        RIGHT + 'import re\nTRIGGERS = (re.compile("年"),)\n',
        "没有函数 check_text，请写上 def check_text(text)，用不到的参数可以不写。",
    ),
    "a comparison of nothing": (
        RIGHT + "def compare(facts):\n    return []\n",
        "没有函数 extract，请写上 def extract(project, book)，用不到的参数可以不写。",
    ),
    "facts for nothing": (
        RIGHT + "def extract(project):\n    return None\n",
        "没有函数 compare，请写上 def compare(book, facts)，用不到的参数可以不写。",
    ),
    "a constant of the wrong kind": (
        RIGHT + 'WAIVABLE = "否"\n',
        "WAIVABLE 写成了 '否'，它应是 True 或 False。",
    ),
    "an unknown check": (
        RIGHT + 'REQUIRES_CLEAN = ("权重不附",)\n',
        "REQUIRES_CLEAN 里的“权重不附”不是现有的校验，请照那个校验的 NAME 写，或删去。",
    ),
    "one word for a list of words": (
        RIGHT + 'REQUIRES_CLEAN = ("名称太长")\n',
        "REQUIRES_CLEAN 写成了 '名称太长'，它应是元组，每一项是一段文字。",
    ),
}


@pytest.mark.parametrize(("module", "sentence"), WRONG.values(), ids=WRONG)
def test_a_wrong_check_is_told_what_it_lacks(module: str, sentence: str, discovered: Discovered) -> None:
    assert rejected(discovered, module) == f"generator/checks/timing/a.py：{sentence}"


def test_two_checks_of_one_name_are_rejected(discovered: Discovered) -> None:
    told = rejected(discovered, RIGHT, RIGHT)
    other = "generator/checks/timing/a.py"
    assert told == f"generator/checks/timing/b.py：NAME “名称太长”已用于 {other}，请另取一个名称。"


def test_only_an_error_can_be_required_not_to_stand(discovered: Discovered) -> None:
    mild = RIGHT.replace("错误", "警告")
    after = RIGHT.replace("名称太长", "名称太短") + 'REQUIRES_CLEAN = ("名称太长",)\n'
    sentence = "REQUIRES_CLEAN 里的“名称太长”不报错误，写了不起作用，请删去。"
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
