"""A rule, a check, a chart, a page, a download, a report format: each is one new file, and the site then has it."""

import html
import re
import shutil
from pathlib import Path

import pytest

from tests.support.building import ROOT as HOME
from tests.support.documents import DOCS, blocks
from tests.support.program import IGNORED, Program

NEW = re.compile(r"new:\w+ (\S+)")
FILES = {  # what 参与 tells people to write, file by file
    match[1]: block.text for block in blocks(DOCS / "参与.md") if (match := NEW.fullmatch(block.marker))
}
LATE = {  # what scores by the new rule, without the sums that the paper printed
    "{方法: 评定, 得分: 20}": "{方法: 逾期, 天数: 3}",
    "  公布: {得分: 23.92, 得分率: 79.73%}\n": "",
    "公布:\n  评价分值: 87.92\n  评价结论: 良好\n  得分率: 87.92%\n": "",
}


class Extended(Program):
    """A copy of the program with six more files, and the site it made of a small content."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        name = {"系列: menhu": "简称: 2017年门户网站运维\n系列: menhu"}
        self.edit("content/projects/2017/menhu.yml", LATE | name)
        for path, text in FILES.items():
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            self.write(path, text)
        self.check = self.run("check", "--format", "tsv")
        self.site = self.build()

    def page(self, address: str) -> str:
        """A page of the site."""
        return self.site[address].decode()


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    return Extended(tmp_path_factory.mktemp("extended") / "program")


def test_a_rule_scores_and_is_explained_to_readers(extended: Extended) -> None:
    assert "逾期 3 天；（1 − 3 × 10%）× 26 = 18.2，得 18.20" in html.unescape(extended.page("2017/menhu.html"))
    assert "每逾期一天扣权重的百分之几" in extended.page("methods.html")


def test_a_check_speaks(extended: Extended) -> None:
    assert [line.split("\t")[:4] for line in extended.check.stdout.splitlines()] == [
        ["content/projects/2017/menhu.yml", "3", "警告", "简称不短"]
    ]


def test_a_chart_stands_on_the_pages_of_its_kind(extended: Extended) -> None:
    page = extended.page("2017/index.html")
    assert 'id="chart-units-2017"' in page and "各单位的项目数" in page and "某市档案馆 1 个。" in page
    assert "各单位的项目数" not in extended.page("index.html")


def test_a_page_is_made_is_in_the_menu_and_is_found(extended: Extended) -> None:
    assert "2018年档案展览" in extended.page("rectification.html") and "已完成 1 项" in extended.page(
        "rectification.html"
    )
    assert 'href="rectification.html"' in extended.page("index.html")
    texts = "".join(data.decode() for path, data in extended.site.items() if path.startswith("search/texts/"))
    assert '"rectification.html"' in texts


def test_a_download_with_a_title_is_listed_and_has_its_checksum(extended: Extended) -> None:
    assert "某市档案馆" in extended.page("data/units.csv")
    page = extended.page("data/index.html")
    assert ">单位名录<" in page and 'href="../data/units.csv"' in page and ">一张表（CSV）<" in page
    assert "  data/units.csv\n" in extended.page("SHA256SUMS")
    assert "参观预约不便。" in extended.page("data/units/dangan-guan-problems.csv")
    assert 'href="../data/units/dangan-guan-problems.csv"' in extended.page("units/dangan-guan.html")
    assert "<p>data/units.csv 的一行。" in extended.page("data/dictionary.html"), "its columns are explained"


def test_a_report_format_is_offered_under_the_name_of_its_file(extended: Extended) -> None:
    assert "tsv 制表符分隔，可以贴进表格" in "".join(extended.run("check", "--help").stdout.split("\n")).replace(
        "  ", ""
    )


def test_the_cases_of_the_document_hold_for_what_it_adds(extended: Extended) -> None:
    """The case files that 参与 shows beside the rule and the check, run by the suite's own tests on the copy."""
    for path in ("tests", "docs", "tools", "content", "pyproject.toml", "Makefile", "README.md"):
        if (source := HOME / path).is_dir():
            shutil.copytree(source, extended.home / path, dirs_exist_ok=True, ignore=IGNORED)
        else:
            shutil.copy(source, extended.home)
    selected = (
        "tests/test_rules.py", "tests/test_rule_laws.py", "tests/test_cases.py", "-k", "逾期 or Lateness or 简称不短",
    )  # fmt: skip
    ran = extended.run(*selected, module="pytest")
    assert ran.returncode == 0 and " passed" in ran.stdout, ran.stdout + ran.stderr
