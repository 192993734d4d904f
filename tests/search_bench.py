"""`make bench ARGS="--search 1000"`: the full-text index among many pages: time, memory, bytes, hits and misses."""

import random
import resource
import statistics
import tempfile
import time
from pathlib import Path

from generator.build import HOME, build
from generator.inspection import inspect
from generator.search import Document, index
from generator.search.article import place, read
from generator.search.fold import fold
from tests.searching import Reader, holders, synthetic


def main(wanted: int) -> None:
    """Print the figures for the real pages among so many made of their sentences."""
    with tempfile.TemporaryDirectory() as folder:
        build(HOME / "content", Path(folder))
        real = _pages(Path(folder, "site"))
    documents = sorted([*real, *synthetic(real, wanted)], key=place)
    characters = sum(len(one.text) for one in documents)
    started, processor = time.perf_counter(), time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        for name, data in index(documents):
            Path(folder, name).write_bytes(data)
        spent = time.perf_counter() - started, time.process_time() - processor
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        files = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    lists = sum(len(data) for name, data in files.items() if name.startswith("s"))
    print(f"网页 {len(documents)} 个，平均 {characters // len(documents)} 字")
    print(
        f"建立索引：{spent[0]:.1f} s（处理器 {spent[1]:.1f} s），内存 {memory / 1024:.0f} MB"
        f"（之前 {before / 1024:.0f} MB）"
    )
    print(f"索引 {sum(map(len, files.values())) / 1e6:.1f} MB，其中表 {lists / 1e6:.1f} MB，共 {len(files)} 个文件")
    _questions(documents, files)


def _pages(site: Path) -> list[Document]:
    paths = [path for path in sorted(site.rglob("*.html")) if path.name not in ("404.html", "query.html")]
    found = [read(path.relative_to(site).as_posix(), path.read_text()) for path in paths]
    return [document for document in found if document]


def _questions(documents: list[Document], files: dict[str, bytes]) -> None:
    """Names, numbers and 300 pieces of 1 to 12 characters: what is found, what is missed, what ten results cost."""
    chance = random.Random(7)
    book = inspect(HOME / "content").book
    queries = [name for unit in book.units for name in unit.names] + [project.name for project in book.projects]
    queries += ["沪财绩[2014]22号", "89.13%", "87.12", "良好", "视频会议 良好", "系统"]
    while len(queries) < 300 + 6 + len(book.projects):
        text = chance.choice(documents).text
        at = chance.randrange(len(text))
        queries.append(text[at : at + chance.randint(1, 12)])
    queries = [query for query in queries if fold(query)]
    costs, held, missed, wrong = [], 0, 0, 0
    for query in queries:
        one = Reader(files, weighs=True)
        one.find(query, 10)
        costs.append((sum(one.fetched.values()) / 1000, query))
        if len(documents) <= 2000:
            right, found = holders(documents, query), set(Reader(files).find(query))
            held, missed, wrong = held + len(right), missed + len(right - found), wrong + len(found - right)
    if held:
        print(f"{len(queries)} 次查询，应有 {held} 页次：漏 {missed}，误 {wrong}")
    costs.sort()
    middle, most = statistics.median(cost for cost, _ in costs), costs[-1]
    within = sum(cost <= 150 for cost, _ in costs)
    print(
        f"前十个结果取用（gzip）：中位 {middle:.0f} KB，150 KB 以内 {within}/{len(costs)}，"
        f"最多 {most[0]:.0f} KB（{most[1]}）"
    )
