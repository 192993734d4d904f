"""Metadata of pages for machines: 网页标签 in the head (国办发〔2017〕47号 政府网站发展指引), schema.org datasets.

Tags of the whole site are the site's own (`Site.tags`); a page inside a column carries those of the column as well.
"""

import json
from collections.abc import Iterable

from generator.core.date import PartialDate
from generator.model.book import Site
from generator.pages import Tags
from generator.views import Portfolio, ProjectDetail
from generator.views.download import Download

TOPIC = "绩效评价"
MIDNIGHT = "00:00"  # the form asks for a time; the data know the day
MEDIA_TYPES = {
    "CSV": "text/csv",
    "JSON": "application/json",
    "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

# ---- 网页标签 ----


def column(name: str, description: str, *keywords: str, kind: str = "信息公开") -> Tags:
    """栏目标签."""
    return (
        ("ColumnName", name),
        ("ColumnDescription", description),
        ("ColumnKeywords", _keywords((TOPIC, *keywords))),
        ("ColumnType", kind),
    )


def year_title(year: int) -> str:
    """The column a year's results stand in."""
    return f"{year}年度项目支出绩效评价结果"


def year_column(year: int) -> Tags:
    """栏目标签 of a year, on its page and on those of its projects."""
    return column(year_title(year), f"{year}年度各项目的预算、支出、评价分值、评价结论和整改情况。", str(year))


def article(
    title: str, published: PartialDate | None, source: str, keywords: Iterable[str] = (), about: str = "", url: str = ""
) -> Tags:
    """内容标签; what is not known is left out, a month is no day of publication."""
    tags = (
        ("ArticleTitle", title),
        ("PubDate", f"{published.iso} {MIDNIGHT}" if published and published.exact else ""),
        ("ContentSource", source),
        ("Keywords", _keywords((TOPIC, *keywords))),
        ("Description", about),
        ("Url", url),
    )
    return tuple((name, value) for name, value in tags if value)


def _keywords(words: Iterable[str]) -> str:
    """Keywords, each once."""
    return ",".join(dict.fromkeys(word for word in words if word))


# ---- schema.org ----


def dataset_of_site(portfolio: Portfolio, downloads: Iterable[Download], name: str, description: str) -> str:
    """Describe all data of the site; files of single projects are listed on their own pages."""
    site, years = portfolio.book.site, portfolio.years
    return _json_ld(
        site,
        "data/index.html",
        name=f"{site.name}：{name}",
        description=description,
        dateModified=portfolio.updated,
        temporalCoverage=f"{years[-1]}/{years[0]}" if years else "",
        distribution=_files(site, downloads),
    )


def dataset_of_project(site: Site, summary: ProjectDetail, description: str, own: Iterable[Download]) -> str:
    """One project: what it rests on, and where its data are."""
    project = summary.project
    return _json_ld(
        site,
        f"{summary.id}.html",
        name=f"{project.name}绩效评价结果",
        description=description,
        datePublished=project.entered.iso if project.entered else "",
        dateModified=project.newest.iso if project.newest else "",
        temporalCoverage=str(summary.year),
        identifier=site.index_number(project),
        about={"@type": "GovernmentOrganization", "name": summary.unit.name},
        isBasedOn=[
            _without_blanks({"@type": "CreativeWork", "name": source.document, "publisher": _body(source.issuer)})
            for source in project.sources
        ],
        distribution=_files(site, own, named=False),  # of one project and of one format there is one
    )


def _json_ld(site: Site, address: str, **facts: object) -> str:
    head = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "url": site.url and f"{site.url}{address}",
        "publisher": _body(site.host),
        "license": {"@type": "CreativeWork", "name": site.licence} if site.licence else "",
    }
    return json.dumps(_without_blanks({**head, **facts}), ensure_ascii=False, separators=(",", ":"))


def _files(site: Site, downloads: Iterable[Download], named: bool = True) -> list[dict[str, object]]:
    """Describe the files; links are absolute if the site has an address, else relative to a page one folder deep."""
    return [
        _without_blanks(
            {
                "@type": "DataDownload",
                "name": file.title if named else "",
                "encodingFormat": MEDIA_TYPES.get(file.format, ""),
                "contentUrl": f"{site.url or '../'}{file.path}",
            }
        )
        for file in downloads
    ]


def _body(name: str) -> dict[str, object]:
    return {"@type": "Organization", "name": name} if name else {}


def _without_blanks(facts: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in facts.items() if value not in ("", {}, [])}
