"""Optional pages: what a site has nothing to say of has no page, and nothing on the site names it."""

from collections.abc import Mapping
from pathlib import Path

from tests.support.building import ROOT, build, tree
from tests.support.cases import BASE, Case

# Of six real projects that were never published: addresses that nothing may name, words that nothing may write.
ADDRESSES = ("analysis/", "reexamination.", "result-use", "-peers", "series/index", "corrections.", "verify.html")
WORDS = ("更正公告", "如何核验", "自评与复核", "结果应用", "同类对照")


def readable(site: Mapping[str, bytes]) -> Mapping[str, str]:
    """What readers and machines are given of a site, but for the program's own scripts."""
    kinds = (".html", ".xml", ".json", ".txt", ".csv")
    return {path: data.decode() for path, data in site.items() if path.endswith(kinds)}


def test_what_does_not_exist_is_named_nowhere(tmp_path: Path) -> None:
    assert build(ROOT / "content", tmp_path).sound
    site = readable(tree(tmp_path / "site"))
    assert {path: word for path, text in site.items() for word in ADDRESSES if word in path + text} == {}
    # 结果应用办法 is a published basis of the content, whether or not any project uses its result.
    pages = {path: text.replace("结果应用办法", "") for path, text in site.items() if path.endswith(".html")}
    assert {path: word for path, text in pages.items() for word in WORDS if word in text} == {}
    items = "2018/gongshanglian-xinxihua.html#findings"  # a unit with problems of one project has no ledger of its own
    assert (
        f"url=../{items}" in pages["ledger/gongshanglian.html"] and f"../{items}" in pages["units/gongshanglian.html"]
    )
    assert f'id="{items.partition("#")[2]}"' in pages["2018/gongshanglian-xinxihua.html"]


def test_one_project_alone_is_not_compared(tmp_path: Path) -> None:
    content = Case(BASE, "", (), (), "").lay_out(tmp_path / "in")
    files = sorted((content / "projects").rglob("*.yml"))
    for file in files[1:]:
        file.unlink()
    assert build(content, tmp_path / "out").sound
    pages = readable(tree(tmp_path / "out/site"))
    assert not [path for path, text in pages.items() if "compare.html" in path + text or "chosen.js" in text]


def test_a_publication_makes_its_page_and_the_way_to_it(tmp_path: Path) -> None:
    content = Case(BASE, "", (), (), "").lay_out(tmp_path / "in")
    (content / "releases").mkdir()
    (content / "releases/chain.txt").write_text("1 …\n", "utf-8")
    assert build(content, tmp_path / "out").sound
    made = tree(tmp_path / "out/docs")
    assert "verify.md" in made and "../verify.md" in made["data/index.md"].decode()
