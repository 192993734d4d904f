"""Hand-written pages that are too long, too deep or too much work: one plain line, whatever stands in them."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import generator.load.handwritten as limits
from generator.load.handwritten import excess
from generator.model.book import Site
from generator.site import Engine, SiteError, SiteSettings
from tests.support.cases import BASE, Case, Run
from tests.support.drawing import drawing

ROOT = Path(__file__).parent.parent
ENGINE = Engine(SiteSettings(Site(name="站", summary="", host=""), (), feed=False), ROOT / "mkdocs.yml")
FILE = "content/pages/odd.md"
TOO_MUCH = {
    "二百层列表": (
        "".join(f"{'    ' * n}- 项\n" for n in range(200)),
        f"{FILE}:61:1: 层次超过 60 层，请检查缩进和行首的“-”“>”等符号  [格式]",
    ),
    "十万层引用": (">" * 90_000, f"{FILE}:1:1: 层次超过 60 层，请检查缩进和行首的“-”“>”等符号  [格式]"),
    "离得远的短横线": ("-     " * 70 + "项", f"{FILE}:1:1: 层次超过 60 层，请检查缩进和行首的“-”“>”等符号  [格式]"),
    "两万个方括号": (
        "甲\n\n乙" + "[" * 20_000,
        f"{FILE}:3:2: 没有配成对的“[”太多，请在后面补上“]”，或写成“\\[”  [格式]",
    ),
    "链接前的方括号": (
        "[ " * 50 + "[甲](query.md) " * 2000,
        f"{FILE}:1:1: 没有配成对的“[”太多，请在后面补上“]”，或写成“\\[”  [格式]",
    ),
    "没有完的链接": ("[甲](乙 " * 10_000, f"{FILE}:1:3: 后面没有“)”的“](”太多，请补上“)”  [格式]"),
    "没有完的标签": (
        "甲\n" * 9 + "<div " * 10_000,
        f"{FILE}:10:1: 没有配成对的“<”太多，请在后面补上“>”，或写成“&lt;”  [格式]",
    ),
    "不成对的反引号": ("\\```甲\n" * 12_000, f"{FILE}:1:3: 没有配成对的“`”太多，请补上，或写成“\\`”  [格式]"),
    "两万个星号": ("甲" + "*" * 20_000 + "乙", f"{FILE}:1:2: 连在一起的“*”太多，请删去一些  [格式]"),
    "十万零一个字": ("甲" * 100_001, f"{FILE}: 这一页有 100001 个字，超过 100000 个的上限，请分成几页  [文件]"),
}
# What someone may well write, at its largest.
HONEST = {
    "三百行的表": "| 区间 | 等级 |\n| --- | --- |\n" + "| [90,100] 以及 [80,90) | 优 |\n" * 300,
    "五百个链接的列表": "- [某某项目支出绩效评价结果](2017/shipin-huiyi.md)，[80,90) 为良\n" * 500,
    "一段里的区间": "得分在 [60,80) 为中，[80,90) 为良，见[评级办法](methods.md)。" * 30,
    "只有小于号": "预算 <10 万元而且 a<b 的，" * 200,
    "填空的横线": f"签字：{'_' * 80}　日期：{'_' * 80}\n\n" * 20,
    "靠右的落款": f"# 题\n\n文\n\n{' ' * 300}某某财政局\n",
    "缩进的代码": f"# 题\n\n{' ' * 300}- 代码\n",
    "分隔线": f"甲\n\n{'- ' * 200}\n\n{'* ' * 200}*\n\n乙\n",
    "十层的列表": "".join(f"{'    ' * n}- 第 {n} 层\n" for n in range(10)),
    "十万字": ("甲乙丙丁，" * 99 + "\n\n") * 200,
}


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        content = Case(BASE, "", (), (), "").lay_out(tmp_path)
        (content / "pages").mkdir(exist_ok=True)
        (content / "pages/odd.md").write_text(text, "utf-8")
        return content

    return write


@pytest.mark.parametrize("name", TOO_MUCH)
def test_check_and_build_tell_it_in_the_same_line(
    name: str, page: Callable[[str], Path], run: Run, tmp_path: Path
) -> None:
    text, line = TOO_MUCH[name]
    content = page(text)
    summary = "共 1 处：错误 1。请改正错误后再生成网站。\n"
    assert run("check", "--content", content) == (1, f"{line}\n", summary)
    assert run("build", "--content", content, "--out", tmp_path / "build") == (1, f"{line}\n", summary)
    assert not (tmp_path / "build/site").exists()


ACTING = {
    "<p>甲</p><script>alert(1)</script>": "“<script>”",
    "<IFRAME src='a.html'></IFRAME>": "“<iframe>”",
    "<form action='https://a.cn'>": "“<form>”",
    "<meta http-equiv='refresh' content='0;url=https://a.cn'>": "“<meta>”",
    "<b title='>' onclick='go()'>甲</b>": "“onclick=”",
    "[甲](query.md){: onmouseover=go() }": "“onmouseover=”",
    "[甲](javascript:go())": "“javascript:”一类的地址",
    "<a href='java&#9;scr&#105;pt:go()'>甲</a>": "“javascript:”一类的地址",
    "![甲](https://a.cn/a.png)": "别的网站的图片",
    "<img src='//a.cn/a.png'>": "别的网站的图片或其他内容",
}


def test_what_acts_or_calls_elsewhere_is_an_error_on_its_line(page: Callable[[str], Path], run: Run) -> None:
    text = "# 题\n\n" + "\n\n".join(ACTING)
    advice = "，会自己动作、连到或带到别处，请删去；这里不能豁免  [活动内容]"
    lines = [f"{FILE}:{3 + 2 * number}:1: 这一行有{what}{advice}" for number, what in enumerate(ACTING.values())]
    assert run("check", "--content", page(text))[:2] == (1, "".join(f"{line}\n" for line in lines))


def test_ordinary_markup_is_none_of_it(page: Callable[[str], Path], run: Run) -> None:
    text = (
        "# 题\n\n<details><summary>甲</summary>乙</details>\n\n[甲](https://www.gov.cn/?on=1)\n\n![甲](a.png) 3 < 5\n"
    )
    assert run("check", "--content", page(text), "--strict")[:2] == (0, "")


@pytest.mark.parametrize("name", HONEST)
def test_what_someone_may_well_write_is_a_page(name: str) -> None:
    assert excess(HONEST[name], FILE) is None
    assert ENGINE.render("odd.md", HONEST[name]).html


# ---- whatever is written: the parser's work is bounded by what is counted ----


class TooMuchWork(Exception):
    """The parser went on and on."""


def lines_run(act: Callable[[], object], most: int) -> int:
    """How many lines of Python are run; no more than these are waited for."""
    count = 0

    def watch(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if event == "line":
            count += 1
            if count > most:
                raise TooMuchWork(count)
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        act()
    finally:
        sys.settrace(before)
    return count


SMALL = 2000  # characters; the limits that go with it are as much smaller
PER_CHARACTER, PER_STEP = 700, 10  # lines of Python
PARTS = st.sampled_from(
    ["[", "![", "]", "](", ")", "(", "[a](b) ", "[a]: b\n", "<", "<a ", "<div>", "</div>", ">", "<!--", "-->", "<![",
     "`", "``", "```\n", "*", "**", "_", "***a ", "\\", "&", "&lt;", "- ", "1. ", "> ", "    ", "\t", "\n", "\n\n", "|",
     "|-|-|\n", "# ", "字", "a", " ", "{: .a }", "***\n", "=\n", "\"", "'", "  \n", "http://a.cn "]
)  # fmt: skip
PIECE = st.lists(PARTS, min_size=1, max_size=4).map("".join)
PAGE = st.lists(st.tuples(PIECE, st.sampled_from([1, 1, 1, 2, 30, 2000])), min_size=1, max_size=5).map(
    lambda parts: "".join(piece * times for piece, times in parts)[:SMALL]
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits as much smaller as the pages are, that all of them are met."""
    ENGINE.render("odd.md", "字")  # with the first page the engine itself is made ready
    monkeypatch.setattr(limits, "LONGEST", SMALL - 1)
    monkeypatch.setattr(limits, "MOST_STEPS", 20_000)


@pytest.mark.usefixtures("small")
@drawing(60)
@given(PAGE)
@example("    " * 3 + "- " * 61)
@example("".join(f"{'    ' * n}> - 项\n" for n in range(25)))
@example("> " * 30 + "- " * 30 + "甲")
@example("# [" * 600)
@example("[甲](乙 " * 300)
@example("甲" + "[ " * 90 + "[a](b) " * 200)
@example("\\```a\n" * 300)
@example("``a`" * 450)
@example("<![" * 600)
def test_whatever_is_written_is_a_page_after_so_much_work_or_told_on_a_line_it_has(text: str) -> None:
    if diagnostic := excess(text, FILE):
        assert 0 <= diagnostic.place.line <= text.count("\n") + 1
        return
    most = PER_CHARACTER * (len(text) + 200) + PER_STEP * limits.MOST_STEPS
    lines_run(lambda: ENGINE.render("odd.md", text), most)


def test_a_page_that_is_deeper_than_was_counted_is_told_by_its_address() -> None:
    following = "字 *重*\n\n    码\n{: .a }\n"
    made = ENGINE.render("odd.md", following)
    with pytest.raises(SiteError, match=r"odd\.md：层次太深"):
        ENGINE.render("odd.md", "".join(f"{'    ' * n}- 项\n" for n in range(300)))
    assert ENGINE.render("odd.md", following) == made, "and leaves nothing behind for the next page"
