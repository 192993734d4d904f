"""找错: the address at which readers report a mistake, with the page and its part filled in."""

from collections.abc import Mapping
from urllib.parse import quote

from generator.model.book import Site
from generator.views import ProjectDetail

PARTS = ("信息表", "自评表", "得分", "问题、建议与整改", "预算与支出", "来源与下载")


def report_addresses(site: Site, detail: ProjectDetail) -> Mapping[str, str]:
    """The address for each part of a page; none where the site takes no reports."""
    if not site.reports:
        return {}
    return {part: _address(site, detail, part) for part in PARTS}


def _address(site: Site, detail: ProjectDetail, part: str) -> str:
    """A letter where a mailbox is given, else the address that is given, its blanks filled."""
    page = f"{site.url}{detail.id}.html" if site.url else detail.id
    if site.reports.startswith("http"):
        return site.reports.replace("{网页}", quote(page, "")).replace("{部分}", quote(part, ""))
    body = f"网页：{detail.name}（{page}）\r\n部分：{part}\r\n错在哪里，依据什么：\r\n"
    return f"mailto:{site.reports}?subject={quote(f'找错：{detail.id} {part}', '')}&body={quote(body, '')}"
