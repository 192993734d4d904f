"""Indicators that score the execution of the budget, whatever a paper calls them."""

import re
from functools import lru_cache

from generator.model.project import Indicator
from generator.rules.execution import Execution

EXECUTED = re.compile(
    "(?:项目|本年|本年度|年度|全年|当年)?(?:预算|资金|经费|预算资金|项目资金|财政资金|专项资金)"
    "(?:支出)?(?:执行率|执行情况|支出率|支出进度|执行进度|支出执行率)"
)
MARKS = re.compile(r"[（(].*?[）)]|[\s、，,：:]|^[A-Za-z0-9.]+|示例")


def scores_execution(leaf: Indicator) -> bool:
    """Whether an indicator is scored by the rule of execution, or its name says nothing else."""
    return isinstance(leaf.rule, Execution) or _names_execution(leaf.name)


@lru_cache(4096)
def _names_execution(name: str) -> bool:
    return EXECUTED.fullmatch(MARKS.sub("", name)) is not None


def base_of(leaf: Indicator) -> str:
    """What spending is divided by; the budget of the year where nothing else is said."""
    return leaf.rule.base if isinstance(leaf.rule, Execution) else "全年预算"
