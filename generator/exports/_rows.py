"""Rows of a table as each of its files holds them, so that those of some projects can be kept and joined with others.

A row is made once, whatever stands around it: its number in the table and its line in the sheet are put in when the
rows are joined.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from generator.core.checksum import SummedPieces
from generator.exports import json_text
from generator.exports._csv import csv_head, csv_lines
from generator.exports._row_sheet import sheet_rows
from generator.exports._sheet_pieces import NUMBER
from generator.views.fields import Field, Thing_contra, cells, records, row

BETWEEN = b",\n  "  # objects of a list


class Rows(NamedTuple):
    """Rows of one table: lines of its CSV file, rows of its sheet, objects of its JSON."""

    csv: bytes
    sheet: bytes
    records: bytes


def rows_of(
    fields: Sequence[Field[Thing_contra]], things: Iterable[Thing_contra], record: Sequence[Field[Thing_contra]] = ()
) -> Rows:
    """The rows of some things; `record` are the fields of their objects in JSON, where these are others."""
    things = tuple(things)
    values = list(cells(fields, things, NUMBER))
    told = (row(record, thing) for thing in things) if record else records(fields, values)
    return Rows(
        csv_lines(fields, values), sheet_rows(fields, values), BETWEEN.join(json_text(one).encode() for one in told)
    )


def joined_csv(fields: Sequence[Field[Any]], lines: Iterable[bytes]) -> SummedPieces:
    """A CSV file of lines that were made before."""
    return SummedPieces(chain([csv_head(fields)], lines))


def numbered(lines: Iterable[bytes]) -> Iterable[bytes]:
    """Lines, one after the other, of a table whose rows are numbered."""
    mark = NUMBER.encode()
    return (line.replace(mark, b"%d" % number) for number, line in enumerate(lines, 1))


def joined_json(objects: Iterable[bytes]) -> SummedPieces:
    """A list of objects that were made before, as `json_bytes` writes it."""
    return SummedPieces(_listed(filter(None, objects)))


def _listed(objects: Iterator[bytes]) -> Iterator[bytes]:
    if first := next(objects, b""):
        yield from chain([b"[\n  ", first], chain.from_iterable(zip(repeat(BETWEEN), objects)), [b"\n ]\n"])
    else:
        yield b"[]\n"
