"""Names for comparing: a name without its year and trimmings, and what two names differ in."""

import re
import unicodedata
from functools import lru_cache

YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*(?:[-—~至]\s*(?:19|20)?[0-9]{2})?\s*年度?")
BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]{0,20}[)）\]】〕]$")
TRIMMINGS = re.compile(r"(?:项目|专项|工程|经费|运维|运行维护|升级改造|建设|服务)$")
BRACKETS = re.compile(r"[()（）\[\]【】〔〕\s]")


def plain(name: str) -> str:
    """A name without spaces, full-width letters, digits and brackets read as half-width ones."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def without_year(name: str) -> str:
    """A name without the year of the project."""
    return YEAR.sub("", plain(name), count=1)


def core(name: str) -> str:
    """What is left of a project's name when year, brackets and 项目 are taken away."""
    return BRACKETS.sub("", without_year(name)).replace("项目", "")


@lru_cache(4096)
def thing(name: str) -> str:
    """The system or work a project is about: its name without year, bracketed endings, 项目, 运维 and the like."""
    left = without_year(name)
    while True:
        shorter = TRIMMINGS.sub("", BRACKETED.sub("", left))
        if shorter == left or not shorter:
            return left
        left = shorter


def difference(one: str, other: str) -> tuple[str, str, int, int]:
    """What stands in each where the two differ, and how many characters before and after it are the same."""
    most = min(len(one), len(other))
    before = next((n for n in range(most) if one[n] != other[n]), most)
    after = next((n for n in range(most - before) if one[-1 - n] != other[-1 - n]), most - before)
    return one[before : len(one) - after], other[before : len(other) - after], before, after
