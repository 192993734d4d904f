"""项目: the official 绩效评价结果信息表 first, then the score with its working, then the rest of the report."""

import re
from collections.abc import Mapping, Sequence

from generator.model.attached import AttachedFile
from generator.model.book import Book, Site
from generator.pages import Page, PageKind, Tags, shows
from generator.pages._metadata import article, dataset_of_project, year_column
from generator.pages.project.notes import PageNotes
from generator.pages.project.origin import issuers, origin_of
from generator.pages.project.sections import (
    findings_section,
    official_sheet,
    report_section,
    score_section,
    years_section,
)
from generator.views import ProjectDetail, ProjectSummary
from generator.views.download import Download
from generator.views.results.lines import line_in

KINDS = (PageKind(re.compile(r"(\d{4})/(?!index\.)[^/]+\.html"), "项目", order=1),)


def project_page(
    book: Book,
    detail: ProjectDetail,
    files: Mapping[str, AttachedFile],
    downloads: Sequence[Download],
    in_all_years: Sequence[ProjectSummary],
    versions: int,
) -> Page:
    """Make the page of a project."""
    project, site = detail.project, book.site
    about = f"{project.name}：{detail.unit.name}{detail.result}。"
    return Page(
        f"{detail.id}.md",
        project.name,
        "project",
        shows(
            notes=PageNotes(),
            detail=detail,
            project=project,
            sheet=official_sheet(detail),
            scores=score_section(detail),
            findings=findings_section(detail),
            report=report_section(detail),
            result_use=line_in(detail, book, in_all_years),
            years=years_section(detail, in_all_years),
            versions=versions,
            origin=origin_of(site, detail, files, downloads),
        ),
        description=about,
        scripts=("assets/js/printing.js", "assets/js/copying.js"),
        tags=_tags(site, detail, about),
        dataset=dataset_of_project(site, detail, about, [file for file in downloads if file.title]),
        changed=project.newest.iso if project.newest else "",
    )


def _tags(site: Site, detail: ProjectDetail, about: str) -> Tags:
    """Return the tags of its year, of the column it belongs to, and its own."""
    project = detail.project
    return year_column(detail.year) + article(
        project.name,
        project.entered,
        "、".join(issuers(project)) or project.sources[0].document,
        keywords=(str(detail.year), detail.unit.name, detail.title),
        about=about,
        url=site.url and f"{site.url}{detail.id}.html",
    )
