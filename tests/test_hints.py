"""Hints: what the checks advise never changes a fact of a paper; figures, signs, weights and grades are the paper's."""

import re

from tests.support.cases import HOME

FACTS = "方向|目标值?|权重|得分|分值|金额|支出|预算|执行率|得分率|等级|评价结论|结论|评级办法|实际值"
ADVICE = re.compile(
    rf"(?:请|或|可以?)(?:把|将)?“?(?:改正?|换用?|调整|更改|降低|提高|调低|调高)(?:成|为|用)?(?:别的|其他)?“?(?:{FACTS})”?"
)
ASKS_FOR_MORE = re.compile("改用别的评级办法|请补写“?评价结论|请填写?评级办法|至少填写")
TOLD = re.compile(r"^[^<>=#\n]*?：(?P<text>.+)  \[(?P<check>[^\]\n]+)\]$", re.M)


def advised() -> list[tuple[str, str]]:
    """Every line that check answers in the cases: the name of the check and the message."""
    texts = (path.read_text("utf-8") for path in sorted(HOME.rglob("*.case")))
    return [(match["check"], match["text"]) for text in texts for match in TOLD.finditer(text)]


def test_no_hint_suggests_changing_a_fact_of_the_paper() -> None:
    lines = advised()
    assert len({check for check, _ in lines}) > 100
    assert [line for line in lines if ADVICE.search(line[1]) or ASKS_FOR_MORE.search(line[1])] == []


def test_the_pattern_finds_such_hints() -> None:
    for text in ("请改权重", "或改用别的评级办法", "请换用其他等级", "请改正得分"):
        assert ADVICE.search(text), text
    assert not ADVICE.search("请对照原件核对权重")
