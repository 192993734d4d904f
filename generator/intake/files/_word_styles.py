"""Styles of a document: the level of a heading and the list of a paragraph, given directly or by its style."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.intake.files._word_numbers import Numbering

HEADINGS = ("heading ", "标题 ")
BODY = 9  # the outline level of what is no heading
MOST_STEPS = 20  # from a style to those it is based on


@dataclass
class WordStyles:
    """The paragraph properties of every style, the style each is based on, and its name."""

    properties: dict[str, Element] = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    default: str = ""

    @classmethod
    def of(cls, part: Element) -> "WordStyles":
        found = cls()
        for one in part.iter("style"):
            key = one.get("styleId", "")
            if (own := one.find("pPr")) is not None:
                found.properties[key] = own
            if (base := one.find("basedOn")) is not None:
                found.based_on[key] = base.get("val", "")
            if (name := one.find("name")) is not None:
                found.names[key] = name.get("val", "").lower()
            if one.get("type") == "paragraph" and one.get("default") in ("1", "true"):
                found.default = key
        return found

    def lists(self) -> dict[str, str]:
        """The number of the list of each style that has one."""
        return {
            key: one.get("val", "")
            for key, own in self.properties.items()
            if (one := own.find("numPr/numId")) is not None
        }

    def level(self, paragraph: Element) -> int:
        """The level of a heading from 1, 0 for plain text."""
        for _, own in self._chain(paragraph):
            if own is not None and (one := own.find("outlineLvl")) is not None:
                level = one.get("val", "")
                return int(level) + 1 if level.isdecimal() and int(level) < BODY else 0
        for style, _ in self._chain(paragraph):
            name = self.names.get(style, "")
            level = next((name.removeprefix(one) for one in HEADINGS if name.startswith(one)), "")
            if level.isdecimal():
                return int(level)
        return 0

    def number(self, paragraph: Element, numbering: Numbering) -> str:
        """The automatic number of a paragraph, "" for none."""
        level: int | None = None
        for style, own in self._chain(paragraph):
            if own is None or (given := own.find("numPr")) is None:
                continue
            at, one = given.find("ilvl"), given.find("numId")
            if level is None and at is not None and at.get("val", "").isdecimal():
                level = int(at.get("val", "0"))
            if one is not None:
                number = one.get("val", "0")
                if level is None and style:
                    level = numbering.level_of_style(number, style)
                return numbering.next(number, level or 0) if number != "0" else ""
        return ""

    def _chain(self, paragraph: Element) -> list[tuple[str, Element | None]]:
        """What applies to a paragraph, the nearest first: its own properties, its style, those this is based on."""
        own = paragraph.find("pPr")
        named = own.find("pStyle") if own is not None else None
        style = named.get("val", "") if named is not None else self.default
        chain: list[tuple[str, Element | None]] = [("", own)]
        while style and len(chain) < MOST_STEPS:
            chain.append((style, self.properties.get(style)))
            style = self.based_on.get(style, "")
        return chain
