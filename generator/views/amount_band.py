"""Amount bands: which steps budgets are sorted into, the same in the filters of 查询 and among peers."""

from decimal import Decimal

AMOUNT_BANDS = (
    (10, "不足10万元"),
    (50, "10万至50万元"),
    (100, "50万至100万元"),
    (500, "100万至500万元"),
    (None, "500万元以上"),
)


def amount_band(budget: Decimal | None) -> str:
    """The band a budget (万元) lies in; at the edge of two it is the higher. Empty without a budget."""
    if budget is None:
        return ""
    return next(label for below, label in AMOUNT_BANDS if below is None or budget < below)
