"""A rule, a check, a chart, a page, a download, a report format: each is one new file, and the site then has it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.pipeline.build import HOME
from tests.support.building import tree
from tests.support.cases import BASE

RULE = '''
"""逐次减半: half the points for each time."""

from fractions import Fraction
from typing import ClassVar

from generator.core.number import Count
from generator.core.record import field
from generator.rules import Rule, RuleContext, Working


class Halves(Rule):
    """每出现一次，得分减去一半：得分 = 权重 ÷ 2 的次数次方。例：权重 26，2 次，得 6.50 分。"""

    method: ClassVar[str] = "逐次减半"

    times: Count = field("次数")

    def score(self, context: RuleContext) -> Working:
        """Halve."""
        points = context.points(Fraction(context.weight) / 2**self.times)
        return Working(points, f"减半 {self.times} 次，得 {points}")
'''
CHECK = '''
"""项目名称里有“门户”的，请写明是哪一个门户。"""

NAME = "门户不明"
SEVERITY = "提示"


def check(book, _):
    for project in book.projects:
        if "门户" in project.name:
            yield project, "name", "请写明是哪一个门户"
'''
CHART = '''
"""支出: what each project of a year spent, as a table alone."""

from generator.charts import Chart

PAGE, ORDER = "year", 6


def chart(portfolio, year):
    """One row a project."""
    rows = tuple((one.title, f"{one.spent}") for one in portfolio.totals_of(year).with_spending)
    return Chart(f"spending-{year}", "各项目支出", f"{year} 年的支出。", ("项目", "支出"), rows, '{"series":[]}')
'''
PAGE = '''
"""术语: what the words of the site mean."""

from generator.pages import NavEntry, Page, shows

NAV = (NavEntry(6, "术语", "terms.md"),)


def pages():
    """The one page of terms."""
    yield Page("terms.md", "术语", "terms", shows(terms=(("预算执行率", "实际支出占预算金额的多少"),)), "术语的含义。")
'''
TEMPLATE = """# 术语

<dl>
{% for term, meaning in terms %}<dt>{{ term }}</dt><dd>{{ meaning }}</dd>
{% endfor %}</dl>
"""
EXPORT = '''
"""单位名册: the names of all units, one a line."""

from generator.views.download import Export


def site_files(portfolio):
    """The one file."""
    names = "".join(f"{unit.name}\\n" for unit in portfolio.book.units)
    yield Export("data/units.txt", names.encode(), "单位名册")
'''
FORMAT = '''
"""For a mail: the places alone."""

HELP = "只列位置"


def lines(report):
    """One place a line."""
    return (f"{found.place.file} {found.check}" for found in report.diagnostics)
'''
FILES = {
    "generator/rules/halves.py": RULE,
    "generator/checks/naming/vague_portal.py": CHECK,
    "generator/charts/spending.py": CHART,
    "generator/pages/terms.py": PAGE,
    "theme/templates/terms.md.j2": TEMPLATE,
    "generator/exports/unit_names.py": EXPORT,
    "generator/report/formats/places.py": FORMAT,
}
HALVED = {  # what scores by the new rule, without the sums that the paper printed
    "{方法: 评定, 得分: 20}": "{方法: 逐次减半, 次数: 2}",
    "  公布: {得分: 23.92, 得分率: 79.73%}\n": "",
    "公布:\n  评价分值: 87.92\n  评价结论: 良好\n  得分率: 87.92%\n": "",
}


class Extended:
    """A copy of the program with six more files, and the site it made of a small content."""

    def __init__(self, home: Path) -> None:
        self.home = home
        for name in ("generator", "theme"):
            ignored = shutil.ignore_patterns("node_modules", "__pycache__")
            shutil.copytree(HOME / name, home / name, ignore=ignored)
        (home / "theme/node_modules").symlink_to((HOME / "theme/node_modules").resolve())
        for name in ("mkdocs.yml", "requirements.txt"):
            shutil.copy(HOME / name, home)
        content = shutil.copytree(BASE / "content", home / "content")
        project = content / "projects/2017/menhu.yml"
        text = project.read_text("utf-8")
        for old, new in HALVED.items():
            assert old in text
            text = text.replace(old, new)
        project.write_text(text, "utf-8")
        for path, text in FILES.items():
            (home / path).write_text(text.lstrip("\n"), "utf-8")
        self.check = self.run("check", "--format", "places")
        self.build = self.run("build")
        self.site: Mapping[str, bytes] = tree(home / "build/site")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the copy's own command."""
        environment = {**os.environ, "PYTHONPATH": str(self.home), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, "-m", "generator", *arguments],
            cwd=self.home, env=environment, check=False, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip

    def page(self, address: str) -> str:
        """A page of the site."""
        return self.site[address].decode()


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    made = Extended(tmp_path_factory.mktemp("extended") / "program")
    assert made.build.returncode == 0, made.build.stdout + made.build.stderr
    return made


def test_a_rule_scores_and_is_explained_to_readers(extended: Extended) -> None:
    assert "减半 2 次，得 6.50" in extended.page("2017/menhu.html")
    methods = extended.page("methods.html")
    assert "逐次减半" in methods and "权重 ÷ 2 的次数次方" in methods


def test_a_check_speaks_and_is_listed(extended: Extended) -> None:
    assert "content/projects/2017/menhu.yml 门户不明" in extended.check.stdout.splitlines()
    assert "请写明是哪一个门户。" in extended.page("methods.html")


def test_a_chart_stands_on_the_pages_of_its_kind(extended: Extended) -> None:
    page = extended.page("2017/index.html")
    assert 'id="chart-spending-2017"' in page and "各项目支出" in page
    assert "各项目支出" not in extended.page("index.html")


def test_a_page_is_made_is_in_the_menu_and_is_found(extended: Extended) -> None:
    assert "实际支出占预算金额的多少" in extended.page("terms.html")
    assert 'href="terms.html"' in extended.page("index.html")
    texts = "".join(data.decode() for path, data in extended.site.items() if path.startswith("search/texts/"))
    assert "实际支出占预算金额的多少" in texts


def test_a_download_with_a_title_is_listed_and_has_its_checksum(extended: Extended) -> None:
    assert extended.page("data/units.txt").splitlines()[0]
    page = extended.page("data/index.html")
    assert ">单位名册</th>" in page and 'href="../data/units.txt"' in page and ">TXT</th>" in page
    assert "  data/units.txt\n" in extended.page("SHA256SUMS")
    assert "data/units.txt" not in json.dumps(json.loads(extended.site["datapackage.json"])), "it is no table"


def test_a_report_format_is_offered_under_the_name_of_its_file(extended: Extended) -> None:
    assert extended.check.returncode == 0
    assert all(len(line.split()) == 2 for line in extended.check.stdout.splitlines())
    assert "places 只列位置" in extended.run("check", "--help").stdout.replace("\n", " ").replace("  ", " ")
