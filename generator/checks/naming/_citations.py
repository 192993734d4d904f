"""Citations: documents as the texts name them, a title in 《》 and the document number in brackets behind it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.checks._cache_last import cache_last
from generator.checks._text_index import text_index
from generator.core.diagnostic import Place
from generator.core.number_advice import HALF_WIDTH
from generator.core.record import FieldName, Record
from generator.model.project import Project

NUMBER = r"[\u4e00-\u9fff]{2,12}\s*[〔﹝［\[【(（]\s*[0-9０-９]{4}\s*[〕﹞］\]】)）]\s*第?\s*[0-9０-９]{1,5}\s*号"
CITED = re.compile(rf"《(?P<title>(?:[^《》]|《[^《》]{{0,100}}》){{4,120}})》(?:\s*[（(]\s*(?P<number>{NUMBER}))?")
OPENED = re.compile("《[^《》]{2}")
INNER = re.compile(r"[〈<《](?P<title>[^〈〉<>《》]{4,100})[〉>》]")
ISSUED = re.compile(
    r"(?:印发|发布|颁发|颁布|公布|下发)[〈<《]?(?P<title>[^〈〉<>《》]{4,100}?)[〉>》]?(?:[（(]试行[)）])?的?(?:通知|公告|决定)$"
)
TRIVIAL = re.compile(r"[（(](?:试行|暂行)[)）]|[\s、，,·〈〉<>《》“”‘’\"（）()]")
SEPARATORS = re.compile(r"[\s第〔﹝［\[【〕﹞］\]】()（）]+")


class Citation(NamedTuple):
    """A title cited in one place, its bare words for comparing, its document number where that is given."""

    record: Record
    field: FieldName
    title: str
    bare: str
    number: str

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.record.at(self.field)

    def in_same_list(self, other: "Citation") -> bool:
        """Whether both are named in one list, and so are two documents however alike."""
        mine, its = (field if isinstance(field, str) else field[0] for field in (self.field, other.field))
        return self.record is other.record and mine == its


@cache_last
def citations(project: Project) -> list[Citation]:
    """Every title in the texts of a project, and titles quoted inside a title."""
    return list(_read(project))


def _read(project: Project) -> Iterator[Citation]:
    for record, field, text, is_remark in text_index(project).matching(OPENED):
        if is_remark:
            continue
        for found in CITED.finditer(text):
            title = found["title"]
            yield Citation(record, field, title, bare(title), number(found["number"] or ""))
            if not ISSUED.search(title):
                for inner in INNER.finditer(title):
                    yield Citation(record, field, inner["title"], bare(inner["title"]), "")


@lru_cache(4096)
def bare(title: str) -> str:
    """The document inside a notice that issues it, without the little signs that do not make another document."""
    issued = ISSUED.search(title)
    return TRIVIAL.sub("", issued["title"] if issued else title).translate(HALF_WIDTH)


@lru_cache(4096)
def number(text: str) -> str:
    """A document number in one spelling, whatever its brackets: 沪财绩〔2014〕22号."""
    parts = [part.translate(HALF_WIDTH) for part in SEPARATORS.split(text) if part]
    return f"{parts[0]}〔{parts[1]}〕{''.join(parts[2:]).lstrip('0')}" if len(parts) > 2 else "".join(parts)
