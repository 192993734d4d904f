"""Forms of ours, as a workbook or a document: what both readers say of the form that a file names."""

from typing import get_args

from generator.forms.layouts import FormLayout
from generator.intake.drafted import PaperKind
from generator.intake.paper import Refused


def other_version(file: str, name: str, version: str) -> Refused:
    """Why a form of another version than the one in use is not read."""
    told = f"这是“{name}”第 {version} 版，不是现在用的"
    return Refused(file, f"{told}；请运行 make form 做一份新的，把内容填进去再交来")


def kind_of(layout: FormLayout) -> PaperKind:
    """The kind of paper that a form is."""
    kind: PaperKind = next(one for one in get_args(PaperKind) if one == layout.NAME)
    return kind
