"""Recognised papers: what kind of form a paper is, the values read from it, and what was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.intake.drafted import Node
from generator.intake.paper import Spot

PaperKind = Literal["自评表", "信息表", "评价报告", "指标评分表", "整改情况表", "复核底稿"]


@dataclass(frozen=True)
class Leftover:
    """Something of a paper that no value was made of: its words, where they stand, and why, if that is known."""

    text: str
    spot: Spot
    why: str = ""


@dataclass(frozen=True)
class Recognised:
    """One project of a paper: the kind of form, its values as a tree under the keys of a data file.

    `year` is the paper's, "" where it prints none; `project` (`2017/shipin-huiyi`) stands only on forms of ours.
    `left_out` counts names of persons and telephone numbers that were not taken.
    """

    kind: PaperKind
    values: Mapping[str, Node]
    year: str = ""
    project: str = ""
    unused: tuple[Leftover, ...] = ()
    left_out: int = 0
    complete: bool = field(default=False)  # a form of ours: what it leaves blank is blank
