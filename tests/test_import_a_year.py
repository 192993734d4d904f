"""docs/收表.md, run: forms of twenty units are collected, sent back, corrected, collected again, and pass."""

import re
import shutil
from pathlib import Path

import pytest

from tests.support.cases import BASE, Run
from tests.support.documents import DOCS, blocks
from tests.support.sent_forms import self_evaluation

DOCUMENT = DOCS / "收表.md"
UNITS = [f"{number:02}局" for number in range(1, 21)]


def lines(marker: str) -> list[str]:
    (block,) = blocks(DOCUMENT, "text", marker)
    return block.text.splitlines()


def words_of(marker: str) -> list[list[str]]:
    """The commands of a block as the program is given them."""
    (block,) = blocks(DOCUMENT, "sh", marker)
    return [line.removeprefix("make ").replace("YES=1", "--yes").split() for line in block.text.splitlines()]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(BASE / "content", tmp_path / "content")
    units = tmp_path / "content/units.yml"
    more = "".join(f"- {{标识: ju-{name[:2]}, 名称: 某市{name}}}\n" for name in UNITS)
    units.write_text(units.read_text("utf-8") + more, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def send(home: Path, unit: str, name: str = "自评表", **cells: str) -> Path:
    filled = {"A2": "（2024年度）", "B3": "运行维护项目", "B4": f"某市{unit}", "F4": f"某市{unit}", **cells}
    return self_evaluation(home / f"content/inbox/{unit}/{name}.xlsx", filled)


def test_a_year_is_collected_from_twenty_units_as_the_document_says(home: Path, run: Run) -> None:
    for unit in UNITS[3:19]:
        send(home, unit)
    send(home, "01局")
    send(home, "02局", G11="35")
    send(home, "03局", "自评表_2024", A2="填报日期：")
    empty = home / "content/inbox/20局/自评表.xlsx"
    empty.parent.mkdir()
    empty.touch()

    (collect,), (again,) = words_of("import"), words_of("again")
    status, out, side = run(*collect)
    assert [line for line in lines("imported") if line not in out.splitlines()] == []
    assert status == 1 and side.startswith("共 20 份：已收 17，待我们核对 1，请单位改 1，不收 1。")
    assert len(list((home / "content/projects/2024").iterdir())) == 19

    send(home, "02局")
    send(home, "20局")
    status, out, _ = run(*collect)
    assert [line for line in lines("compared") if line not in out.splitlines()] == []
    status, out, side = run(*again)
    assert side.startswith("共 20 份：已收 19，待我们核对 1。")

    assert run("check")[1].count("[待核对]") == 1
    (doubted,) = [path for path in (home / "content/projects/2024").iterdir() if "# 待核对" in path.read_text("utf-8")]
    doubted.write_text(re.sub(r"  # 待核对：.*", "", doubted.read_text("utf-8")), "utf-8")
    for words in words_of("check")[:1]:
        assert run(*words)[0] == 0
    status, out, _ = run(*again)
    assert (status, out.count("：没有变化") + out.count("：与现有数据相同")) == (0, 20)
