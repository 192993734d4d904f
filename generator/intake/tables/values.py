"""Values (值) of cells: what a cell prints as the text of a data file, with a doubt wherever it could mean two things.

What the data file could not read becomes no value: the caller leaves the cell among what was not understood.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from generator.core.number import BLANK, HALF_WIDTH, InvalidNumber, Rate, parts_of, tidied
from generator.core.printed import printed_amount, printed_number
from generator.intake.drafted import Entry
from generator.intake.money import is_figure
from generator.intake.paper import Cell

NO_NUMBER = "这里应当是一个数，读不成数；请核对后自己填写"
NO_AMOUNT = "这里应当是一个金额，读不成金额；请核对后自己填写"
NO_PLACE = "数据文件里没有放它的地方，要用的请自己填写"
NOT_TICKED = "几个方框里没有勾选恰好一个"
HINT_LEFT = "样表的提示文字，没有填"
HINT = re.compile(
    r"[（(【]?(?:请|在此|此处)(?:如实|据实|简要)?(?:填写|填列|选择|说明|概述)[^。]{0,60}[）)】]?"
    r"|[（(【](?:填写|填列|简要|概述)[^。]{0,60}[）)】]|[（(].{0,12}字以内[）)]"
    r"|[≥≤=＝><]?\s*(?:[XxＸ×*＊]{2,}|[XxＸ×])\s*(?:%|％|万?元|个|次|人|家|天)?|[.…。]{2,}|…|_{2,}"
    r"|(?:绩效)?(?:指标|目标)\s*[0-9一二三四五六七八九]\s*[:：]?(?:\s*[.…]+)?"
)
BOXES, TICKED = re.compile("[□☐]"), re.compile(r"[☑☒√✓✔■]\s*([^\s☑☒√✓✔■□☐]+)")
TICKED_BEHIND = re.compile(r"([^\s☑☒√✓✔■□☐]+)\s*[☑☒√✓✔■]")  # 优☑ 良□, where the last sign is a box
LAST_BOX = re.compile(r"[^☑☒√✓✔■□☐].*[☑☒√✓✔■□☐]")
MOST_IN_WAN = Decimal(100000)  # a figure under 万元 from here on may well be one in 元
MOST_RATIO = Decimal(2)
TEXTS = 2000  # more than a form has: each is looked at again for every table it may be part of


def is_hint(text: str) -> bool:
    """Return whether a cell still holds what the empty form says in it."""
    return bool(HINT.fullmatch("".join(text.split())))


def narrow(cell: Cell) -> str:
    """Return the text of a cell on one line, digits and signs of half width."""
    return cell.line.translate(HALF_WIDTH).strip()


def words(cell: Cell, *doubts: str) -> Entry:
    """Return a text on one line."""
    return Entry(cell.line.strip(), cell.spot, doubts)


def chosen(cell: Cell) -> Entry | None:
    """Return a text on one line, of boxes the one that is ticked; None where not exactly one is."""
    if not BOXES.search(cell.line):
        return words(cell)
    text = cell.line.strip()
    ticked = (TICKED_BEHIND if LAST_BOX.fullmatch(text) else TICKED).findall(text)
    return Entry(ticked[0], cell.spot) if len(ticked) == 1 else None


def prose(cell: Cell) -> list[Entry]:
    """Return a text of one or more paragraphs."""
    return [Entry(part.strip(), cell.spot) for part in cell.text.split("\n") if part.strip()]


def number(cell: Cell, *doubts: str) -> Entry | None:
    """Points or a weight as printed, or the mark of a blank cell; None where it is no number."""
    text = narrow(cell)
    if cell.line.strip() in BLANK or _reads(printed_number, text):
        return Entry(cell.line.strip() if cell.line.strip() in BLANK else text, cell.spot, doubts)
    if clean := tidied(text):
        return Entry(clean, cell.spot, (*doubts, f"格里存的是 {text}，像是软件带出的尾数"))
    spaced = "".join(text.split())
    return Entry(spaced, cell.spot, doubts) if _reads(printed_number, spaced) else None


@lru_cache(TEXTS)
def printed_points(text: str) -> bool:
    return _reads(printed_number, text)


def amount(cell: Cell, unit: str) -> Entry | None:
    """Return an amount with its unit: the cell's own, else that of the head, else 万元 with a doubt.

    One that no data file can hold (200千元, 约20万元) is the text that is printed.
    """
    text = "".join(narrow(cell).split())
    if cell.line.strip() in BLANK:
        return Entry(cell.line.strip(), cell.spot)
    figure, own = parts_of(text)
    doubts: tuple[str, ...] = ()
    if not own and not unit:
        doubts = ("表上没有印金额的单位，按万元读",)
    printed = text if own else f"{tidied(figure) or figure}{unit}"
    written = printed if own or unit else f"{printed}万元"
    if not _reads(printed_amount, written):
        return Entry(printed, cell.spot) if is_figure(printed) else None
    value = printed_amount(written)
    if not own and (unit or "万元") == "万元" and value.value >= MOST_IN_WAN:
        doubts = (*doubts, f"按万元合 {(value.value / 10000).normalize():f}亿元，是不是以元为单位")
    if not own and tidied(figure):
        doubts = (*doubts, f"格里存的是 {figure}，像是软件带出的尾数")
    return Entry(written, cell.spot, doubts)


def rate(cell: Cell) -> Entry:
    """Return a rate as printed; one without a sign that may be a ratio or a percentage is doubted."""
    text = narrow(cell)
    if cell.line.strip() in BLANK:
        return Entry(cell.line.strip(), cell.spot)
    if not _reads(Rate.read, text):
        return Entry(cell.line.strip(), cell.spot, ("读不成百分数",))
    value = Rate.read(text)
    doubts: tuple[str, ...] = ()
    if not text.endswith("%") and 0 < value.number <= MOST_RATIO:
        doubts = (f"印的是 {text}，没有百分号，是不是 {(value.number * 100).normalize():f}%",)
    return Entry(text, cell.spot, doubts)


def readable_rate(entry: Entry) -> bool:
    """Return whether a rate may stand where the data file wants one."""
    return entry.text in BLANK or _reads(Rate.read, entry.text)


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except InvalidNumber:
        return False
    return True
