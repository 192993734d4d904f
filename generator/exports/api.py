"""接口: a JSON file at a lasting address for everything a program may ask for, and the schema of each kind."""

from collections.abc import Iterator

from generator.exports import Leaves, json_bytes
from generator.exports._schema import schema
from generator.views import Portfolio, ProjectDetail
from generator.views.download import Export
from generator.views.fields.documents import CONTENTS, DOCUMENTS, DocumentSpec, content
from generator.views.fields.project import TableRow

PROJECT_FILE, YEAR_FILE = (next(d for d in DOCUMENTS if d.name == name) for name in ("project", "year"))


def of_case(case: ProjectDetail) -> Iterator[Export]:
    """The one file of a project."""
    yield _file(PROJECT_FILE, PROJECT_FILE.path.format(id=case.id), TableRow(case))


def of_year(views: Portfolio, year: int, listed: Leaves) -> Iterator[Export]:
    """The one file of a year."""
    yield _file(YEAR_FILE, YEAR_FILE.path.format(year=year), (year, views.year(year)))


def exports(views: Portfolio, listed: Leaves) -> Iterator[Export]:
    """The contents, what is of all projects, the schemas."""
    for document in (CONTENTS, *DOCUMENTS):
        if document.api and "{" not in document.path:
            yield _file(document, document.path, views)
    for path, document in {document.schema: document for document in (CONTENTS, *DOCUMENTS)}.items():
        yield Export(path, json_bytes(schema(document)))


def _file(document: DocumentSpec, path: str, thing: object) -> Export:
    return Export(path, json_bytes(content(document, path, thing)))
