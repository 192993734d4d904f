"""自评与复核的等级: number of projects by grade, in self-evaluation and in reexamination (复核)."""

from collections import Counter

from generator.charts import Chart
from generator.charts._stack import StackPart, stack
from generator.views import Portfolio

PAGE, ORDER, MIN_PROJECTS = "analysis", 1, 5


def chart(portfolio: Portfolio) -> Chart | None:
    """Draw one row for each; None for fewer than `MIN_PROJECTS` projects with both grades."""
    graded = portfolio.pairs.graded
    if len(graded) < MIN_PROJECTS:
        return None
    grades = {"自评": [row.pair.own for row in graded], "复核": [row.pair.reexamined for row in graded]}
    ranks = {name: Counter(total.grade_rank for total in totals) for name, totals in grades.items()}
    words: dict[int, dict[str, None]] = {}
    for total in (total for totals in grades.values() for total in totals):
        words.setdefault(total.grade_rank, {})[total.grade] = None
    parts = [
        StackPart("／".join(words[rank]), rank, [counts[rank] for counts in ranks.values()]) for rank in sorted(words)
    ]
    return Chart(
        id="reexamination",
        title="自评等级与复核等级",
        sentence=f"两个等级都有的 {len(graded)} 个项目，上为自评，下为复核。",
        header=("等级", *ranks),
        rows=tuple((part.word, *map(str, part.counts)) for part in parts),
        drawings=stack(list(ranks), parts),
    )
