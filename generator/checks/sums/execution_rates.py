"""公布的预算执行率应等于支出 ÷ 预算（按公布的位数四舍五入）；支出超过预算的要核对。"""

from collections.abc import Iterator

from generator.checks import Finding
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.report import Budget, Part
from generator.model.scores import ScoreBook
from generator.number import Percent, percent, share

NAME = "执行率不符"
SEVERITY: Severity = "错误"


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Divide, for the whole budget and for each sub-project."""
    for project in book.projects:
        lines: tuple[Budget | Part, ...] = (project.budget, *project.budget.parts)
        for line in lines:
            if line.spent is None:
                continue
            ratio = share(line.spent.value, line.amount.value)
            if line.spent.value > line.amount.value:
                yield line, "spent", f"支出 {line.spent.text} 超过预算 {line.amount.text}，请核对"
            if line.rate and ratio is not None:
                computed = percent(ratio, line.rate.places)
                if Percent.read(computed).value != line.rate.value:
                    sum_of = f"{line.spent.text} ÷ {line.amount.text}"
                    yield (
                        line,
                        "rate",
                        f"公布执行率 {line.rate.text}，{sum_of} 应为 {computed}，请核对金额和执行率",
                    )
            elif line.rate and ratio is None:
                yield line, "amount", "预算金额为 0，却公布了执行率，请核对预算金额"
