"""The scripts of every page stand in an order in which each finds what it needs; without one the others go on."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.searching import shipped

SCRIPT = re.compile(r'<script src="([^"]+)"( defer)?></script>')


def scripts(html: str) -> list[str]:
    """The addresses of a page's scripts in the order they run: what is deferred comes last."""
    return [address for address, _ in sorted(SCRIPT.findall(html), key=lambda script: bool(script[1]))]


def test_on_every_page_each_script_comes_after_those_it_needs(built: Path) -> None:
    site, used = built / "site", set()
    for page in site.rglob("*.html"):
        files = [(page.parent / address).resolve() for address in scripts(page.read_text())]
        if not files:
            continue
        assert files[0].name == "namespace.js"
        declared = shipped("declared", [file.read_text() for file in files[1:]])
        names = [script["name"] for script in declared]
        assert len(names) == len(set(names)) == len(files) - 1, page
        for place, (file, script) in enumerate(zip(files[1:], declared, strict=True)):
            wanted = {need.removesuffix("?") for need in script["needs"]}
            required = {need for need in script["needs"] if not need.endswith("?")}
            assert required <= set(names) and wanted.isdisjoint(names[place:]), (page, file)
            assert file.stem == script["name"] or file.parent.name == "search"
        used.update(files)
    assert {file.name for file in used if file.parent.name == "js"} == {
        file.name for file in (site / "assets/js").iterdir()
    }


@pytest.mark.browser
@pytest.mark.parametrize(("gone", "needed"), [("search/index.js", "index"), ("assets/js/search.js", "search")])
def test_without_the_full_text_the_projects_are_found_all_the_same(visit: Any, gone: str, needed: str) -> None:
    visitor = visit("http")
    visitor.page.route(f"**/{gone}", lambda route: route.abort())
    page = visitor.open("query.html?q=视频")
    expect(page.locator("#query-app .query-status")).to_have_text("找到 1 个项目；正文的索引没有读到，请刷新网页后再查")
    assert any(f"需要 {needed}，" in trouble for trouble in visitor.troubles)
    visitor.troubles.clear()
