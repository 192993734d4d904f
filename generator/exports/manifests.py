"""Files about the other downloads: checksums of records, data package, checksums of all files."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from generator.exports import CsvTable, registry
from generator.exports._formats import csv_bytes, json_bytes
from generator.model.book import Site
from generator.views.download import Download, Export
from generator.views.fields import Field
from generator.views.fields.documents import DIGEST

CHECKSUMS = "data/checksums.csv"
RECORD = re.compile(r"data/(.+)\.json")
COLUMNS: tuple[Field[Download], ...] = (
    Field("id", "项目标识", "文字", "与项目汇总表的相同", of=lambda file: RECORD.sub(r"\1", file.path)),
    Field("data", "全部数据", "文字", "记录的地址，从网站首页所在处算起", of=lambda file: file.path),
    Field(DIGEST.key, DIGEST.title, "文字", "与记录里 digest 一行的相同", of=lambda file: file.digest),
    Field("sum", "文件的SHA-256", "文字", "整个文件的，与 SHA256SUMS 里的相同", of=lambda file: file.sum),
)
TABLES = (CsvTable(re.compile(re.escape(CHECKSUMS)), COLUMNS),)
COVERED = ("data/", "api/", "datapackage.json")  # by SHA256SUMS

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TYPES = {"整数": "integer", "小数": "number", "百分数": "string", "文字": "string"}
# Files of single projects are not listed, since ten thousand would make the list unreadable; 接口 describes them.
LISTED = re.compile(r"data/[^/]+\.(csv|json|xlsx)|api/v1/(projects|units|schemes)\.json|api/v1/years/[^/]+\.json")
WEB = re.compile(r"https?://\S+")


def manifest_files(site: Site, day: str, downloads: Sequence[Download]) -> Iterator[Export]:
    """Yield the checksums of project records, the data package, and SHA256SUMS, which covers both.

    Checksums of records are kept out of other tables, which would otherwise change with every word.
    """
    yield Export(CHECKSUMS, csv_bytes(COLUMNS, (file for file in downloads if file.digest)), "各项目记录的校验值")
    yield Export("datapackage.json", _data_package(site, day, downloads))
    covered = (file for file in sorted(downloads) if file.path.startswith(COVERED))
    lines = (f"{file.sum}  {file.path}\n" for file in covered)
    yield Export("SHA256SUMS", "".join(lines).encode())


# ---- the data package (Frictionless) ----


def _data_package(site: Site, day: str, downloads: Sequence[Download]) -> bytes:
    """Describe tables and lists for open-data tools; at the root, since it may only refer to files below."""
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
        "resources": [_resource(file) for file in downloads if LISTED.fullmatch(file.path)],
    }
    return json_bytes(package)


def _resource(file: Download) -> dict[str, object]:
    """Describe a file; columns of a CSV come from its module."""
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
    """Describe a column, with a constraint if never empty."""
    required = {} if field.absent else {"constraints": {"required": True}}
    key = {"name": field.heading, "title": field.title, "type": TYPES[field.kind], "description": field.meaning}
    return {**key, **required, "key": field.key}
