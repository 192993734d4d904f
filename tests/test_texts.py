"""What a text says: read at once or looked at closely, the value is the same, and what is refused is told."""

from generator.core.diagnostic import Diagnostic
from generator.load.reader import INVALID, RecordReader
from generator.load.schema import FieldSchema, clear_words, plan_of
from generator.load.source import compose
from generator.model.project import Project
from tests.support.fuzzing import nouns

TEXTS = ("12", "12.50", "-3", "1,204.5", "97.45分", "98.09%", "1,204.5 %", "7.5万", "3亿元", "52,410.88万元", "2018-06",
         "2018年5月下旬", "2018-02-30", "2021—2024", "是", "否", "部分", "/", "无", "—", "未载明", "https://example.org/a",
         "甲")  # fmt: skip


def closely(step: FieldSchema, text: str) -> tuple[object, list[Diagnostic]]:
    """The value that the reader finds by looking at a text closely, and what it tells of it."""
    reader = RecordReader("x.yml")
    return reader.text(step.type, compose(f"'{text}'"), "甲", "乙"), reader.diagnostics


def test_a_text_means_the_same_whether_it_is_read_at_once_or_looked_at_closely() -> None:
    steps = [step for noun in nouns(Project) for step in plan_of(noun).fields.values() if step.meaning]
    seen = {"said": 0, "refused": 0}
    for step in {(step.type, step.meaning): step for step in steps}.values():
        assert step.meaning
        for text in (*TEXTS, *step.type.words):
            value, diagnostics = closely(step, text)
            known = step.meaning(text)
            assert (known is None) == (value is INVALID) == bool(diagnostics), (step.type, text)
            assert known is None or (type(known[0]), known[0]) == (type(value), value)
            seen["refused" if known is None else "said"] += 1
    assert min(seen.values()) > 100


def test_words_that_may_mean_nothing_or_are_still_to_come_are_looked_at_closely() -> None:
    assert clear_words(compose("甲")) == "甲"
    assert clear_words(compose("'~'")) == ""
    assert [clear_words(compose(text)) for text in ("待填", "~", "null", '"甲"', "[甲]", "''")] == [""] * 6
