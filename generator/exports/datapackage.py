"""`datapackage.json`: the tables and lists in the form that open-data tools read (Frictionless Data Package)."""

import re
from collections.abc import Iterator
from typing import Any

from generator.exports import json_bytes, registry
from generator.model.book import Site
from generator.views.download import Download, DownloadList, Export
from generator.views.fields import Field

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TYPES = {"整数": "integer", "小数": "number", "百分数": "string", "文字": "string"}
# One file a project is not listed: ten thousand of them would make a list nobody reads; the contents of the 接口 tell.
LISTED = re.compile(r"data/[^/]+\.(csv|json|xlsx)|api/v1/(projects|units|schemes)\.json|api/v1/years/[^/]+\.json")
WEB = re.compile(r"https?://\S+")


def manifest_files(site: Site, day: str, downloads: DownloadList) -> Iterator[Export]:
    """The one descriptor, at the root, since it may name only what lies beside or under it."""
    web = WEB.search(site.licence)
    package: dict[str, object] = {
        "$schema": PROFILE,
        "name": "jixiao-gongkai",
        "title": site.name,
        "description": site.summary,
        **({"homepage": site.url} if WEB.fullmatch(site.url) else {}),
        **({"version": day} if day else {}),
        **({"licenses": [{"path": web[0], "title": site.licence}]} if web else {}),
        **({"licence": site.licence} if site.licence and not web else {}),
        "contributors": [{"title": site.host, "roles": ["publisher"]}],
        "resources": [_resource(file) for file in downloads.matching(LISTED)],
    }
    yield Export("datapackage.json", json_bytes(package))


def _resource(file: Download) -> dict[str, object]:
    stem, _, ending = file.path.rpartition(".")
    about: dict[str, object] = {
        "name": stem.replace("/", "-") + f"-{ending}",
        "path": file.path,
        **({"title": file.title} if file.title else {}),
        "format": ending,
        "mediatype": MEDIA[ending],
        **({} if ending == "xlsx" else {"encoding": "utf-8"}),
        "bytes": file.bytes,
        "hash": f"sha256:{file.sum}",
    }
    described = (table.fields for table in registry().tables if table.pattern.fullmatch(file.path))
    if fields := next(described, None):
        about |= {"type": "table", "dialect": {"lineTerminator": "\r\n"}}
        about["schema"] = {"fields": [_field(field) for field in fields], "missingValues": [""]}
    return about


def _field(field: Field[Any]) -> dict[str, object]:
    """A column; one that is never empty says so."""
    required = {} if field.absent else {"constraints": {"required": True}}
    key = {"name": field.heading, "title": field.title, "type": TYPES[field.kind], "description": field.meaning}
    return {**key, **required, "key": field.key}
