"""Every lint reads any text without a stumble, and in steps that grow with the text, not with its square."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import generator.checks
from generator.checks._reading import is_met
from generator.core.registry import discover

LONG = 100_000
LINTS = [
    module
    for family in discover(generator.checks.__name__)
    for module in discover(family.__name__)
    if hasattr(module, "lint")
]
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


def long_texts() -> Iterator[str]:
    for number, piece in enumerate(REPEATED):
        yield f"{BEGINNINGS[number % len(BEGINNINGS)]}{piece * (LONG // len(piece))}{ENDS[number % len(ENDS)]}"


def lint_of(module: ModuleType) -> Callable[[str], Iterator[str]]:
    lint: Callable[[str], Iterator[str]] = module.lint
    return lint


@pytest.mark.parametrize("module", LINTS, ids=lambda module: module.__name__.rpartition("checks.")[2])
def test_a_lint_reads_long_texts_in_steps_that_grow_with_them(module: ModuleType) -> None:
    """A pattern that goes back and forth needs 10,000,000,000 steps for these: hours, which no machine makes up."""
    code = f"from tests.test_lints import *; read_all('{module.__name__}')"
    try:
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    except subprocess.TimeoutExpired as late:
        raise AssertionError(f"{module.__name__} 读不完：{(late.stdout or b'')[-200:]!r}") from None
    assert ran.returncode == 0, ran.stderr


def read_all(name: str) -> None:
    """What the process above does; the text it reads is printed first, so that one knows where it stuck."""
    module = next(module for module in LINTS if module.__name__ == name)
    for text in long_texts():
        print(repr(text[:12]), flush=True)
        seen = is_met(module.SIGNS, text)
        for told in lint_of(module)(text):
            assert seen and len(told) < 400


@given(TEXTS)
@example("")
@example(" ")
@example("\U0010ffff")
def test_a_lint_never_stumbles(text: str) -> None:
    for module in LINTS:
        for told in lint_of(module)(text):
            assert told.strip() == told, f"{module.NAME}：{told!r}"
            assert told, module.NAME
            assert is_met(module.SIGNS, text), f"{module.NAME}：SIGNS 里没有一个与 {text!r} 相合，这段文字不会问到它"
