"""What ends a run of `make bench` because its figures would mean nothing, and what its table says of figures."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.bench import finished, sanity
from tools.bench.column import (
    FIRST_VISIT,
    HUGO,
    INDEX_CPU,
    INDEX_MEMORY,
    MATERIAL,
    OURS,
    PAGEFIND,
    WORST_FETCH,
    Column,
)
from tools.bench.forms import NAMES
from tools.bench.joined import Joined
from tools.bench.measure import Cost, Size
from tools.bench.ours import AGAIN, CLEAN, EXPLAINED, FIRST, NOTHING, STEPS, VERSION
from tools.bench.parts import ALL, PARTS, SOME
from tools.bench.rows import ROWS, Measured

FACTS = {
    "id": "2019/qiao",
    "name": "桥梁养护",
    "unit": "某县交通局",
    "score": "88.44",
    "grade": "良",
    "computed": {
        "receipt": {
            "lines": [
                {"code": "A1", "name": "立项依据", "points": "2.7", "computed": "2.70"},
                {"code": "A2", "name": "目标明确", "points": "—", "computed": "3.50"},
            ]
        }
    },
    "declared": {
        "问题整改": [
            {
                "问题": "验收不及时",
                "建议": "补办验收",
                "整改": {"台账": [{"编号": "2019-1", "佐证": [{"内容": "纪要"}]}]},
            }
        ],
        "结果应用": {"下年预算": "44.39万元", "决定": "增加"},
    },
}
PAGE = """<title>桥梁养护</title><p>某县交通局 <b>88.44</b> 分，良</p>
<table><tr><th>A 决策</th><th>A1 立项依据</th><td>3</td><td>2.7</td></tr>
<tr><th>A2 目标明确</th><td>4</td><td>—</td><td>3 ÷ 4 × 4，得 3.50</td></tr></table>
<p>验收不及时</p><p>补办验收</p><p>2019-1：纪要</p><p>44.39万元，增加</p>"""


def test_a_page_that_says_all_that_the_data_say_lacks_nothing() -> None:
    assert sanity.missing(FACTS, PAGE) == []


@pytest.mark.parametrize(
    ("there", "instead", "lacking"),
    [
        ("桥梁养护", "道路养护", "桥梁养护"),
        ("88.44", "188.44", "88.44"),
        ("<td>2.7</td>", "<td>2.75</td>", "A1 立项依据 2.7"),
        ("得 3.50", "得 3.5", "A2 目标明确 3.50"),
        ("补办验收", "补办手续", "补办验收"),
        ("2019-1：", "", "2019-1"),
        ("44.39万元", "", "44.39万元"),
    ],
)
def test_whatever_a_page_says_otherwise_is_told(there: str, instead: str, lacking: str) -> None:
    assert sanity.missing(FACTS, PAGE.replace(there, instead)) == [lacking]


def test_points_count_only_beside_their_own_indicator() -> None:
    swapped = PAGE.replace("<td>2.7</td>", "<td>X</td>").replace("得 3.50", "得 2.7").replace("X", "3.50")
    assert sanity.missing(FACTS, swapped) == ["A1 立项依据 2.7", "A2 目标明确 3.50"]


def test_of_other_pages_every_cell_is_looked_for_however_its_words_are_parted() -> None:
    ours = "<article><h1>台账</h1><table><tr><td><p>一项</p><p>立行立改</p></td><td>43.54</td></tr></table></article>"
    assert sanity.missing_cells(ours, "<td>一项 立行立改</td><td>43.54</td>") == []
    assert sanity.missing_cells(ours, "<td>一项 立行立改</td><td>43.5</td>") == ["43.54"]


def _site(folder: Path, pages: dict[str, str]) -> Path:
    for name, text in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def _ended(done: Callable[[], None]) -> str:
    with pytest.raises(SystemExit) as ended:
        done()
    return str(ended.value)


def test_a_peer_that_prints_other_facts_or_fewer_pages_ends_the_run(tmp_path: Path) -> None:
    data = {"data/2019/qiao.json": json.dumps(FACTS), "404.html": ""}
    ours = _site(tmp_path / "ours", {**data, "2019/qiao.html": PAGE, "ledger/index.html": ""})
    peer = _site(tmp_path / "peer", {"2019/qiao.html": PAGE.replace("88.44", "88.4"), "ledger/index.html": ""})
    sanity.same_kinds("某工具", peer, ours)
    assert "某工具" in (said := _ended(lambda: sanity.same_facts("某工具", peer, ours))) and "2019/qiao" in said
    other = _site(tmp_path / "other", {"2019/qiao.html": PAGE, "ledger/index.html": "<table><tr><td>甲</td></tr>"})
    (ours / "ledger/index.html").write_text("<article><table><tr><td>乙</td></tr></table></article>", "utf-8")
    assert "ledger/index.html：没有“乙”" in _ended(lambda: sanity.same_facts("某工具", other, ours))
    (peer / "ledger/b.html").touch()
    assert "ledger：2 页，本程序 1 页" in _ended(lambda: sanity.same_kinds("某工具", peer, ours))


def test_a_build_that_writes_where_nothing_changed_or_differs_from_a_clean_one_ends_the_run(tmp_path: Path) -> None:
    site = _site(tmp_path, {"site/index.html": "一", "made/ab/c": "一"})
    before, clean = sanity.written(site), sanity.sums(site / "site")
    sanity.untouched(before, sanity.written(site))
    sanity.same_tree("网站", sanity.sums(site / "site"), clean)
    (site / "site/index.html").write_text("二", "utf-8")
    assert "site/index.html" in _ended(lambda: sanity.untouched(before, sanity.written(site)))
    (site / "site/more.html").touch()
    said = _ended(lambda: sanity.same_tree("网站", sanity.sums(site / "site"), clean))
    assert "index.html" in said and "more.html" in said


def test_a_finished_page_is_read_with_all_its_words_but_those_of_buttons_and_drawings() -> None:
    page = finished.read(
        '<meta name="description" content="一页"><nav>菜单</nav><article><h1>台账</h1><p>共 <b>2</b> 项</p>'
        "<button>打印</button><svg><text>图</text></svg><h2>逐项</h2><table><caption>各项</caption>"
        '<tr><th><button class="term">状态</button></th><td><a href="a.html">完成</a></td></tr></table></article>'
    )
    assert (page.title, page.description) == ("台账", "一页")
    assert page.parts == [
        {"text": "共 2 项", "link": ""},
        {"heading": "逐项"},
        {"table": {"caption": "各项", "rows": [[{"text": "状态", "head": True, "link": ""},
                                              {"text": "完成", "head": False, "link": "a.html"}]]}},
    ]  # fmt: skip


def _measured(seconds: float) -> Measured:
    """A run in which everything took so long."""
    names = [CLEAN, NOTHING, EXPLAINED, FIRST, VERSION, AGAIN, HUGO, PAGEFIND, MATERIAL, *NAMES]
    names += [step.name for step in STEPS] + [f"{how}{part}" for part in (*PARTS, ALL, SOME) for how in ("做", "不做")]
    cost, size = Cost(seconds, seconds, seconds), Size(1, 1, 20_000, 30_000)
    others = dict.fromkeys((INDEX_CPU, INDEX_MEMORY, WORST_FETCH, FIRST_VISIT), seconds)
    small, large = (Column(count, 1, dict.fromkeys(names, cost), {OURS: size}, {}, others) for count in (1000, 10000))
    return Measured(small, large, Joined(100_000, 10, cost, cost, size, seconds))


def test_every_row_of_the_table_is_measured_and_what_was_not_is_said() -> None:
    lines = [row.line(_measured(2)) for row in ROWS]
    assert not [line for line in lines if "没有测" in line]
    assert len({name for name, *_ in lines}) == len(ROWS)
    empty = Column(1000, 1)
    assert {row.line(Measured(empty, empty, None))[3] for row in ROWS} == {"没有测"}


def test_a_row_says_whether_what_was_asked_is_reached() -> None:
    said = {seconds: ROWS[0].line(_measured(seconds)) for seconds in (0.5, 1.2, 1.6)}
    assert said[0.5] == ("10000 个项目，没有改动", "1.5 s", "0.5 s", "0.5 s", "达到力争")
    assert [line[-1] for line in said.values()] == ["达到力争", "达到", "没有达到"]
    (unit,) = (row for row in ROWS if "一个单位改名" in row.name)
    assert unit.line(_measured(2))[1:] == ("1/5", "1/10", "1.00（2.0 s 比 2.0 s）", "没有达到")


def test_the_figures_of_a_site_in_parts_are_kept() -> None:
    joined = _measured(2).joined
    assert joined and Joined.read(json.loads(json.dumps(joined.figures()))) == joined
    assert re.search("100000 个项目，分 10 个年度做", next(joined.lines()))
