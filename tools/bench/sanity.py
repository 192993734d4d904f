"""Sanity of a run of the bench: what must hold for its figures to mean anything; a run where it does not ends."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

SAMPLE = 25  # projects whose pages are compared
SHOWN = 10  # differences that are printed
YEARS = "年度"  # the kind of pages of projects and years
CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)(?=</?t(?:d|h|r|head|body|foot|able)\b)", re.DOTALL)
GROUPS = re.compile(r"(?<=\d),(?=\d{3})")
ROW = re.compile(r"<tr\b.*?(?=<tr\b|</tr>|</table>)", re.DOTALL)


class Insane(SystemExit):
    """The figures of this run mean nothing; the message says why."""

    def __init__(self, why: str, differences: list[str]) -> None:
        more = [f"…共 {len(differences)} 处"] * (len(differences) > SHOWN)
        super().__init__("\n".join((f"测量作废：{why}", *differences[:SHOWN], *more)))


def sums(site: Path) -> dict[str, str]:
    """The checksum of every file of a site, by its address."""
    return {address: sha256((site / address).read_bytes()).hexdigest() for address in _files(site)}


def written(out: Path) -> dict[str, str]:
    """Size and time of every file that a build publishes, by its address."""
    states = ((address, (out / address).stat()) for address in _files(out, "docs", "site"))
    return {address: f"{state.st_size} {state.st_mtime_ns}" for address, state in states}


def _files(folder: Path, *names: str) -> Iterator[str]:
    for name in names or ("",):
        paths = (path for path in (folder / name).rglob("*") if path.is_file())
        yield from (path.relative_to(folder).as_posix() for path in paths)


def same_tree(what: str, site: Mapping[str, str], clean: Mapping[str, str]) -> None:
    """A site that was made in steps is that which is made at once."""
    if different := _different(site, clean):
        raise Insane(f"{what}与从头生成的不同", different)


def untouched(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """A build after which nothing had changed has written no file."""
    if different := _different(before, after):
        raise Insane("没有改动，却写了文件", different)


def _different(digests: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    return sorted(key for key in digests.keys() | other.keys() if digests.get(key) != other.get(key))


def same_pages(peer: str, site: Path, ours: Path) -> None:
    """A peer has as many pages of each kind as we, and they hold the same facts; prints that it is so."""
    theirs, wanted = (Counter(map(_kind, _pages(folder))) for folder in (site, ours))
    if different := [
        f"{kind}：{theirs[kind]} 页，本程序 {wanted[kind]} 页"
        for kind in sorted(wanted | theirs)
        if theirs[kind] != wanted[kind]
    ]:
        raise Insane(f"{peer}做的网页与本程序的不一样多", different)
    files = sorted((ours / "data").glob("[0-9]*/*.json"))
    sample = files[:: max(1, len(files) // SAMPLE)]
    lacking = []
    for facts in (json.loads(file.read_text("utf-8")) for file in sample):
        page = (site / f"{facts['id']}.html").read_text("utf-8")
        lacking += [f"{facts['id']}：没有“{fact}”" for fact in missing(facts, page)]
    others = list(_one_of_each_kind(ours))
    for address in others:
        html, page = ((root / address).read_text("utf-8") for root in (ours, site))
        lacking += [f"{address}：没有“{cell}”" for cell in missing_cells(html, page)]
    if lacking:
        raise Insane(f"{peer}的网页缺本程序数据里的内容", lacking)
    print(
        f"{peer}的 {theirs.total()} 页与本程序的一样多；抽查 {len(sample)} 个项目、{len(others)} 种别的页，内容相同",
        file=sys.stderr,
    )


def _pages(site: Path) -> list[Path]:
    """All pages by their addresses, but those that say that there is none."""
    return sorted(page.relative_to(site) for page in site.rglob("*.html") if page.name != "404.html")


def _kind(page: Path) -> str:
    """The folder it is in; those of all years are one."""
    return YEARS if page.parts[0].isdigit() else page.parent.as_posix()


def _one_of_each_kind(site: Path) -> Iterator[Path]:
    """The middle page of each kind, but for those of projects."""
    pages = [page for page in _pages(site) if _kind(page) != YEARS or page.name == "index.html"]
    for kind in sorted({_kind(page) for page in pages}):
        some = [page for page in pages if _kind(page) == kind]
        yield some[len(some) // 2]


def missing_cells(ours: str, theirs: str) -> list[str]:
    """The cells of tables of our page that another page does not hold, however that parts its words."""
    text = "".join(plain(theirs).split())
    return [cell for cell in map(plain, CELL.findall(ours)) if "".join(cell.split()) not in text]


def missing(facts: Mapping[str, Any], html: str) -> list[str]:
    """What of a project its page does not hold: words, score and grade, and the points beside each indicator."""
    text, rows = plain(html), [plain(row) for row in ROW.findall(html)]
    ungrouped = GROUPS.sub("", text)  # pages set thousands apart, a data file need not
    lacking = [words for words in _words(facts) if GROUPS.sub("", " ".join(words.split())) not in ungrouped]
    if not _holds(text, facts["score"]):
        lacking.append(facts["score"])
    for line in facts["computed"]["receipt"]["lines"]:
        title = f"{line['code']} {line['name']}".strip()
        points = line["points"] if line["points"] != "—" else line["computed"]
        if not any(_holds(row.partition(title)[2], points) for row in rows):
            lacking.append(f"{title} {points}")
    return lacking


def _words(facts: Mapping[str, Any]) -> Iterator[str]:
    """Words that a page repeats from the data: of the sheet, the findings, the ledger, the use of results."""
    declared = facts["declared"]
    yield from filter(None, (facts["name"], facts["unit"], facts["grade"]))
    for finding in declared.get("问题整改", ()):
        yield from (finding[key] for key in ("问题", "建议") if finding.get(key))
        for item in finding.get("整改", {}).get("台账", ()):
            yield from (evidence["内容"] for evidence in item.get("佐证", ()))
            yield item["编号"]
    yield from (value for key, value in declared.get("结果应用", {}).items() if key in ("下年预算", "决定", "例外理由"))


def _holds(text: str, number: str | None) -> bool:
    """Whether a number stands there by itself, not within another."""
    return not number or bool(re.search(rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)", text))


def plain(html: str) -> str:
    """The text of a page or a part of it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
