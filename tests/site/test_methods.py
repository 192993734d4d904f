"""评价等级与计分办法 is about what is in use."""

import re
import shutil
from pathlib import Path

from generator.pages.methods import rule_texts
from generator.rules import rules
from tests.site.conftest import ROOT
from tests.support.building import docs
from tests.support.cases import BASE
from tests.support.inspection import inspect, inspection_of

BOOK = inspection_of(ROOT / "content").book
IN_USE = {project.evaluation.scheme for project in BOOK.projects if project.evaluation.scheme}
RULES = {leaf.rule.method for project in BOOK.projects for leaf in project.leaves() if leaf.rule}
PLACE = r'id="{}-{}"[^>]*>(.*?)(?=id="(?:scheme|framework|rule)-)'


def test_readers_are_told_of_the_schemes_and_rules_in_use_and_of_no_others(built: Path) -> None:
    page = (built / "site/methods.html").read_text("utf-8")
    assert set(re.findall(r'<h3 id="scheme-([a-z0-9-]+)"', page)) == IN_USE
    assert set(re.findall(r'<h3 id="rule-\d+">(.*?)</h3>', page)) == RULES < set(rules())
    for slug in IN_USE:
        scheme = BOOK.schemes[slug]
        place = re.search(PLACE.format("scheme", slug), page, re.S)
        assert place and scheme.status_note in place[1]
        assert ("未核实" in place[1]) == (scheme.status == "未核实")
    for words in ("units.yml", "sensitive.yml", "填报时", "content/", "不写即"):
        assert words not in page


def test_readers_are_told_which_mean_and_median_the_site_works_out(built: Path) -> None:
    page = (built / "site/methods.html").read_text("utf-8")
    section = re.search(r'<h2 id="statistics">.*', page, re.S)
    assert section and "中位数是从低到高排在正中的数；个数是偶数的，是正中两个数的平均数" in section[0]


def test_a_rule_is_told_briefly_with_its_example(built: Path) -> None:
    (rule,) = (entry for entry in rule_texts() if entry.name == "执行率")
    assert [text[:2] for text in rule.brief] == ["预算", "例：", "例：", "例："]
    assert len("".join(rule.brief)) < len(rule.text) / 2
    assert all(len(entry.brief) > 1 for entry in rule_texts() if "例：" in entry.text)


def test_a_site_whose_only_scheme_gives_no_bands_can_be_made(tmp_path: Path) -> None:
    content = shutil.copytree(BASE / "content", tmp_path / "content")
    scheme = content / "schemes/shifan.yml"
    scheme.write_text(scheme.read_text("utf-8").partition("等级:")[0], "utf-8")
    inspected = inspect(content)
    assert inspected.diagnostics == ()
    made = docs(content)
    assert "未载明等级区间" in made["methods.md"].decode()
    assert "优秀" in made["2018/zhanlan.md"].decode()
