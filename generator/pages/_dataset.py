"""schema.org Dataset: what search engines read of the data page and of each project."""

import json
from collections.abc import Iterable

from generator.model.book import Site
from generator.views import Portfolio, ProjectDetail
from generator.views.download import Download

FORMATS = {
    "CSV": "text/csv",
    "JSON": "application/json",
    "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def whole(portfolio: Portfolio, downloads: Iterable[Download], name: str, description: str) -> str:
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


def of_project(site: Site, summary: ProjectDetail, description: str, own: Iterable[Download]) -> str:
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
    """Where each file is: absolute where the site knows its address, else from the page, one folder deep."""
    return [
        _without_blanks(
            {
                "@type": "DataDownload",
                "name": file.title if named else "",
                "encodingFormat": FORMATS.get(file.format, ""),
                "contentUrl": f"{site.url or '../'}{file.path}",
            }
        )
        for file in downloads
    ]


def _body(name: str) -> dict[str, object]:
    return {"@type": "Organization", "name": name} if name else {}


def _without_blanks(facts: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in facts.items() if value not in ("", {}, [])}
