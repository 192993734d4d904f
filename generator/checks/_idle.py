"""Idle waivers (豁免无效): those that answer nothing, which are told only once all that they may answer is known."""

from collections.abc import Collection, Iterator

from generator.checks._texts import all_waivers
from generator.checks.discovery import checks_by_name
from generator.core.diagnostic import Diagnostic
from generator.core.record import Record

Idle = tuple[str, Diagnostic]  # the name of a check, and what is told of a waiver of it that answers nothing


def idle_waivers(top: Record, complete: bool) -> Iterator[Idle]:
    """A diagnostic for every waiver, for the case that nothing needs it; not where the checks were not `complete`."""
    for waiver in all_waivers(top):
        check = checks_by_name().get(waiver.check)
        if not check or not check.waivable:
            message = f"“{waiver.check}”不是可以豁免的校验，请照 make check 列出的提示末尾方括号里的词写"
            yield waiver.check, Diagnostic(waiver.at(), message, "豁免无效")
        elif complete:
            message = f"这一处现在没有“{waiver.check}”，请删去这条豁免，或把内容改写在“备注”里"
            yield waiver.check, Diagnostic(waiver.at(), message, "豁免无效", "警告")


def stays_idle(name: str, told: Diagnostic, unread: Collection[str], with_errors: Collection[str]) -> bool:
    """A file with errors may need its waivers yet, and so may one that is held against files that cannot be read.

    Those that no check knows are idle for ever.
    """
    if told.severity == "错误":
        return True
    beside = any("/projects/" not in file for file in unread)
    compared = bool(unread) and checks_by_name()[name].comparison is not None
    return not (beside or compared or told.place.file in with_errors)
