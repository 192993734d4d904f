"""Pages made one by one, in any order, are those a plain engine makes of the whole tree; the engine can be changed."""

import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model.book import Site, Text
from generator.pages import navigation, registry
from generator.search.article import Articles
from generator.site import SETTINGS_FILE, Engine, SiteError, SiteSettings, broken_links, page_address
from generator.site.frame import ORDER
from generator.site.html_blocks import HtmlBlocks
from generator.site.settings import Nav
from tests.site.conftest import ROOT
from tests.support.drawing import drawing

CONFIG = ROOT / "mkdocs.yml"
OTHER = Path("build/mkdocs-site")
EXTENSIONS = ("attr_list", "tables", "toc", "fenced_code")


def menu(*years: int, text: str = "关于本站") -> Nav:
    """The whole navigation, of these years and with one hand-written page."""
    texts = [Text(slug="guanyu", markdown=f"# {text}")]
    return navigation(years, texts)


SHARED = SiteSettings(Site(name="绩效公开", summary="试用", host="示范单位"), menu(2018, 2017), feed=True)


@pytest.fixture(scope="module")
def tree(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the repository after a build, for engines that are run there by themselves."""
    home = root(tmp_path_factory.mktemp("tree"))
    shutil.copytree(built / "docs", home / "build/docs")
    shutil.copy(built / SETTINGS_FILE, home / "build")
    return home


def root(home: Path) -> Path:
    """A folder with all that engines need of the repository."""
    shutil.copy(CONFIG, home)
    (home / "theme").symlink_to(ROOT / "theme")
    return home


def sources(tree: Path) -> Iterator[tuple[str, str]]:
    """Address and Markdown of every page."""
    for path in sorted((tree / "build/docs").rglob("*.md")):
        yield path.relative_to(tree / "build/docs").as_posix(), path.read_text()


def engine_build(name: str, home: Path) -> tuple[int, str]:
    """Exit code and output of an engine's own command, run at the root."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = (sys.executable, "-m", name, "build")
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def pairs(tree: Path, built: Path) -> dict[str, tuple[str, str]]:
    """Each page as a plain MkDocs makes it of the whole tree, and as we made it, by address."""
    status, output = engine_build("mkdocs", tree)
    assert status == 0, output
    addresses = (page_address(address) for address, _ in sources(tree))
    return {
        address: ((tree / OTHER / address).read_text(), (built / "site" / address).read_text()) for address in addresses
    }


def test_pages_made_apart_are_those_a_plain_mkdocs_makes_of_the_whole_tree(pairs: dict[str, tuple[str, str]]) -> None:
    for address, (plain, ours) in pairs.items():
        assert ours == plain, address


def test_a_page_leaves_nothing_behind_for_the_next(tree: Path) -> None:
    engine, pages = Engine(SHARED, CONFIG), list(sources(tree))
    made = [engine.render(*page) for page in pages]
    assert [engine.render(*page) for page in reversed(pages)] == made[::-1]
    assert [Engine(SHARED, CONFIG).render(*page) for page in pages[:5]] == made[:5]


@pytest.mark.slow
def test_zensical_makes_the_same_pages_with_the_same_text(tree: Path, built: Path) -> None:
    articles = Articles(registry().kinds)
    status, output = engine_build("zensical", tree)
    assert status == 0, output
    assert {path.name for path in (tree / "build").iterdir()} == {"docs", OTHER.name, SETTINGS_FILE}
    for address, _ in sources(tree):
        ours, other = ((home / page_address(address)).read_text() for home in (built / "site", tree / OTHER))
        assert articles.read(address, other) == articles.read(address, ours), address
        assert (tree / OTHER / "assets/css/all.css").is_file(), "and it is dressed alike"


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_before_a_build_an_engine_says_in_one_line_what_to_run(engine: str, tmp_path: Path) -> None:
    status, output = engine_build(engine, root(tmp_path))
    assert status == 1 and "先运行 make build" in output and output.count("\n") == 1, output


def test_where_links_lead_is_looked_after_when_all_pages_are_known() -> None:
    engine = Engine(SHARED, CONFIG)
    source = (
        "# 题\n\n[a](query.md) [b](data/index.md#here) [c](../x.md) [d](/e.md) [f](https://a.cn/) ![g](h.png) [i](#j)\n"
    )
    made = engine.render("guanyu.md", source)
    assert b'href="query.html"' in made.html and b'href="data/index.html#here"' in made.html
    assert made.links == ("query.md", "data/index.md#here", "../x.md", "/e.md", "h.png", "guanyu.md#j")
    known = {"guanyu.md", "query.md", "data/index.md"}
    messages = list(broken_links({"guanyu.md": made.links}, known, lambda address: '<h2 id="there">'))
    assert [line.split("“")[1].split("”")[0] for line in messages] == list(made.links[1:])
    assert all(line.startswith("guanyu.md：") for line in messages)
    sound = broken_links({"guanyu.md": made.links[:2]}, known, lambda address: '<h2 class="a" id="here">')
    assert list(sound) == []


def test_the_frame_holds_what_pages_ask_for_and_a_sitemap_only_where_there_is_an_address() -> None:
    pages = [("2017/x.md", "2018-06-07"), ("index.md", "")]
    frame = dict(Engine(SHARED, CONFIG).frame(pages))
    assert {"404.html", "assets/css/all.css", "assets/js/site.js"} < set(frame)
    sheets = {path.stem for path in (ROOT / "theme/overrides/assets/css").iterdir()}
    assert sorted(ORDER) == sorted(sheets), "every style sheet of ours has its place in the one that pages ask for"
    assert "sitemap.xml" not in frame
    at = SiteSettings(Site(name="站", summary="", host="", url="https://a.cn/b/"), ())
    sitemap = dict(Engine(at, CONFIG).frame(pages))["sitemap.xml"].decode()
    assert "<loc>https://a.cn/b/2017/x.html</loc><lastmod>2018-06-07</lastmod>" in sitemap
    assert "<loc>https://a.cn/b/index.html</loc></url>" in sitemap


def test_of_more_pages_than_a_sitemap_may_hold_there_are_several_and_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.site.frame.MAX_PAGES", 2)
    at = SiteSettings(Site(name="站", summary="", host="", url="https://a.cn/b/"), ())
    pages = [(f"2017/{name}.md", "2018-06-07") for name in ("x", "y", "z")]
    frame = {name: data.decode() for name, data in Engine(at, CONFIG).frame(pages) if name.startswith("sitemap")}
    located = {name: re.findall(r"<loc>https://a\.cn/b/(.*?)</loc>", text) for name, text in frame.items()}
    assert located == {
        "sitemap-1.xml": ["2017/x.html", "2017/y.html"],
        "sitemap-2.xml": ["2017/z.html"],
        "sitemap.xml": ["sitemap-1.xml", "sitemap-2.xml"],
    }
    assert "<lastmod>2018-06-07</lastmod>" in frame["sitemap-2.xml"] and "<sitemapindex" in frame["sitemap.xml"]


def test_the_frame_of_a_page_takes_at_most_ten_kb() -> None:
    years = SiteSettings(SHARED.site, menu(*range(2025, 2015, -1)), feed=True)
    html = Engine(years, CONFIG).render("2017/x.md", '---\ntitle: "题"\n---\n\n# 题\n').html
    assert len(html) < 10_000
    assert html.count(b"/index.html") < 20 and b"2016/index.html" not in html, "the menu grows with nothing"


def test_what_the_engine_warns_of_is_told_and_names_the_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(SHARED, CONFIG)

    def warn(*_: object) -> None:
        logging.getLogger("mkdocs.any").warning("某处不对")

    monkeypatch.setattr(engine._renderer._links, "run", warn)
    with pytest.raises(SiteError, match="某处不对"):
        engine.render("guanyu.md", "# 题\n\n正文\n")


def converted(source: str) -> tuple[str, object]:
    """What the parser alone makes of a page, and its list of contents."""
    parser = markdown.Markdown(extensions=EXTENSIONS)
    return parser.convert(source), parser.toc_tokens  # type: ignore[attr-defined]


def converted_here(source: str) -> tuple[str, object]:
    """The same without parsing raw HTML."""
    parser = markdown.Markdown(extensions=[*EXTENSIONS, HtmlBlocks()])
    return parser.convert(source), parser.toc_tokens  # type: ignore[attr-defined]


def test_raw_html_passes_by_the_parser_and_the_outcome_is_the_same_on_every_page(tree: Path) -> None:
    for address, source in sources(tree):
        body = source.partition("\n---\n")[2]
        assert converted_here(body) == converted(body), address


WORDS = st.text("字a1 &;*_[](){}#:|`", max_size=8)
INLINE = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["b", "a", "span"]), WORDS)
UNTIDY = st.sampled_from(["\t", " \n", "\n  \n", "\r\n", "\r", "\x02", "\x03"])
LEAF = WORDS | INLINE | UNTIDY | st.sampled_from(["<br>", "<hr>", '<img src="a.png">', "\n", "\n\n", "&lt;div&gt;"])
BLOCK = st.recursive(
    LEAF,
    lambda inner: st.builds(
        lambda name, gap, parts: f"<{name}>{gap}{''.join(parts)}</{name}>",
        st.sampled_from(["div", "section", "table", "p", "ul"]),
        st.sampled_from(["", "\n", "\n\n"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
PIECE = BLOCK | st.sampled_from(
    [
        "## 标题 {#here}",
        "# 题",
        "# 2017年 a",
        "# 2017年<wbr>a<wbr>结果 {.phrased}",
        "## 甲<wbr>  乙",
        "# 甲&#40;乙&#41;",
        "## 甲&#42;乙&#42;",
        "### {: #b .c}",
        "## 标 # {: #b .c}",
        "- 项",
        "    码",
        "```",
        "> 引",
        "a < b",
        "<!-- 注 -->",
        "<script>a</script>",
    ]
)
PAGE = st.lists(st.tuples(PIECE, st.sampled_from(["\n", "\n\n", "\n\n\n", " \n"])), max_size=8)


@drawing(40)
@given(PAGE)
@example([("```\n\n<div>\n\n</div>\n\n```", "\n\n"), ("<p>字</p>", "\n")])
@example([("<!-- <div> -->", "\n\n"), ("<div>字</div>", "\n"), ("<script>a = '</div>'</script>", "\n\n")])
@example([("<div><script>a > b</script>\n\n<script>a = '</div>'</script></div>", "\n\n"), ("</div>", "\n")])
@example([("<div>\n<style>a > b {}\n</style></div>", "\n"), ("<section><div></section>", "\n\n"), ("</div>", "\n")])
@example([("# 题", "\n\n"), ("<div>\n\n字</div>", "\n"), ("<p>字</p>", "\n\n\n"), ("## 题 {: #a .b}", "\n\n")])
@example([("甲\t乙", "\n"), ("<div>\t字</div>", "\n\n")])
@example([("甲", "\n \n"), ("乙", "\n")])
@example([("甲\r\r乙", "\n")])
@example([("甲\x02乙", "\n")])
@example([("甲\x03乙", "\n")])
@example([("# 甲&#40;乙&#41;", "\n\n"), ("## &#35; 甲&#42;乙&#42;", "\n\n")])
@example(
    [
        ("# a {#题}", "\n\n"),
        ("# 题", "\n\n"),
        ("# 题", "\n\n"),
        ("# ？", "\n\n"),
        ("### 三 {#x}", "\n\n"),
        ("## 二", "\n"),
    ]
)
def test_raw_html_passes_by_the_parser_whatever_stands_around_it(pieces: list[tuple[str, str]]) -> None:
    source = "".join(piece + gap for piece, gap in pieces)
    assert converted_here(source) == converted(source)
