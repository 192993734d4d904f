"""Draft file: what was recognised in a paper as the text of a new data file, complete with what every data file needs.

Its head names the paper and the checksum of its bytes, by which the same paper is known again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NamedTuple

from generator.core.diagnostic import UNFILLED, UNVERIFIED, one_line
from generator.core.record import keys_of
from generator.intake.drafted import Entry, Node, draft_lines
from generator.intake.recognised import PaperKind, Recognised
from generator.model.project import Project

CHECKSUM_CHARS = 16
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
OWN_KINDS: tuple[PaperKind, ...] = ("自评表", "信息表", "整改情况表")  # 类别 of a source; all else is a report
REQUIRED = ("项目名称", "项目单位")
HEAD = f"""\
# {{name}}
# 由 make import 起草，读自{{kind}}。每个值取自来件哪一处，见 build/import 里的对照页。
# 读的时候有过猜测的，行尾写着{UNVERIFIED}的事项：对照来件看过，无误后删去行尾那几个字；全都核对过，网站才会生成。
# 来件空着的照空：没有的项目不补，也不写 0。“{UNFILLED}”的地方是来件没有、数据文件又必须有的。
# 来件 {{file}}，校验码 {{checksum}}，第 {{number}} 项
"""
ORIGIN = re.compile(r"^# 来件 .*，校验码 ([0-9a-f]{16})，第 (\d+) 项\r?$", re.M)
HEAD_BYTES = 4096


class Origin(NamedTuple):
    """The paper that a draft came from: the checksum of its bytes, and the how-manieth project of it."""

    checksum: str
    number: int


@dataclass(frozen=True)
class Drafting:
    """One project of a paper on its way to a data file: what was recognised, the paper's name, where it came from."""

    recognised: Recognised
    file: str
    origin: Origin

    def text(self, name: str) -> str:
        """A text at the top of the paper's values, "" where it has none."""
        found = self.recognised.values.get(name)
        return found.text.strip() if isinstance(found, Entry) else ""

    def year(self, newest: str) -> tuple[str, str]:
        """The year it belongs to, and the doubt about it: by the file's name, the project's, the newest there is."""
        if found := YEAR.findall(self.recognised.year or self.text("年度")):
            return found[-1], ""
        if found := YEAR.findall(self.file):
            return found[-1], f"来件里没有印年度，按文件名放在 {found[-1]} 年"
        if found := YEAR.findall(self.text("项目名称")):
            return found[-1], f"来件和文件名里都没有年度，按项目名称放在 {found[-1]} 年"
        moved = "不对的请把文件移到那一年的文件夹里"
        return newest, f"来件和文件名里都没有年度，暂放在已有数据最新的 {newest} 年，{moved}"


def origin_of(raw: bytes) -> Origin | None:
    """The paper that a data file was drafted from, if its head still says so."""
    found = ORIGIN.search(raw[:HEAD_BYTES].decode("utf-8", "ignore"))
    return Origin(found[1], int(found[2])) if found else None


def complete_values(drafting: Drafting, doubt: str) -> Mapping[str, Node]:
    """The paper's values in the order of a data file, with what each must have; `doubt` is about the year."""
    values = dict(drafting.recognised.values)
    if drafting.recognised.year and "年度" not in values:
        values["年度"] = Entry(drafting.recognised.year)
    for key in REQUIRED:
        if not drafting.text(key):
            values[key] = Entry(UNFILLED)
    name = values["项目名称"]
    if doubt and isinstance(name, Entry):
        values["项目名称"] = replace(name, doubts=(*name.doubts, doubt))
    values.setdefault("来源", [_source(drafting)])
    order = [key for key in keys_of(Project) if key in values]
    return {key: values[key] for key in (*order, *(key for key in values if key not in order))}


def _source(drafting: Drafting) -> Mapping[str, Node]:
    """The paper itself as a public document; a file's name is not always the title."""
    kind = drafting.recognised.kind
    if drafting.recognised.complete:  # a form of ours bears its title, whatever its file is called
        title = Entry(f"《{drafting.text('项目名称')}{kind}》")
    else:
        title = Entry(f"《{PurePath(drafting.file).stem}》", None, ("来件没有公开文件的名称，按文件名写",))
    return {"文件": title, "类别": Entry(kind if kind in OWN_KINDS else "报告")}


def draft_text(drafting: Drafting, values: Mapping[str, Node]) -> str:
    """The whole file."""
    head = HEAD.format(
        name=one_line(drafting.text("项目名称") or drafting.file),
        kind=drafting.recognised.kind,
        file=one_line(drafting.file),
        checksum=drafting.origin.checksum,
        number=drafting.origin.number,
    )
    return head + "".join(f"{line.text}\n" for line in draft_lines(values))
