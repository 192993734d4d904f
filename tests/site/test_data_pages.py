"""数据 and 数据字典 in a real browser: what is offered has the size it says, a phone shows it whole."""

import hashlib
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator.pages.verify import COMMANDS
from generator.views.fields import Field
from generator.views.fields.others import SCHEME, UNIT, YEAR
from generator.views.fields.project import INDICATOR, PROJECT
from tests.support.building import build
from tests.support.cases import BASE, Case

pytestmark = pytest.mark.browser


def test_a_table_downloads_with_the_bytes_the_checksums_tell_and_the_size_the_page_tells(
    built: Path, visit: Any
) -> None:
    page = visit().open("data/index.html")
    for ending in ("xlsx", "csv", "json"):
        link = page.get_by_role("link", name=re.compile(f"^下载2017年度 {ending.upper()}，"))
        size = link.get_attribute("aria-label").split("，")[1]
        with page.expect_download() as waiting:
            link.click()
        data = Path(waiting.value.path()).read_bytes()
        assert waiting.value.suggested_filename == f"2017.{ending}"
        assert f"{hashlib.sha256(data).hexdigest()}  data/2017.{ending}" in (built / "site/SHA256SUMS").read_text()
        assert size == f"{(len(data) + 512) // 1024}\u00a0KB"


def test_the_list_does_not_grow_with_the_projects(built: Path) -> None:
    text = (built / "site/data/index.html").read_text()
    single = {path.name for path in (built / "site/data/2017").glob("*.json")}
    assert len([name for name in single if name in text]) <= 1, "one as an example"


def test_a_program_finds_its_way_from_the_contents_to_a_project(visit: Any) -> None:
    visitor = visit()
    page = visitor.open("data/index.html")
    address = page.get_by_role("link", name="api/v1/projects.json", exact=True).get_attribute("href")
    projects = page.request.get(f"{visitor.root}data/{address}").json()["projects"]
    record = page.request.get(f"{visitor.root}api/v1/projects/{projects[0]['id']}.json").json()
    assert {key: record[key] for key in projects[0]} == projects[0]
    assert page.request.get(f"{visitor.root}{record['data']}").json()["id"] == projects[0]["id"]


def test_the_dictionary_tells_every_field(visit: Any) -> None:
    page = visit(script=False).open("data/dictionary.html")
    rows = page.locator("table.dictionary tbody tr")
    entries = {tuple(row.split("\t")[:2]) for row in rows.all_inner_texts()}
    entries = {(title.strip(), key.strip()) for title, key in entries}
    fields: tuple[Field[Any], ...] = (*PROJECT, *INDICATOR, *YEAR, *UNIT, *SCHEME)
    published = {(field.title, field.key) for field in fields if field.seen.downloads}
    assert published <= entries
    assert ("项目简称", "title") not in entries, "what only 查询 uses is no download"
    budget = page.locator("#project ~ .table-wrap").first.get_by_role("row", name=re.compile("^预算金额"))
    assert [text in budget.inner_text() for text in ("万元", "20.00", "信息表")] == [True] * 3


def test_the_page_on_verifying_shows_the_commands_that_are_tested(tmp_path: Path) -> None:
    content = Case(BASE, "", (), (), "").lay_out(tmp_path / "in")
    (content / "releases").mkdir()
    (content / "releases/chain.txt").write_text("1 …\n", "utf-8")
    assert build(content, tmp_path / "out").sound
    shown = unescape((tmp_path / "out/site/verify.html").read_text())
    assert [line for line in COMMANDS if line not in shown] == []
