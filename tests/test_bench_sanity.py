"""What ends a run of `make bench` because its figures would mean nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.bench import sanity

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
    ours = "<article><h1>台账</h1><table><tr><td><p>一项</p><p>立行立改</p><td>43.54</table></article>"
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


def test_a_peer_that_prints_other_facts_or_fewer_pages_ends_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = {"2019/qiao.html": PAGE, "ledger/index.html": "<table><tr><td>乙</td></tr></table>"}
    ours = _site(tmp_path / "ours", {**pages, "data/2019/qiao.json": json.dumps(FACTS), "404.html": ""})
    peer = _site(tmp_path / "peer", pages)
    sanity.same_pages("某工具", peer, ours)
    assert "某工具的 2 页与本程序的一样多；抽查 1 个项目、1 种别的页，内容相同" in capsys.readouterr().err
    (peer / "2019/qiao.html").write_text(PAGE.replace("88.44", "88.4"), "utf-8")
    assert "2019/qiao：没有“88.44”" in _ended(lambda: sanity.same_pages("某工具", peer, ours))
    (peer / "2019/qiao.html").write_text(PAGE, "utf-8")
    (peer / "ledger/index.html").write_text("<table><tr><td>甲</td></tr></table>", "utf-8")
    assert "ledger/index.html：没有“乙”" in _ended(lambda: sanity.same_pages("某工具", peer, ours))
    (peer / "ledger/b.html").touch()
    assert "ledger：2 页，本程序 1 页" in _ended(lambda: sanity.same_pages("某工具", peer, ours))


def test_a_build_that_writes_where_nothing_changed_or_differs_from_a_clean_one_ends_the_run(tmp_path: Path) -> None:
    site = _site(tmp_path, {"site/index.html": "一", "docs/index.md": "一"})
    before, clean = sanity.written(site), sanity.sums(site / "site")
    sanity.untouched(before, sanity.written(site))
    sanity.same_tree("网站", sanity.sums(site / "site"), clean)
    (site / "site/index.html").write_text("二", "utf-8")
    assert "site/index.html" in _ended(lambda: sanity.untouched(before, sanity.written(site)))
    (site / "site/more.html").touch()
    said = _ended(lambda: sanity.same_tree("网站", sanity.sums(site / "site"), clean))
    assert "index.html" in said and "more.html" in said
