"""评价等级与计分办法 is about what is in use, 填报说明 about all there is and what is unverified."""

import re
import shutil
from pathlib import Path

from generator.checks import all_checks
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


def test_what_left_the_page_is_found_from_its_old_places(built: Path) -> None:
    page = (built / "site/methods.html").read_text("utf-8")
    for place in ("other-schemes", "frameworks", "checks"):
        assert re.search(rf'id="{place}" href="\./filling\.html#(schemes|{place})"', page)
    assert page.partition("</header>")[0].count("filling.html") == 0, "no entry of the navigation"


def test_a_rule_is_told_briefly_with_its_example(built: Path) -> None:
    (rule,) = (one for one in rule_texts() if one.name == "执行率")
    assert [text[:2] for text in rule.brief] == ["预算", "例：", "例：", "例："]
    assert len("".join(rule.brief)) < len(rule.text) / 2
    assert all(len(one.brief) > 1 for one in rule_texts() if "例：" in one.text)


def test_every_scheme_and_framework_is_told_to_who_fills_in_and_says_that_it_is_not_verified(built: Path) -> None:
    page = (built / "site/filling.html").read_text("utf-8")
    for kind, known in (("scheme", BOOK.schemes), ("framework", BOOK.frameworks)):
        for slug, record in known.items():
            place = re.search(PLACE.format(kind, slug), page, re.S)
            assert place and record.name in place[1]
            assert ("未核实" in place[1]) == (record.status == "未核实")
            assert record.status_note in place[1]
    assert 0 < page.count("区间未载，评价结论照公开文件所印") == sum(not s.grades for s in BOOK.schemes.values())


def test_every_check_stands_under_its_family_with_what_it_asks(built: Path) -> None:
    page = (built / "site/filling.html").read_text("utf-8").partition('id="checks"')[2]
    groups = re.findall(r'<th scope="rowgroup"[^>]*>(\S+) .*?(<tr>.*?)<(?:tbody>|/table>)', page, re.S)
    assert [name for name, _ in groups] == list(dict.fromkeys(about.family for about in all_checks()))
    for about in all_checks():
        row = re.search(rf'<tr><th scope="row">{about.name}<(.*?)(?:<tr>|$)', dict(groups)[about.family], re.S)
        assert row and about.severity in row[1]
        assert ("不可" in row[1], "审查后" in row[1]) == (not about.waivable, about.waivable and about.reviewed)


def test_a_site_whose_only_scheme_gives_no_bands_can_be_made(tmp_path: Path) -> None:
    content = shutil.copytree(BASE / "content", tmp_path / "content")
    scheme = content / "schemes/shifan.yml"
    scheme.write_text(scheme.read_text("utf-8").partition("等级:")[0], "utf-8")
    inspected = inspect(content)
    assert inspected.diagnostics == ()
    made = docs(content)
    assert "没有载明等级区间" in made["methods.md"].decode()
    assert "优秀" in made["2018/zhanlan.md"].decode()
