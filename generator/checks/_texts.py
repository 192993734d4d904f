"""Every piece of text that people wrote into a record, with its place, for the checks that read words."""

from collections.abc import Iterator

from generator.record import Field, Record, Remark, Waiver, keys_of


def records_of(record: Record) -> Iterator[Record]:
    """The records a record holds; remarks and waivers are the editors' words and not among them."""
    for value in vars(record).values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Record) and not isinstance(item, Remark | Waiver):
                yield item


def all_records(record: Record) -> Iterator[Record]:
    """A record and every record below it."""
    yield record
    for below in records_of(record):
        yield from all_records(below)


def texts(record: Record) -> Iterator[tuple[Record, Field, str, bool]]:
    """Each text of a record and of those below it: whose it is, where, its words, whether it is a remark."""
    for name in (field.name for field in keys_of(type(record)).values()):
        value = getattr(record, name)
        if isinstance(value, str) and value:
            yield record, name, value, False
        elif isinstance(value, Remark):
            yield from ((record, name, words, True) for words in value.words)
        elif isinstance(value, tuple):
            yield from ((record, (name, n), line, False) for n, line in enumerate(value) if isinstance(line, str))
    for below in records_of(record):
        yield from texts(below)
