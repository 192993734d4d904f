"""Sanity of a run of the bench: what must hold for its figures to mean anything; one that does not ends it loudly."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from generator.core.file_tree import listing
from generator.core.files import FileState
from tools.bench import finished

SAMPLE = 25  # projects whose pages are compared
SHOWN = 10  # differences that are told
YEARS = "年度"  # the kind of pages of projects and years
Listing = Mapping[str, FileState]


class Insane(SystemExit):
    """The figures of this run mean nothing; the message says why."""

    def __init__(self, why: str, found: Iterator[str] | list[str]) -> None:
        lines = list(found)
        more = [f"…共 {len(lines)} 处"] * (len(lines) > SHOWN)
        super().__init__("\n".join((f"测量作废：{why}", *lines[:SHOWN], *more)))


def sums(site: Path) -> dict[str, str]:
    """The checksum of every file of a site, by its address."""
    return {address: sha256((site / address).read_bytes()).hexdigest() for address, _ in _states(site)}


def same_tree(what: str, found: Mapping[str, str], clean: Mapping[str, str]) -> None:
    """A site that was made in steps is that which is made at once."""
    if differ := sorted(at for at in found.keys() | clean.keys() if found.get(at) != clean.get(at)):
        raise Insane(f"{what}与从头生成的不同", differ)


def written(out: Path) -> dict[str, FileState]:
    """Size and time of every file that a build has made."""
    return {f"{tree}/{at}": state for tree in ("made", "docs", "site") for at, state in _states(out / tree)}


def _states(tree: Path) -> Iterator[tuple[str, FileState]]:
    return ((folder + name, state) for folder, some in listing(tree) for name, state in some.items())


def untouched(before: Listing, after: Listing) -> None:
    """A build after which nothing had changed has made no file, and left every other as it was."""
    if differ := sorted(at for at in before.keys() | after.keys() if before.get(at) != after.get(at)):
        raise Insane("没有改动，却写了文件", differ)


def same_kinds(peer: str, found: Path, ours: Path) -> None:
    """A peer made as many pages of each kind as we."""
    theirs, wanted = kinds(found), kinds(ours)
    if differ := [f"{kind}：{theirs[kind]} 页，本程序 {wanted[kind]} 页" for kind in sorted(wanted | theirs)
                  if theirs[kind] != wanted[kind]]:  # fmt: skip
        raise Insane(f"{peer}做的网页与本程序的不一样多", differ)


def kinds(site: Path) -> Counter[str]:
    """How many pages there are of each kind."""
    return Counter(_kind(page) for page in _pages(site))


def _pages(site: Path) -> list[Path]:
    """All pages by their addresses; no peer makes one of errors."""
    return sorted(page.relative_to(site) for page in site.rglob("*.html") if page.name != "404.html")


def _kind(page: Path) -> str:
    """The folder it stands in; those of all years are one."""
    return YEARS if page.parts[0].isdigit() else page.parent.as_posix()


def same_facts(peer: str, found: Path, ours: Path) -> None:
    """A sample of the pages of a peer says what ours say: of projects what is in the data, of others every cell."""
    files = sorted((ours / "data").glob("[0-9]*/*.json"))
    lacking = []
    for file in files[:: max(1, len(files) // SAMPLE)]:
        facts = json.loads(file.read_text("utf-8"))
        page = found / f"{facts['id']}.html"
        lacking += [f"{facts['id']}：没有“{one}”" for one in missing(facts, page.read_text("utf-8"))]
    for page in _one_of_each_kind(ours):
        html, theirs = ((site / page).read_text("utf-8") for site in (ours, found))
        lacking += [f"{page}：没有“{one}”" for one in missing_cells(html, theirs)]
    if lacking:
        raise Insane(f"{peer}的网页缺本程序数据里的内容", lacking)


def _one_of_each_kind(site: Path) -> Iterator[Path]:
    """The middle page of each kind, but for those of projects."""
    pages = [page for page in _pages(site) if _kind(page) != YEARS or page.name == "index.html"]
    for kind in sorted({_kind(page) for page in pages}):
        some = [page for page in pages if _kind(page) == kind]
        yield some[len(some) // 2]


def missing_cells(ours: str, theirs: str) -> list[str]:
    """The cells of tables of our page that another page does not hold, however that parts its words."""
    text = "".join(plain(theirs).split())
    tables = (part["table"] for part in finished.read(ours).parts if "table" in part)
    cells = (cell["text"] for table in tables for row in table["rows"] for cell in row)
    return [cell for cell in cells if "".join(cell.split()) not in text]


def missing(facts: Mapping[str, Any], html: str) -> list[str]:
    """What of a project its page does not hold: words, score and grade, and the points beside each indicator."""
    text = plain(html)
    rows = [plain(row) for row in re.findall(r"<tr\b.*?(?=<tr\b|</tr>|</table>)", html, re.DOTALL)]
    lacking = [words for words in _words(facts) if " ".join(words.split()) not in text]
    if not _holds(text, facts["score"]):
        lacking.append(facts["score"])
    for line in facts["computed"]["receipt"]["lines"]:
        title = f"{line['code']} {line['name']}".strip()
        points = line["points"] if line["points"] != "—" else line["computed"]
        if not any(_holds(row.partition(title)[2], points) for row in rows):
            lacking.append(f"{title} {points}")
    return lacking


def _words(facts: Mapping[str, Any]) -> Iterator[str]:
    """Words that stand on the page as they stand in the data: of the sheet, the findings, the ledger, the use made."""
    declared = facts["declared"]
    yield from filter(None, (facts["name"], facts["unit"], facts["grade"]))
    for one in declared.get("问题整改", ()):
        yield from (one[key] for key in ("问题", "建议") if one.get(key))
        for item in one.get("整改", {}).get("台账", ()):
            yield from (one["内容"] for one in item.get("佐证", ()))
            yield item["编号"]
    yield from (value for key, value in declared.get("结果应用", {}).items() if key in ("下年预算", "决定", "例外理由"))


def _holds(text: str, number: str | None) -> bool:
    """Whether a number stands there by itself, not within another."""
    return not number or bool(re.search(rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)", text))


def plain(html: str) -> str:
    """The text of a page or a part of it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
