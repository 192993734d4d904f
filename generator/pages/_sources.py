"""Each source of a project with what that document itself prints, in lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.core.record import Remark
from generator.model.report import Listing, Source, Stated
from generator.views import figure


@dataclass(frozen=True)
class Cited:
    """A source, what it prints, and what readers are told of something odd in that."""

    source: Source
    states: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def original(self) -> tuple[str, ...]:
        """What is known of the original beside its link: that there is none at hand, its pages, the day it was got."""
        source = self.source
        pages = source.pages if not source.pages or "页" in source.pages else f"第 {source.pages} 页"
        known = (
            "" if source.link or source.copy else "未附原文",
            pages,
            f"{source.fetched.chinese}获取" if source.fetched else "",
        )
        return tuple(text for text in known if text)


def cited(sources: tuple[Source, ...]) -> Iterator[Cited]:
    """The sources in the order of the file."""
    for source in sources:
        if source.states:
            remarks = (source.states.remark, *(listing.remark for listing in source.states.lists))
            yield Cited(source, tuple(_lines(source.states)), remarks)
        else:
            yield Cited(source)


def _lines(states: Stated) -> Iterator[str]:
    facts = (
        ("项目名称", states.name),
        ("评价分值", "" if states.score is None else figure(states.score)),
        ("评价结论", states.grade),
        ("预算金额", states.amount.text if states.amount else ""),
        ("实际支出", states.spent.text if states.spent else ""),
    )
    yield from (f"{name} {value}" for name, value in facts if value)
    yield from (_listing(listing) for listing in states.lists)


def _listing(listing: Listing) -> str:
    count = "" if listing.count is None else f" {listing.count:f}"
    names = "、".join(listing.items)
    return f"{listing.what}{count}（{names}）" if names else f"{listing.what}{count}"
