"""接口: JSON files at permanent addresses, with a JSON Schema for each kind."""

from collections.abc import Iterable, Iterator
from typing import get_args

from generator.exports._formats import json_bytes
from generator.views import Portfolio, ProjectDetail
from generator.views.download import Export
from generator.views.fields import DocumentSpec, Field, Kind, Thing_contra
from generator.views.fields.documents import (
    CONTENTS,
    PROJECT_DOCUMENT,
    PROJECTS,
    SCHEMES,
    UNITS,
    YEAR_DOCUMENT,
    content,
    documents,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DECIMAL = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"
PERCENT = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)? ?%?$"  # papers print rates with or without the sign
SIMPLE: dict[str, dict[str, object]] = {
    "整数": {"type": "integer"},
    "小数": {"type": "string", "pattern": DECIMAL},
    "百分数": {"type": "string", "pattern": PERCENT},
    "文字": {"type": "string"},
    "是否": {"type": "boolean"},
}


def project_files(detail: ProjectDetail) -> Iterator[Export]:
    yield _file(PROJECT_DOCUMENT, PROJECT_DOCUMENT.path.format(id=detail.id), detail)


def year_files(portfolio: Portfolio, year: int) -> Iterator[Export]:
    yield _file(YEAR_DOCUMENT, YEAR_DOCUMENT.path.format(year=year), portfolio)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """Yield the table of contents, units, schemes, all projects, and the schemas."""
    for document in (CONTENTS, UNITS, SCHEMES):
        yield _file(document, document.path, portfolio)
    yield _file(PROJECTS, PROJECTS.path, portfolio.by_score)
    for path, described in {document.schema: document for document in (CONTENTS, *documents(portfolio))}.items():
        yield Export(path, json_bytes(_schema(described)))


def _file(document: DocumentSpec[Thing_contra], path: str, thing: Thing_contra) -> Export:
    return Export(path, json_bytes(content(document, path, thing)))


# ---- JSON Schema (draft 2020-12): every key carries its Chinese name ----


def _schema(document: DocumentSpec[object]) -> dict[str, object]:
    """Return the JSON Schema of a document."""
    parts: dict[str, object] = {}
    schema = _object(document.fields, parts)
    if not document.api:
        body = {"type": "array", "items": schema} if document.listed else schema
    else:
        properties = {"$schema": {"type": "string", "title": "格式说明的地址"}, **_properties(document.fields, parts)}
        body = {**schema, "properties": properties}
    return {"$schema": DIALECT, "title": document.title, **body, **({"$defs": parts} if parts else {})}


def _object(fields: Iterable[Field[object]], parts: dict[str, object]) -> dict[str, object]:
    fields = tuple(fields)
    return {
        "type": "object",
        "properties": _properties(fields, parts),
        "required": [field.key for field in fields if not field.optional],
        "additionalProperties": False,
    }


def _properties(fields: Iterable[Field[object]], parts: dict[str, object]) -> dict[str, object]:
    return {field.key: _described(field, parts) for field in fields}


def _described(field: Field[object], parts: dict[str, object]) -> dict[str, object]:
    shape = _shape(field, parts)
    if field.absent:
        shape = {**shape, "type": [shape["type"], "null"]}
    about = (("单位", field.unit), ("依据", field.rule))
    meaning = [field.meaning, *(f"{word}：{text}" for word, text in about if text)]
    return {"title": field.title, "description": "。".join(meaning), **shape}


def _shape(field: Field[object], parts: dict[str, object]) -> dict[str, object]:
    if field.kind in SIMPLE:
        return SIMPLE[field.kind]
    if field.kind == "列表":
        if field.item in get_args(Kind) or not field.item:
            return {"type": "array", "items": SIMPLE[field.item or "文字"]}
        if field.item not in parts and field.inside:
            parts[field.item] = {}  # an item may hold others of its own kind
            parts[field.item] = _object(field.inside, parts)
        return {"type": "array", "items": {"$ref": f"#/$defs/{field.item}"}}
    if field.inside:
        return _object(field.inside, parts)
    return {"type": "object", **({"additionalProperties": SIMPLE[field.item]} if field.item else {})}
