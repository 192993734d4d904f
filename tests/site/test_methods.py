"""The methods page: schemes in use first, the others and the frameworks briefly, and what was not verified says so."""

import re
import shutil
from pathlib import Path

from generator.checks import all_checks
from tests.site.conftest import ROOT
from tests.support.building import docs
from tests.support.cases import BASE
from tests.support.inspection import inspect

BOOK = inspect(ROOT / "content").book
IN_USE = {project.evaluation.scheme for project in BOOK.projects if project.evaluation.scheme}


def test_every_scheme_and_framework_is_on_the_page_and_says_that_it_is_not_verified(built: Path) -> None:
    page = (built / "site/methods.html").read_text("utf-8")
    for kind, known in (("scheme", BOOK.schemes), ("framework", BOOK.frameworks)):
        for slug, record in known.items():
            place = re.search(
                rf'<(?:h3|details) id="{kind}-{slug}"[^>]*>(.*?)(?=id="(?:scheme|framework|rule)-)', page, re.S
            )
            assert place and record.name in place[1]
            assert ("未核实" in place[1]) == (record.status == "未核实")
            assert record.status_note in place[1]


def test_schemes_in_use_come_first_and_in_full(built: Path) -> None:
    page = (built / "site/methods.html").read_text("utf-8")
    first, _, others = page.partition('id="other-schemes"')
    assert set(re.findall(r'<h3 id="scheme-([a-z0-9-]+)"', first)) == IN_USE
    assert set(re.findall(r'<details id="scheme-([a-z0-9-]+)"', others)) == set(BOOK.schemes) - IN_USE
    assert 0 < others.count("区间未载，评价结论照公开文件所印") == sum(not s.grades for s in BOOK.schemes.values())


def test_every_check_stands_under_its_family_with_what_it_asks(built: Path) -> None:
    page = (built / "site/methods.html").read_text("utf-8").partition('id="checks"')[2]
    groups = re.findall(r'<th scope="rowgroup"[^>]*>(\S+) .*?</tr>(.*?)</tbody>', page, re.S)
    assert [name for name, _ in groups] == list(dict.fromkeys(about.family for about in all_checks()))
    for about in all_checks():
        row = re.search(rf'<tr><th scope="row">{about.name}</th>(.*?)</tr>', dict(groups)[about.family], re.S)
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
