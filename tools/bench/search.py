"""`make bench ARGS="--search 1000"`: finding among many pages: time, memory, bytes, what is missed; and Pagefind."""

import gzip
import random
import statistics
import sys
import tempfile
import threading
from dataclasses import replace
from functools import partial
from html import escape
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Response, sync_playwright

from generator.pages import registry
from generator.search import Document
from generator.search.article import Articles
from generator.search.fold import fold
from generator.views import Portfolio
from tests.support.building import ROOT, build
from tests.support.downloads import all_files
from tests.support.inspection import Inspection, inspect, portfolio_of
from tests.support.searching import Reader, holders, synthetic
from tools.bench import peers
from tools.bench.column import WORST_FETCH
from tools.bench.indexing import indexed, write
from tools.bench.measure import run
from tools.bench.visit import fetched

ARTICLES = Articles(registry().kinds)
SAMPLE = 2000  # up to so many pages each query is asked of every text, above of so many texts
TYPED = 15
OFTEN = (
    "系统",
    "验收",
    "优秀",
    "20万元",
    "shipin",
    "視頻會議",
    "设备老化",
)  # what people type, beside pieces of the texts
TRADITIONAL = "search/traditional.js"
PAGEFIND = (sys.executable, "-m", "pagefind", "--site", ".")


def main(wanted: int) -> dict[str, float]:
    """Print the figures for the real pages among so many made of their sentences; gives those that have a goal."""
    with tempfile.TemporaryDirectory() as folder:
        build(ROOT / "content", Path(folder))
        site, inspected = Path(folder, "site"), inspect(ROOT / "content")
        real = _pages(site)
        documents = sorted([*real, *synthetic(real, wanted)], key=lambda one: ARTICLES.place(one.address))
        characters = sum(len(one.text) for one in documents)
        print(f"网页 {len(documents)} 个，平均 {characters // len(documents)} 字", flush=True)
        other = {TRADITIONAL: (site / TRADITIONAL).read_bytes()}  # no part of the index, which is made anew
        files, figures = indexed(documents, site / "search")
        queries = _queries(documents, inspected)
        figures[WORST_FETCH] = _questions(documents, files, queries)
        _records(documents, inspected, site / "search")
        write(site, other)
        _typed(site, queries)
        _pagefind(documents, Path(folder, "pagefind"))
        return figures


def _pages(site: Path) -> list[Document]:
    paths = [path for path in sorted(site.rglob("*.html")) if path.name not in ("404.html", "query.html")]
    found = [ARTICLES.read(path.relative_to(site).as_posix(), path.read_text()) for path in paths]
    return [document for document in found if document]


def _queries(documents: list[Document], inspected: Inspection) -> list[str]:
    """Names, numbers and 300 pieces of 1 to 12 characters."""
    chance = random.Random(7)
    book = inspected.book
    queries = [name for unit in book.units for name in unit.names] + [project.name for project in book.projects]
    queries += ["沪财绩[2014]22号", "89.13%", "87.12", "良好", "视频会议 良好", "系统"]
    cuts = (chance.choice(documents).text for _ in range(300))
    starts = ((text, chance.randrange(len(text)), chance.randint(1, 12)) for text in cuts)
    queries += [text[at : at + length] for text, at, length in starts]
    return [query for query in queries if fold(query)]


def _questions(documents: list[Document], files: dict[str, bytes], queries: list[str]) -> float:
    """What is found, what is missed, what ten results cost; gives the kilobytes of the dearest."""
    some = documents if len(documents) <= SAMPLE else random.Random(3).sample(documents, SAMPLE // 10)
    known, asked = {one.address for one in some}, queries if len(documents) <= SAMPLE else queries[::10]
    held, missed, wrong, reader = 0, 0, 0, Reader(files)
    costs = [(reader.cost(query, 10) / 1000, query) for query in queries]
    for query, addresses in zip(asked, reader.find(asked), strict=True):
        right, found = set(holders(some, query)), set(addresses) & known
        held, missed, wrong = held + len(right), missed + len(right - found), wrong + len(found - right)
    print(f"{len(asked)} 次查询，应有 {held} 页次：漏 {missed}，误 {wrong}")
    costs.sort()
    middle, most = statistics.median(cost for cost, _ in costs), costs[-1]
    within = sum(cost <= 150 for cost, _ in costs)
    print(
        f"前十个结果取用（gzip）：中位 {middle:.0f} KB，150 KB 以内 {within}/{len(costs)}，"
        f"最多 {most[0]:.0f} KB（{most[1]}）",
        flush=True,
    )
    return most[0]


def _records(documents: list[Document], inspected: Inspection, folder: Path) -> None:
    """The records of as many projects, under the names of the pages."""
    cards = portfolio_of(inspected.book, inspected.scores).summaries
    made = []
    for number, one in enumerate(one for one in documents if one.kind == "项目"):
        card = cards[number % len(cards)]
        slug = one.address.partition("/")[2].removesuffix(".html")
        made.append(replace(card, year=one.year, slug=slug, name=one.title, title=one.title))
    listed = all_files(Portfolio(inspected.book, tuple(made)), ())
    files = (one for one in listed if one.path.startswith(("search/records", "search/tallies")))
    write(folder.parent, {one.path: bytes(one.data) for one in files})
    (head,), (tallies,), years = (_zipped(folder, names) for names in ("records.js", "tallies-*", "records/*"))
    print(
        f"项目记录 {len(made)} 条：开头 {head / 1000:.0f} KB，各年度的合计 {tallies / 1000:.0f} KB，"
        f"{len(years)} 份记录共 {sum(years) / 1000:.0f} KB、最多 {max(years) / 1000:.0f} KB（gzip）",
        flush=True,
    )


def _zipped(folder: Path, names: str) -> list[int]:
    return [len(gzip.compress(path.read_bytes())) for path in folder.glob(names)]


def _typed(site: Path, queries: list[str]) -> None:
    """What a first visit loads, and from typing to ten results, in a browser that has nothing yet."""
    from tests.site.conftest import CHROMIUM, FLAGS, _Quiet

    if not CHROMIUM:
        print("没有 Chromium，跳过浏览器里的测量")
        return
    first = 0
    times: list[tuple[float, str]] = []
    costs: list[tuple[float, str]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site), prefix="/"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_address[1]}/"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for query in [*OFTEN, *random.Random(5).sample(queries, TYPED)]:
            page = browser.new_page()
            answers: list[Response] = []
            page.on("response", lambda one: answers.append(one))  # noqa: B023, PLW0108 - playwright takes no built-in
            page.goto(f"{root}query.html", wait_until="networkidle")
            first = sum(fetched(site, one) for one in answers)
            answers.clear()
            times.append((_seconds(page, query), query))
            page.wait_for_load_state("networkidle")
            costs.append((sum(fetched(site, one) for one in answers) / 1000, query))
            page.context.close()
        browser.close()
    server.shutdown()
    server.server_close()
    print(f"首次打开查询页：{first / 1000:.0f} KB（gzip，连同网页、样式、脚本）")
    for what, unit, found in (("从键入到列出前十个项目", "s", times), ("为此取用（gzip，连同记录）", "KB", costs)):
        found.sort()
        middle, most = statistics.median(one for one, _ in found), found[-1]
        print(f"{what}：中位 {middle:.2f} {unit}，最多 {most[0]:.2f} {unit}（{most[1]}）", flush=True)


def _seconds(page: Any, query: str) -> float:
    return float(
        page.evaluate(
            """async (query) => {
              const app = document.getElementById('query-app');
              const box = document.getElementById('query-q');
              const listed = app.dataset.listed;
              const started = performance.now();
              box.value = query;
              box.dispatchEvent(new Event('input', { bubbles: true }));
              while (app.dataset.listed === listed) await new Promise((go) => setTimeout(go, 5));
              return (performance.now() - started) / 1000;
            }""",
            query,
        )
    )


def _pagefind(documents: list[Document], folder: Path) -> None:
    """The same texts for the other engine."""
    if lacking := peers.missing("pagefind"):
        print(f"Pagefind：{lacking}")
        return
    for one in documents:
        html = (
            f"<!doctype html><html lang=zh-CN><title>{escape(one.title)}</title><body>{escape(one.text)}</body></html>"
        )
        write(folder, {one.address: html.encode()})
    cost = run(PAGEFIND, folder)
    index = [path for path in (folder / "pagefind").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in index)
    print(f"Pagefind 建立索引：{cost}；{size / 1e6:.1f} MB，共 {len(index)} 个文件；不能从文件夹打开")
