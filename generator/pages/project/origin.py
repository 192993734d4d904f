"""来源与下载 of a project's page: its sources, how to cite it, how to report mistakes, its entry in 信息公开目录."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import segno
from markupsafe import Markup

from generator.core.record import Remark
from generator.model.attached import AttachedFile
from generator.model.book import Site
from generator.model.project import Project
from generator.model.report import Listing, Source, Stated
from generator.views import ProjectDetail
from generator.views.download import Download

PARTS = ("信息表", "自评表", "得分", "问题、建议与整改", "预算与支出", "来源与下载")


@dataclass(frozen=True)
class Cited:
    """A source, the facts it states, and remarks on oddities in these."""

    source: Source
    states: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def original(self) -> tuple[str, ...]:
        """Notes on the original besides its link: that there is none at hand, its pages, the day it was fetched."""
        source = self.source
        pages = source.pages if not source.pages or "页" in source.pages else f"第 {source.pages} 页"
        notes = (
            "" if source.link or source.copy else "未附原文",
            pages,
            f"{source.fetched.chinese}获取" if source.fetched else "",
        )
        return tuple(filter(None, notes))


@dataclass(frozen=True)
class PageCitation:
    """Citation of a page (GB/T 7714): the words up to the day of citing, its address, and a QR code of the address.

    Without an address (no 网址 in site.yml) the reader's browser fills it in, and there is no code for paper.
    """

    words: str
    address: str
    code: Markup


@dataclass(frozen=True)
class Origin:
    """来源与下载: sources, citation, addresses for reporting mistakes by part, catalogue entries, files to download.

    `attached` are the files that sources name; `record` is the JSON file of the project, `documents` its Word files.
    """

    sources: tuple[Cited, ...]
    citation: PageCitation
    reports: Mapping[str, str]
    catalogue: tuple[tuple[str, str], ...]
    attached: Mapping[str, Download]
    record: Download | None
    documents: tuple[Download, ...]


def origin_of(
    site: Site, detail: ProjectDetail, files: Mapping[str, AttachedFile], downloads: Sequence[Download]
) -> Origin:
    """Gather the section of a project."""
    return Origin(
        sources=tuple(cited(detail.project.sources)),
        citation=citation(site, detail),
        reports=report_addresses(site, detail),
        catalogue=catalogue(site, detail.project),
        attached={file.name: Download(file.address, file.name, file.size) for file in files.values()},
        record=next((file for file in downloads if file.path == f"data/{detail.id}.json"), None),
        documents=tuple(file for file in downloads if file.format == "DOCX"),
    )


# ---- sources ----


def cited(sources: Sequence[Source]) -> Iterator[Cited]:
    """Yield each source with the facts it states."""
    for source in sources:
        if source.states:
            remarks = (source.states.remark, *(listing.remark for listing in source.states.lists))
            yield Cited(source, tuple(_facts(source.states)), remarks)
        else:
            yield Cited(source)


def _facts(states: Stated) -> Iterator[str]:
    facts = (
        ("项目名称", states.name),
        ("评价分值", states.written("score")),
        ("评价结论", states.grade),
        ("预算金额", states.written("amount")),
        ("实际支出", states.written("spent")),
    )
    yield from (f"{name} {value}" for name, value in facts if value)
    yield from map(_listing, states.lists)


def _listing(listing: Listing) -> str:
    count = f" {text}" if (text := listing.written("count")) else ""
    names = "、".join(listing.items)
    return f"{listing.what}{count}（{names}）" if names else f"{listing.what}{count}"


# ---- citation, reports, catalogue ----


def citation(site: Site, detail: ProjectDetail) -> PageCitation:
    """Cite a project's page: host, title, the day of its last change."""
    address = f"{site.url}{detail.id}.html" if site.url else ""
    day = f"({detail.newest.iso})" if detail.newest else ""
    years = f"（{detail.years}）" if detail.years else ""
    words = f"{site.host}. {detail.name}：绩效评价结果{years}[EB/OL]. {day}"
    return PageCitation(words, address, _qr_code(address) if address else Markup(""))


def _qr_code(address: str) -> Markup:
    """Draw a QR code as inline SVG; a fixed mask saves trying all eight."""
    code = segno.make_qr(address, error="m", mask=0, boost_error=False)
    return Markup(code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None, title="本页网址"))


def report_addresses(site: Site, detail: ProjectDetail) -> Mapping[str, str]:
    """Return the address for reporting a mistake by part of the page; empty if the site takes no reports."""
    if not site.reports:
        return {}
    return {part: _report_address(site, detail, part) for part in PARTS}


def _report_address(site: Site, detail: ProjectDetail, part: str) -> str:
    """Return a letter for a mailbox, else the given address with its blanks filled."""
    page = f"{site.url}{detail.id}.html" if site.url else detail.id
    if site.reports.startswith("http"):
        return site.reports.replace("{网页}", quote(page, "")).replace("{部分}", quote(part, ""))
    body = f"网页：{detail.name}（{page}）\r\n部分：{part}\r\n错在哪里，依据什么：\r\n"
    return f"mailto:{site.reports}?subject={quote(f'找错：{detail.id} {part}', '')}&body={quote(body, '')}"


def catalogue(site: Site, project: Project) -> tuple[tuple[str, str], ...]:
    """Return the rows of 信息公开目录 in its order; empty if only the name is known."""
    written = project.evaluation.report_date
    entries = (
        ("索引号", site.index_number(project)),
        ("发布机构", "、".join(issuers(project))),
        ("成文日期", written.chinese if written else ""),
        ("公开属性", site.openness),
    )
    rows = tuple((name, value) for name, value in entries if value)
    return (("名称", project.name), *rows) if rows else ()


def issuers(project: Project) -> Iterator[str]:
    """Yield each issuer of the sources once."""
    yield from dict.fromkeys(source.issuer for source in project.sources if source.issuer)
