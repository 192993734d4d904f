"""Pages as trees of elements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "wbr", "col", "img", "input", "hr", "link", "meta", "rect"}


@dataclass
class Element:
    """An element of a page with what it holds."""

    tag: str
    attributes: Mapping[str, str]
    inside: "list[Element | str]" = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def find(self, *tags: str) -> "Iterator[Element]":
        """Every element below that has one of these tags, in their order."""
        for node in self.inside:
            if isinstance(node, Element):
                if node.tag in tags:
                    yield node
                yield from node.find(*tags)

    @property
    def text(self) -> str:
        """All text below, as it stands."""
        return "".join(node if isinstance(node, str) else node.text for node in self.inside)


def parsed(text: str) -> Element:
    """A page, or a part of one, below an element of its own; ends of what never began are passed over."""
    reader = _Reader(convert_charrefs=True)
    reader.feed(text)
    reader.close()
    return reader.open[0]


class _Reader(HTMLParser):
    def reset(self) -> None:
        super().reset()
        self.open = [Element("root", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)
