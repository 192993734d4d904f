"""不应有没显示出来的字：方框、问号、自造字，或者并列的名称里空出一格。"""

import re
from collections.abc import Iterator

from generator.checks.wording._quote import HAN, hits
from generator.core.diagnostic import Severity

NAME = "缺字"
SEVERITY: Severity = "警告"
SURE = re.compile("[\ufffd〓\ue000-\uf8ff\U000f0000-\U0010fffd\u2ff0-\u2fff]+")
BOX = re.compile(f"(?<=[{HAN}、“])[□■▢]+(?=[{HAN}、，。；”])")
ANY_BOX = re.compile("[□■▢☐☑☒]+")
MARK = re.compile(f"(?<=[{HAN}])[?？]+(?=[{HAN}])")
ASKED = re.compile("[吗呢么何哪谁几否怎]|多少|有无|能不")
ANY = re.compile("[\ufffd〓\ue000-\uf8ff\U000f0000-\U0010fffd\u2ff0-\u2fff□■▢?？]|、[ \u3000\u00a0]|[ \u3000\u00a0]、")
TRIGGERS = (
    re.compile("[\ufffd〓\ue000-\uf8ff\U000f0000-\U0010fffd\u2ff0-\u2fff□■▢?？]"),
    *(re.compile(f"{blank}(?:、|(?<=、.))") for blank in " \u3000\u00a0"),
)
STOP = re.compile("[。；！]")
BLANK = re.compile(f"、[ \u3000\u00a0]+(?=[{HAN}]{{1,3}}[、，；。和及等])|(?<=、)[{HAN}]{{1,3}}[ \u3000\u00a0]+(?=、)")


def check_text(text: str) -> Iterator[str]:
    """A sign that stands for a character, or the place where one was."""
    if ANY.search(text):
        yield from _lost(text)


def _lost(text: str) -> Iterator[str]:
    for found, quoted in hits(SURE, text):
        yield f"“{quoted}”中的“{_shown(found[0][0])}”处有字没有显示出来，请对照原件补上"
    if len(ANY_BOX.findall(text)) == 1:  # two boxes are boxes to tick
        for found, quoted in hits(BOX, text):
            yield f"“{quoted}”中的“{found[0][:3]}”像是没有显示出来的字，请对照原件补上"
    for found, quoted in hits(MARK, text, lambda found: len(found[0]) > 1 or not _is_question(text, found.start())):
        yield f"“{quoted}”中的“{found[0][:3]}”像是没有显示出来的字，请对照原件补上"
    for _, quoted in hits(BLANK, text):
        yield f"“{quoted}”的并列名称里空了一格，像是漏了一个少见的字，请对照原件补上"


def _shown(char: str) -> str:
    """Private characters have no shape outside the machine they were made on; their number has."""
    return f"U+{ord(char):04X}" if char >= "\ue000" else char


def _is_question(text: str, end: int) -> bool:
    """Whether the sentence before a question mark asks something."""
    before = text[max(0, end - 60) : end]
    return bool(ASKED.search(STOP.split(before)[-1]))
