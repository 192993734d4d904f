"""What a build leaves on disk: the figures of the sources, the same bytes every time, a last good site that stays."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.core.file_tree import Tree, listing, publish_tree, recover, states, swap, sync_tree
from generator.core.files import StoredFile
from generator.pipeline.build import BuildError
from generator.views.explain import explain
from tests.site.conftest import ROOT
from tests.support.building import build, docs, tree
from tests.support.inspection import details, portfolio_at
from tests.test_real_content import PRINTED


def text_of(page: Path) -> str:
    return re.sub(r"<[^>]+>", "", page.read_text())


@pytest.mark.parametrize("project", PRINTED)
def test_every_figure_of_the_sources_is_on_its_page(built: Path, project: str) -> None:
    text = text_of(built / "site" / f"{project}.html")
    assert [figure for figure in PRINTED[project]["网页"] if figure not in text] == []
    assert "据公开文件摘编" in text


def test_the_licences_of_what_others_made_go_with_the_site(built: Path) -> None:
    text = (built / "site/licenses.txt").read_text()
    parts = dict(re.findall(r"^==== ([^\n]+?)：[^\n]+ ====\n(.+?)(?=^====|\Z)", text, re.M | re.S))
    assert [name.partition(" ")[0] for name in parts] == [
        "绩效公开", "Material", "mkdocs-material", "opencc-purepy", "pypinyin", "requests"
    ]  # fmt: skip
    assert all("Licen" in part or "Permission is hereby granted" in part for part in parts.values())
    assert "Version 2.0, January 2004" in text
    assert 'href="licenses.txt"' in (built / "site/guanyu.html").read_text()
    scripts = b"".join(path.read_bytes() for path in (built / "site").rglob("*.js"))
    assert b"echarts" not in scripts.lower(), "charts are drawn when the site is built"


def test_the_working_of_a_project_can_be_retraced_in_its_download(built: Path) -> None:
    project = json.loads((built / "site/data/2017/xinxi-fuwu-pingtai.json").read_text())
    leaves = {}

    def walk(nodes: list[dict[str, object]]) -> None:
        for node in nodes:
            leaves[node["code"]] = node
            walk(node.get("children", []))  # type: ignore[arg-type]

    walk(project["computed"]["indicators"])
    assert leaves["B1.1.2"]["working"] == "执行率 19.000 ÷ 19.369 = 98.09%；19.000 ÷ 19.369 × 3 ≈ 2.9428，得 2.94"
    assert project["declared"]["预算"]["金额"] == "19.369万元"
    assert sum(1 for leaf in leaves.values() if "children" not in leaf) == 26


def test_the_page_the_download_and_explain_are_one_receipt(built: Path) -> None:
    for card in details(portfolio_at(ROOT / "content")):
        page = html.unescape(text_of(built / "site" / f"{card.id}.html"))
        kept = json.loads((built / f"site/data/{card.id}.json").read_text())["computed"]["receipt"]
        receipt = card.receipt
        assert [line["formula"] for line in kept["lines"]] == [line.formula for line in receipt.lines]
        sums = [total.text for total in receipt.sums]
        assert kept["sums"] == sums
        lines = [line for line in receipt.lines if len(receipt.lines) > len(card.score.levels)]
        for text in (*(line.working.removeprefix("评定：") for line in lines), *sums, *receipt.steps, receipt.outlook):
            assert text in page, (card.id, text)
        for text in (*(line.formula for line in lines), *sums, *receipt.steps, receipt.outlook):
            assert text in "\n".join(explain(card)), (card.id, text)


def test_building_again_changes_no_byte_and_elsewhere_gives_the_same(built: Path, tmp_path: Path) -> None:
    first = tree(built / "docs"), tree(built / "site")
    elsewhere = {
        "PYTHONHASHSEED": "77",
        "TZ": "America/New_York",
        "LC_ALL": "C",
        "PYTHONPATH": str(ROOT),
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "-m", "generator", "build", "--content", str(ROOT / "content"), "--out", "别处 的"]
    subprocess.run(command, cwd=tmp_path, env=elsewhere, umask=0o077, check=True, capture_output=True)
    out = tmp_path / "别处 的"
    assert (tree(out / "docs"), tree(out / "site")) == first
    build(ROOT / "content", out)
    assert (tree(out / "docs"), tree(out / "site")) == first


def test_no_page_asks_another_host_for_anything(built: Path) -> None:
    asks = re.compile(r"""(?:src|href|srcset|action|poster|data)\s*=\s*["']?\s*(?:https?:)?//([^"'\s>]+)""")
    for page in (built / "site").rglob("*.html"):
        links = [link for link in asks.findall(page.read_text()) if not link.startswith("www.w3.org/")]
        assert links == [], page
    for style in (built / "site").rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import", style.read_text()), style


def test_nothing_is_shipped_that_no_page_asks_for(built: Path) -> None:
    site = built / "site"
    text = "".join(path.read_text() for path in site.rglob("*") if path.suffix in (".html", ".css", ".js"))
    unasked = [path.name for path in (site / "assets").rglob("*") if path.is_file() and path.name not in text]
    assert unasked == []
    assert "sourceMappingURL" not in text


def test_bad_data_write_nothing_and_leave_the_last_good_site(built: Path, tmp_path: Path) -> None:
    out, content = tmp_path / "out", tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(built, out)
    before = tree(out / "site"), tree(out / "docs")
    path = content / "projects/2017/shipin-huiyi.yml"
    path.write_text(path.read_text().replace("金额: 10.00万元", "金额: 10.00"))
    assert not build(content, out).sound
    assert (tree(out / "site"), tree(out / "docs")) == before


def test_a_project_that_is_taken_away_leaves_no_page(built: Path, tmp_path: Path) -> None:
    out, content = tmp_path / "out", tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(built, out)
    (content / "projects/2017/waidi-touzi.yml").unlink()
    assert build(content, out).sound
    assert not [name for name in tree(out) if "waidi-touzi" in name]


def test_a_broken_link_in_a_hand_written_page_is_told_and_the_last_good_site_stays(built: Path, tmp_path: Path) -> None:
    out, content = tmp_path / "out", tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    shutil.copytree(built, out)
    before = tree(out / "site")
    with (content / "pages/guanyu.md").open("a") as page:
        page.write("\n[不在](meiyou.md)\n")
    with pytest.raises(BuildError, match=r"guanyu\.md：链接“meiyou\.md”指向的“meiyou\.md”不存在"):
        build(content, out)
    assert tree(out / "site") == before


def wanted(home: Path, **names: str) -> Tree:
    """A tree of files that hold one letter each, by their addresses (`_` for a slash)."""
    folders: Tree = {}
    for address, letter in names.items():
        source = home / f"{letter}.source"
        if not source.exists():
            source.write_text(letter)
        folder, slash, name = address.replace("_", "/").rpartition("/")
        file = StoredFile(str(source), (source.stat().st_size, source.stat().st_mtime_ns))
        folders.setdefault(folder + slash, {})[name] = file
    return folders


def test_only_what_differs_is_put_into_a_tree_and_the_rest_goes(tmp_path: Path) -> None:
    there = tmp_path / "tree"

    def sync(**names: str) -> None:
        sync_tree(files := wanted(tmp_path, **names), there)
        assert listing(there) == states(files)

    sync(n1="a", x_x_n2="b")
    before = (there / "n1").stat()
    sync(n1="a", y_n2="c")
    assert tree(there) == {"n1": b"a", "y/n2": b"c"}
    assert (there / "n1").stat() == before
    assert not (there / "x").exists()
    sync(n1="a", n3="c", y_n2="c")
    assert (there / "n1").stat().st_ino == before.st_ino, "what is as it should be stays"
    sync(n1="a", y="b")
    sync(n1="a", y_n2="c")
    assert tree(there) == {"n1": b"a", "y/n2": b"c"}
    (there / "y/n2").unlink()
    (there / "y/n2").write_bytes(b"elsewhere")
    sync(n1="a", y_n2="b")
    sync()
    assert tree(there) == {}


def test_the_next_tree_is_made_beside_the_last_one(tmp_path: Path) -> None:
    site, spare = tmp_path / "site", tmp_path / "site.new"
    for names in ({"n1": "a"}, {"n1": "b", "x_n2": "c"}, {"n1": "b"}):
        files = wanted(tmp_path, **names)
        publish_tree(files, site)
        assert listing(site) == listing(spare) == states(files)


def test_a_run_killed_in_the_middle_of_the_swap_is_made_good(tmp_path: Path) -> None:
    site, fresh, old = (tmp_path / name for name in ("site", "site.new", "site.old"))
    for folder, word in ((site, "旧"), (fresh, "新")):
        folder.mkdir()
        (folder / "index.html").write_text(word)
    site.rename(old)
    recover(site)
    assert (site / "index.html").read_text() == "旧"
    site.rename(old)
    fresh.rename(site)
    recover(site)
    assert [(folder / "index.html").read_text() for folder in (site, fresh)] == ["新", "旧"]
    swap(site)
    assert [(folder / "index.html").read_text() for folder in (site, fresh)] == ["旧", "新"]
    assert not old.exists()


def test_the_order_files_lie_in_changes_nothing(built: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    for path in sorted((ROOT / "content").rglob("*.*"), reverse=True):
        target = content / path.relative_to(ROOT / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    assert docs(content) == tree(built / "docs")
