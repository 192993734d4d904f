"""One JSON a project: what was declared under the words of the form, what was computed under keys of its own."""

from collections.abc import Iterator

from generator.core.checksum import carried_digest, sealed
from generator.exports import json_bytes
from generator.views import ProjectDetail
from generator.views.download import Export
from generator.views.fields import row
from generator.views.fields.documents import DIGEST, WHOLE_DOCUMENT


def project_files(detail: ProjectDetail) -> Iterator[Export]:
    """The one file of a project."""
    path, title = WHOLE_DOCUMENT.path.format(id=detail.id), f"{detail.year}年度 {detail.title}：全部数据与计算过程"
    others = [field for field in WHOLE_DOCUMENT.fields if field is not DIGEST]  # it is of these
    data = sealed(json_bytes(row(others, detail)))
    yield Export(path, data, title, carried_digest(data))
