"""结果应用: number of projects by year and verdict on the use of their result."""

from generator.charts import Chart, _style
from generator.charts._stack import StackPart, stack
from generator.views import Portfolio

PAGE, ORDER, MIN_PROJECTS = "analysis", 2, 5
LOOKS = {"一致": 1, "例外": 4, "不可判定": 0}  # as of the grades, 0 muted


def chart(portfolio: Portfolio) -> Chart | None:
    """Draw one row a year, newest first; None for fewer than `MIN_PROJECTS` projects."""
    years = [(year, own.result_use) for year, own in portfolio.by_year if own.result_use.count][: _style.MAX_ROWS]
    if portfolio.result_use.count < MIN_PROJECTS:
        return None
    parts = [
        StackPart(word, look, [own.by_verdict.get(word, 0) for _, own in years])
        for word, look in LOOKS.items()
        if portfolio.result_use.by_verdict.get(word)
    ]
    return Chart(
        id="result-use",
        title="评价结果应用与办法是否一致（本站核算）",
        sentence=f"{portfolio.result_use.count} 个项目，按年度；不可判定的，是办法没有规定或公布的数不足。",
        header=("年度", *(part.word for part in parts)),
        rows=tuple(
            (f"{year}年度", *(str(part.counts[place]) for part in parts)) for place, (year, _) in enumerate(years)
        ),
        drawings=stack([str(year) for year, _ in years], parts),
    )
