"""接口: a JSON file at a lasting address for everything a program may ask for, and the schema of each kind."""

from collections.abc import Iterator

from generator.exports import Export, json_bytes, json_lines
from generator.exports._schema import schema
from generator.fields.documents import CONTENTS, DOCUMENTS, contents
from generator.view import Views


def exports(views: Views) -> Iterator[Export]:
    """The contents, the documents, the schemas."""
    for document in (CONTENTS, *DOCUMENTS):
        if document.api:
            for path, value in contents(document, views):
                yield Export(path, json_lines(value))
    for path, document in {document.schema: document for document in (CONTENTS, *DOCUMENTS)}.items():
        yield Export(path, json_bytes(schema(document)))
