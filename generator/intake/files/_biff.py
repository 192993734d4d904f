"""Records of an old workbook (BIFF): what xlrd does not tell of it, and whether it is safe to hand to xlrd."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.intake.files._received import NotReadable

BEGIN, END = (0x0009, 0x0209, 0x0409, 0x0809), 0x000A
BOUNDSHEET, PASSWORD, NOTE, EXTERNAL = 0x0085, 0x002F, 0x001C, 0x01AE
FORMULAS, SEVERAL = (0x0006, 0x0206, 0x0406), (0x00BD, 0x00BE)  # numbers, blanks, side by side
WORKSHEET = 0
OWN_BOOK = b"\x01\x04"  # links within the workbook itself
MOST_PLACES = 1_000_000  # cells, blank ones counted: xlrd keeps each of them


class BiffRecord(NamedTuple):
    """One record of the stream: where it begins, what it is, what it holds."""

    place: int
    kind: int
    data: bytes


@dataclass
class BiffSurvey:
    """What the records say: the cells of each worksheet, in order, that hold formulas; remarks and links."""

    formulas: list[set[tuple[int, int]]] = field(default_factory=list)
    has_remarks: bool = False
    has_links: bool = False


def survey(stream: bytes) -> BiffSurvey:
    """Go through all records once."""
    found = BiffSurvey()
    begun: dict[int, set[tuple[int, int]]] = {}
    wanted: list[int] = []
    here: set[tuple[int, int]] = set()
    depth = places = 0
    for place, kind, data in _records(stream):
        if kind in BEGIN:
            depth += 1
            if depth == 1:
                here = begun.setdefault(place, set())
        elif kind == END:
            depth -= 1
        elif kind == PASSWORD:
            raise NotReadable("工作簿有密码，请去掉密码再交来")
        elif kind == BOUNDSHEET and len(data) >= 6 and data[5] == WORKSHEET:
            wanted.append(struct.unpack_from("<I", data)[0])
        elif kind in FORMULAS and len(data) >= 4 and depth == 1:
            here.add(struct.unpack_from("<HH", data))
        elif kind in SEVERAL:
            places += len(data) // 2
        elif kind == NOTE:
            found.has_remarks = True
        elif kind == EXTERNAL:
            found.has_links = found.has_links or data[2:4] != OWN_BOOK
        places += 1
        if places > MOST_PLACES:
            raise NotReadable("工作簿里的格（连空白格）多得不寻常，不会读取；请删去用不到的行列，另存为 .xlsx 再交来")
    found.formulas = [begun.get(place, set()) for place in wanted] or list(begun.values())
    return found


def _records(stream: bytes) -> Iterator[BiffRecord]:
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield BiffRecord(place, kind, stream[place + 4 : place + 4 + size])
        place += 4 + size
