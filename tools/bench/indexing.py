"""The full-text index of many pages, made as a build does in one process: time, memory, bytes; and one page edited."""

import resource
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from pathlib import Path

from generator.pipeline.check import uncollected
from generator.search import Document, SegmentFacts, cut, head_files, list_address, list_files, segment, spans
from tools.bench.column import INDEX_CPU, INDEX_MEMORY


def indexed(documents: list[Document], folder: Path) -> tuple[dict[str, bytes], dict[str, float]]:
    """Make the index as a build does, segment by segment, and write it; gives its files and what it cost."""
    shutil.rmtree(folder)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, processor = time.perf_counter(), time.process_time()
    parts = list(cut(documents, attrgetter("address")))
    with uncollected():  # as in a build
        facts = [_counted(part, folder) for part in parts]
        joining = time.process_time()
        names = _joined(facts, folder, {})
    joined, spent = time.process_time() - joining, time.process_time() - processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.js")}
    lists = sum(len(data) for name, data in files.items() if not name.startswith("texts/"))
    print(
        f"建立索引（一个进程）：{time.perf_counter() - started:.1f} s"
        f"（处理器 {spent:.1f} s，其中合并 {joined:.1f} s），内存 {memory / 1024:.0f} MB（之前 {before / 1024:.0f} MB）"
    )
    print(f"索引 {sum(map(len, files.values())) / 1e6:.1f} MB，其中表 {lists / 1e6:.1f} MB，共 {len(files)} 个文件")
    _edited(parts, facts, names, folder)
    return files, {INDEX_CPU: spent, INDEX_MEMORY: memory * 1024 / 1e6}


def _counted(part: Sequence[Document], folder: Path) -> SegmentFacts:
    made = segment(part)
    write(folder, {**dict(made.texts), f"lists/{made.facts.name}": made.lists})
    return made.facts


def _joined(facts: Sequence[SegmentFacts], folder: Path, known: dict[str, list[str]]) -> dict[str, list[str]]:
    """Write the files of lists that are not known, and the head; the names of all by what they follow from."""
    names = {}
    for span in spans(facts):
        key = f"{span} {span.sums(facts)}"
        if key not in known:
            made = list(list_files(span, (_slice(folder / "lists" / one.name, span.of(one)) for one in facts)))
            addresses = (list_address(span.first + number, name) for number, (name, _) in enumerate(made))
            write(folder, dict(zip(addresses, (data for _, data in made), strict=True)))
        names[key] = known.get(key) or [name for name, _ in made]
    write(folder, dict(head_files(facts, list(chain.from_iterable(names.values())))))
    return names


def _edited(parts: list[list[Document]], facts: list[SegmentFacts], names: dict[str, list[str]], folder: Path) -> None:
    """A sentence more on one page: what is counted and written again."""
    at = max(range(len(parts)), key=lambda number: len(parts[number]))
    part = [replace(parts[at][0], text=f"{parts[at][0].text} 另有18.76万元，经核实属实。"), *parts[at][1:]]
    with tempfile.TemporaryDirectory() as other:
        shutil.copytree(folder / "lists", Path(other, "lists"), ignore=shutil.ignore_patterns("*.js"))
        started = time.process_time()
        now = [*facts[:at], _counted(part, Path(other)), *facts[at + 1 :]]
        after = _joined(now, Path(other), names)
        spent = time.process_time() - started
    old, new = (list(chain.from_iterable(some.values())) for some in (names, after))
    changed = sum(one != other for one, other in zip(old, new, strict=True))
    print(f"改一页：重数 {len(part)} 页，改写 {changed}/{len(old)} 个表，处理器 {spent:.2f} s", flush=True)


def _slice(path: Path, place: slice) -> bytes:
    with path.open("rb") as file:
        file.seek(place.start)
        return file.read(place.stop - place.start)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their addresses in a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
