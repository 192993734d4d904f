"""各年度问题整改: number of problems by year and state (corrected, under way, unanswered)."""

from generator.charts import Chart
from generator.charts._stack import StackPart, stack
from generator.model.project import RECTIFICATION_STATES
from generator.views import Portfolio

PAGE, ORDER = "home", 1
MIN_YEARS, MIN_PROBLEMS = 2, 5


def chart(portfolio: Portfolio) -> Chart | None:
    """Draw one row a year, newest first; None for a single year or fewer than `MIN_PROBLEMS` problems."""
    years = [(year, own.totals) for year, own in portfolio.by_year if own.totals.problems]
    everything = portfolio.totals
    if len(years) < MIN_YEARS or everything.problems < MIN_PROBLEMS:
        return None
    states = dict(everything.states)
    newest, latest = years[0]
    counted = "、".join(f"{state} {count} 个" for state, count in latest.states)
    return Chart(
        id="rectification",
        title=f"{everything.years_span}评价发现的问题的整改进展（本站归类）",
        sentence=f"{newest} 年度的 {latest.problems} 个问题中，{counted}。",
        header=("年度", *states, "合计"),
        rows=tuple(
            (f"{year}年度", *(str(totals.by_state.get(state, 0)) for state in states), str(totals.problems))
            for year, totals in years
        ),
        drawings=stack(
            [str(year) for year, _ in years],
            [
                StackPart(
                    state, RECTIFICATION_STATES.index(state) + 1, [own.by_state.get(state, 0) for _, own in years]
                )
                for state in states
            ],
        ),
    )
