"""A module that does not keep the contract of its folder is rejected when it is found, in a sentence that says why."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import charts, exports, pages, rules
from generator.core.registry import ContractError
from generator.report import formats as discover_formats

RULE = '''
from typing import ClassVar
from generator.rules import Rule, Working


class Wrong(Rule):
    """逐次减半。"""

    method: ClassVar[str] = "减半"

    def score(self, context):
        return Working(None, "")
'''
CHART = "PAGE = 'year'\nORDER = 9\n\n\ndef chart(portfolio, year):\n    return None\n"
FORMAT = "HELP = '一行一处'\n\n\ndef lines(report):\n    return ()\n"
NO_PAGE = "没有生成网页的函数，请写上 def pages(portfolio)，逐页给出 Page。"
SITE_PAGES = "def pages(book, portfolio, charts, downloads, sample, optional)"
NO_FILE = (
    "没有生成文件的函数，请写上 project_files、year_files、unit_files、series_files、site_files、manifest_files "
    "中的一个，逐个给出 Export。"
)
SECOND = "generator/pages/project/__init__.py 已经生成这一种网页，只能由一个文件生成，请改用 def pages(portfolio)。"
NO_CHART = "没有函数 chart，请写上 def chart(portfolio, year)，用不到的参数可以不写。"
NO_LINES = "没有函数 lines，请写上 def lines(report)，用不到的参数可以不写。"
WRONG_NAV = "NAV 写成了 '首页'，它应是元组，每一项是 NavEntry。"
NO_METHOD = 'Wrong 没有名称，请写上 method: ClassVar[str] = "…"，填报时写在“方法”里。'
NO_WORDS = "评分方法“减半”没有写文档字符串，请写明怎样算分并举例，它会印在“填报说明”页。"
NO_SCORE = "评分方法“减半”没有写怎样算分，请写上 def score(self, context)，给出 Working。"

WRONG = [
    ("rules", "", "没有评分方法，请写上 class …(Rule)。"),
    ("rules", RULE.replace('"减半"', '""'), NO_METHOD),
    ("rules", RULE.replace('"""逐次减半。"""', ""), NO_WORDS),
    ("rules", RULE.replace("def score", "def points"), NO_SCORE),
    ("rules", RULE.replace('"减半"', '"比例"'), "评分方法“比例”已在 ratio.py 里，请换一个名称。"),
    ("charts", CHART.replace("PAGE = 'year'", ""), "没有写 PAGE，请写上 PAGE = …，它应是“home”“year”之一。"),
    ("charts", CHART.replace("'year'", "'unit'"), "PAGE 写成了 'unit'，它应是“home”“year”之一。"),
    ("charts", CHART.replace("9", "'9'"), "ORDER 写成了 '9'，它应是一个整数。"),
    (
        "charts",
        CHART.replace("chart(", "draw("),
        NO_CHART,
    ),
    (
        "charts",
        CHART.replace("(portfolio", "(views"),
        "函数 chart 的参数“views”不在约定之中，请从 def chart(portfolio, year) 的参数里选用。",
    ),
    ("pages", "", NO_PAGE),
    ("pages", "def project_page(detail):\n    return None\n", SECOND),
    (
        "pages",
        "NAV = '首页'\n\n\ndef pages(portfolio):\n    return ()\n",
        WRONG_NAV,
    ),
    (
        "pages",
        "def pages(material):\n    return ()\n",
        f"函数 pages 的参数“material”不在约定之中，请从 {SITE_PAGES} 的参数里选用。",
    ),
    ("exports", "def of_year(year):\n    return ()\n", NO_FILE),
    (
        "exports",
        "def year_files(views):\n    return ()\n",
        "函数 year_files 的参数“views”不在约定之中，请从 def year_files(portfolio, year) 的参数里选用。",
    ),
    ("report/formats", FORMAT.replace("HELP", "TEXT"), "没有写 HELP，请写上 HELP = …，它应是一段文字。"),
    (
        "report/formats",
        FORMAT.replace("lines", "rows"),
        NO_LINES,
    ),
]
FOLDERS: dict[str, tuple[str, Any]] = {
    "rules": ("generator.rules", rules.rules),
    "charts": ("generator.charts", charts.charts),
    "pages": ("generator.pages", pages.registry),
    "exports": ("generator.exports", exports.registry),
    "report/formats": ("generator.report.formats", discover_formats),
}


@pytest.fixture
def found_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Callable[..., Any]:
    """What a folder is found to hold with one module more."""

    def found(folder: str, text: str) -> Any:
        name, discover = FOLDERS[folder]
        package = __import__(name, fromlist=["wrong"])
        (tmp_path / "wrong.py").write_text(text, "utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])

        def forget() -> None:
            discover.cache_clear()
            sys.modules.pop(f"{name}.wrong", None)
            vars(package).pop("wrong", None)

        request.addfinalizer(forget)
        forget()
        return discover()

    return found


@pytest.mark.parametrize(("folder", "text", "sentence"), WRONG, ids=[f"{one[0]}-{n}" for n, one in enumerate(WRONG)])
def test_a_wrong_module_is_rejected_in_one_sentence(
    folder: str, text: str, sentence: str, found_with: Callable[..., Any]
) -> None:
    with pytest.raises(ContractError) as wrong:
        found_with(folder, text)
    assert str(wrong.value) == f"generator/{folder}/wrong.py：{sentence}"


def test_what_is_right_but_for_that_is_found(found_with: Callable[..., Any]) -> None:
    assert "减半" in found_with("rules", RULE)
    assert found_with("charts", CHART)[-1].ORDER == 9
    assert found_with("report/formats", FORMAT)["wrong"].HELP == "一行一处"
    assert len(found_with("pages", "def pages():\n    return ()\n").site) > 1
    assert len(found_with("exports", "def site_files():\n    return ()\n").site) > 1
