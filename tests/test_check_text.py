"""Every check of texts reads any text without a stumble, and in steps that grow with the text, not with its square."""

import re
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from generator.checks.discovery import text_checks
from generator.checks.text_index import BREAK

LONG = 20_000
MOST_SECONDS = 30  # of the processor, which a busy machine does not change; steps that grow with the texts take two
# What patterns begin with, run on and stop at, said over and over, each with an end that no pattern hopes for.
REPEATED = (
    *"的在目一年月日无统区字请某XOo×0159.,;:-+%％ 　\t\n、，。；：！？!?（）()《》“”〔〕【】[]#*_＿…—/\\@=≥□■�①а⼀２Ａ",
    "1.", "1,", "a.", "a ", "汉 ", " 、", "， ", "（ ", "《<", "“汉", "（请", "年 ", "统统", "的的", "系统系统",
    "12个", "1%", "1元", "9.99999999", "0.0000001", "2O", "1a@b.c", "〔2014〕", "二○一八年", "不超过", "200字",
    "XX年", "一是", "第1条", "2018年", "；1.",
)  # fmt: skip
BEGINNINGS = ("", "汉1", "（")
ENDS = ("", "汉", "!", "0", "x", "）", "号")
PIECES = st.sampled_from([*REPEATED, "汉", "运维", "了了", "万元", "号", "以内", "\ue000", "\U0002f800", "\U0010ffff"])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join))


def holds_any(patterns: Sequence[re.Pattern[str]], text: str) -> bool:
    """Whether a text that stands alone holds one of the patterns."""
    return any(pattern.search(f"{BREAK}{text}") for pattern in patterns)


def long_texts() -> Iterator[str]:
    for number, piece in enumerate(REPEATED):
        yield f"{BEGINNINGS[number % len(BEGINNINGS)]}{piece * (LONG // len(piece))}{ENDS[number % len(ENDS)]}"


def test_every_check_reads_long_texts_in_steps_that_grow_with_them() -> None:
    """A pattern that goes back and forth needs 400,000,000 steps for each of these: longer than it is given."""
    code = "from tests.test_check_text import *; read_all()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"没有读完：{ran.stdout[-200:]}{ran.stderr}"
    read = [line for line in ran.stdout.splitlines() if not line.startswith(" ")]
    assert read == [check.name for check, _ in text_checks()]


def read_all() -> None:
    """What the process above does; the check and the text it reads are printed first: one knows where it stuck."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    texts = list(long_texts())
    for check, search in text_checks():
        print(check.name, flush=True)
        for text in texts:
            print("", repr(text[:12]), flush=True)
            triggered = holds_any(search.triggers, text)
            for message in search.check(text):
                assert triggered and len(message) < 400


@given(TEXTS)
@example("")
@example(" ")
@example("\U0010ffff")
def test_a_check_never_stumbles(text: str) -> None:
    for check, search in text_checks():
        for message in search.check(text):
            assert message.strip() == message, f"{check.name}：{message!r}"
            assert message, check.name
            assert holds_any(search.triggers, text), (
                f"{check.name}：triggers 里没有一个与 {text!r} 相合，这段文字不会问到它"
            )
