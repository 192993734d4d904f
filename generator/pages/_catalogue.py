"""信息公开目录: the metadata a result has in the catalogue of public information, as far as they are known."""

from collections.abc import Iterator

from generator.model.book import Site
from generator.model.project import Project


def catalogue(site: Site, project: Project) -> tuple[tuple[str, str], ...]:
    """The rows in the order of the catalogue; a name alone says nothing, so then there are none."""
    written = project.evaluation.report_date
    known = (
        ("索引号", site.index_number(project)),
        ("发布机构", "、".join(issuers(project))),
        ("成文日期", written.chinese if written else ""),
        ("公开属性", site.openness),
    )
    rows = tuple((name, value) for name, value in known if value)
    return (("名称", project.name), *rows) if rows else ()


def issuers(project: Project) -> Iterator[str]:
    """Who published what the data were taken from, each once."""
    yield from dict.fromkeys(source.issuer for source in project.sources if source.issuer)
