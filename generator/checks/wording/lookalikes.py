"""不应混用形近的字符：兼容汉字、部首、小号标点、俄文或希腊字母充当的拉丁字母、字母充当的数字、圆圈充当的“〇”。"""

import re
import unicodedata
from collections.abc import Iterator

from generator.checks.wording._quote import hits
from generator.core.diagnostic import Severity

NAME = "形近字符"
SEVERITY: Severity = "警告"
OTHER = "АВЕЅІЈКМНОРСТУХаесорхуѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧοѵνһԁ"
LATIN = "ABESIJKMHOPCTYXaecopxysijABEZHIKMNOPTYXovvhd"
TO_LATIN = str.maketrans(OTHER, LATIN)

FORM = re.compile(
    "(?!﹝\\s*[0-9０-９])(?!(?<=[0-9０-９])﹞)"  # the brackets of a document number are read elsewhere
    "[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f\ufe10-\ufe19\ufe30-\ufe6b\uff61-\uff65]"
)
FOREIGN = re.compile(f"[{OTHER}]")
LETTERS = "A-Za-z\u0370-\u03ff\u0400-\u04ff"
WORD = re.compile(f"(?<![{LETTERS}])(?=[A-Za-z]*[{OTHER}])[{LETTERS}]+")
YEAR = re.compile("[一二][〇零○◯OoＯ0一二三四五六七八九]{3}(?=年)")
RING = re.compile("[○◯OoＯ0]")
NUMBER = re.compile(r"(?<![0-9A-Za-z.,\-/_])[0-9][0-9.,]*(?:[OoIl][0-9.,OoIl]*[0-9]|[Oo]+)(?![0-9A-Za-z\-/_])")
TO_DIGIT = str.maketrans("OoIl", "0011")
TRIGGERS = (
    re.compile(f"[{OTHER}\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f\ufe10-\ufe19\ufe30-\ufe6b\uff61-\uff65]"),
    re.compile("[一二][〇零○◯OoＯ0一二三四五六七八九]{3}年"),
    re.compile("[OoIl](?<=[0-9.,].)"),
)


def check_text(text: str) -> Iterator[str]:
    """Each with the character it probably means."""
    if len(text) == 1:
        return  # a sign of comparison alone in its box, as the form prints it
    for found, _ in hits(FORM, text, lambda found: _meant(found) != found[0]):
        yield f"“{found[0]}”（U+{ord(found[0]):04X}）是形近的另一个字符，请改为“{_meant(found)}”"
    if not text.isascii():
        yield from _letters(text)


def _letters(text: str) -> Iterator[str]:
    if FOREIGN.search(text):
        for found, _ in hits(WORD, text, lambda found: _latin(found).isascii()):
            yield f"“{found[0][:20]}”里有俄文或希腊字母，请改为“{_latin(found)[:20]}”"
    for found, _ in hits(YEAR, text, lambda found: bool(RING.search(found[0]))):
        yield f"“{found[0]}年”里的零请写成“〇”：“{RING.sub('〇', found[0])}年”"
    for found, _ in hits(NUMBER, text):
        yield f"“{found[0][:20]}”里有字母充当数字，请改为“{found[0][:20].translate(TO_DIGIT)}”"


def _meant(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0]).strip() or found[0]


def _latin(found: re.Match[str]) -> str:
    return found[0].translate(TO_LATIN)
