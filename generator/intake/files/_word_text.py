"""Text of a paragraph of a document: its runs, signs and boxes to tick, as people see them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

OFF = ("0", "false", "off")
THROUGH = ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "oMath", "oMathPara")
FORMULAS = ("e", "num", "den", "sub", "sup", "f", "d", "sSub", "sSup")
SIGNS = {"F052": "☑", "F0FE": "☑", "F053": "☒", "F0FD": "☒", "F0A3": "□", "F0A8": "□", "F06F": "□", "F071": "□",
         "F0FC": "√", "F0FB": "×"}  # fmt: skip

PLAIN = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
SYMBOL_SIGNS = {"F0A3": "≤", "F0B3": "≥", "F0B4": "×", "F0B1": "±", "F0B8": "÷"}  # of the font Symbol


@dataclass
class RunText:
    """What the runs of a paragraph come to: its text, the tag of its first content control, boxes set beside it."""

    pieces: list[str] = field(default_factory=list)
    tag: str = ""
    boxes: list[Element] = field(default_factory=list)
    hidden: bool = False

    @property
    def text(self) -> str:
        lines = "".join(self.pieces).split("\n")
        return "\n".join(line.strip() for line in lines).strip("\n")


def text_of(paragraph: Element) -> RunText:
    """Read a paragraph."""
    found = RunText()
    for child in paragraph:
        _take(child, found)
    return found


def tag_of(control: Element) -> str:
    """The tag of a content control."""
    own = control.find("sdtPr/tag")
    return own.get("val", "") if own is not None else ""


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows only its hint, nothing anyone has filled in."""
    own = control.find("sdtPr/showingPlcHdr")
    return own is not None and own.get("val") not in OFF


def chosen(alternatives: Element) -> Element | None:
    """The one of several ways to draw the same thing that is read."""
    found = alternatives.find("Choice")
    return found if found is not None else alternatives.find("Fallback")


def _take(one: Element, found: RunText) -> None:
    match one.tag:
        case "r":
            _run(one, found)
        case "sdt":
            found.tag = found.tag or tag_of(one)
            if not is_placeholder(one):
                for child in one.iterfind("sdtContent/*"):
                    _take(child, found)
        case "AlternateContent":
            if (way := chosen(one)) is not None:
                for child in way:
                    _take(child, found)
        case "t" if one.text:  # of a formula
            found.pieces.append(one.text)
        case tag if tag in THROUGH or tag in FORMULAS:
            for child in one:
                _take(child, found)


def _run(run: Element, found: RunText) -> None:
    vanish = run.find("rPr/vanish")
    if vanish is not None and vanish.get("val") not in OFF:
        found.hidden = found.hidden or any(one.text for one in run.iter("t"))
        return
    for one in run:
        found.pieces.extend(_piece(one, found))


def _piece(one: Element, found: RunText) -> Iterator[str]:
    match one.tag:
        case "t":
            yield one.text or ""
        case "br":
            yield "\n" * (one.get("type", "textWrapping") == "textWrapping")
        case tag if tag in PLAIN:
            yield PLAIN[tag]
        case "sym":
            signs = SYMBOL_SIGNS if one.get("font", "").startswith("Symbol") else SIGNS
            yield signs.get(one.get("char", "").upper(), "")
        case "ruby":
            for base in one.iterfind("rubyBase/r"):
                _run(base, found)
        case "fldChar":
            yield _box_to_tick(one.find("ffData/checkBox"))
        case "drawing" | "pict" | "object":
            found.boxes.extend(one.iter("txbxContent"))
        case "AlternateContent":
            if (way := chosen(one)) is not None:
                for child in way:
                    yield from _piece(child, found)


def _box_to_tick(box: Element | None) -> str:
    """How an old form field shows, "" for one that is no box."""
    if box is None:
        return ""
    state = box.find("checked")
    state = state if state is not None else box.find("default")
    return "□" if state is None or state.get("val") in OFF else "☑"
