"""New data files (起草): drafted from options and answers at a terminal; existing files are never overwritten."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.checks import ProjectRef
from generator.core.diagnostic import UNFILLED
from generator.draft import DraftPlan, draft
from generator.load import SLUG, YEAR
from generator.model.book import Book, RatingScheme
from generator.model.project import Project
from generator.model.regulation import Framework

Ask = Callable[[str], str]
T = TypeVar("T")
S = TypeVar("S", RatingScheme, Framework)
OPEN = re.compile(f"(?:: |- ){UNFILLED}(?=$|[,}}])")
NONE = "无"
LONGEST_NAME = 100


class InvalidAnswer(Exception):
    """Answer or option that cannot be used; the message says why and what is accepted."""


class DraftError(Exception):
    """File that cannot be written; the message says why."""


@dataclass
class Answers:
    """Answers so far, "" for none; `last` is the id of an earlier year's project."""

    year: str = ""
    last: str = ""
    slug: str = ""
    name: str = ""
    unit: str = ""
    framework: str = ""
    scheme: str = ""


@dataclass(frozen=True)
class ExistingContent:
    """Existing content: site-wide data, projects by id, and files that could not be read.

    `read` returns a project by id.
    """

    book: Book
    projects: Mapping[str, ProjectRef]
    unread: Collection[str]
    read: Callable[[str], Project]


def new(content: Path, existing: ExistingContent, given: Answers, ask: Ask | None) -> tuple[Path, int]:
    """Write the draft; return path and number of 待填. Without `ask`, missing answers raise `InvalidAnswer`."""
    plan = _Prompter(existing, given, ask).plan()
    file = content / "projects" / plan.year / f"{plan.slug}.yml"
    text = draft(plan)
    taken = next((other for ending in (".yml", ".yaml") if (other := file.with_suffix(ending)).exists()), None)
    if taken:
        names = "、".join(sorted(path.stem for path in file.parent.glob("*.y*ml")))
        raise DraftError(f"{taken} 已经有了，没有改动它。请换一个文件名；{plan.year} 年现有：{names}。")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as paper:
            paper.write(text)
    except OSError:
        raise DraftError(f"写不了 {file}，请检查文件夹是否存在、是否有写入权限。") from None
    return file, sum(_counts(line) for line in text.splitlines())


def plan_of(existing: ExistingContent, answers: Answers) -> DraftPlan:
    """Return the plan of a draft. Raises `InvalidAnswer` for wrong or missing answers."""
    return _Prompter(existing, answers, None).plan()


def _counts(line: str) -> int:
    """Return the number of open values (待填) on a line, comments excluded."""
    return 0 if line.lstrip().startswith("#") else len(OPEN.findall(line.partition("  # ")[0]))


class _Prompter:
    """Dialogue for missing answers; each is validated before the next question."""

    def __init__(self, existing: ExistingContent, answers: Answers, ask: Ask | None) -> None:
        self.existing, self.book, self.projects = existing, existing.book, existing.projects
        self.answers, self.ask = answers, ask

    def plan(self) -> DraftPlan:
        """Ask for the missing parts of a plan; an empty line takes the value of last year's file."""
        year = self._get("year", "年度", "评价哪一年的项目，也是所在的文件夹，四位数字", _year)
        words = f"照上年的哪个文件，现有：{'、'.join(self.projects) or NONE}"
        last = self._get("last", "上年文件", words, lambda text: self._last(text, year), NONE)
        slug = self._get("slug", "文件名", "用作网页地址，如 shipin-huiyi", _slug, last.slug if last else "")
        before = last.name.replace(str(last.year), year) if last else ""
        name = self._get("name", "项目名称", "全称", _name, before)
        unit = self._get("unit", "项目单位", self._units(), self._unit, last.unit if last else "")
        words = f"{NONE}（{'沿用上年的' if last else '只填信息表'}）；{_listed(self.book.frameworks)}"
        needed = self.ask and not last
        framework = self._get("framework", "指标体系", words, self._framework, "" if needed else NONE)
        words = f"{NONE}（原文没有写明）；{_listed(self.book.schemes)}"
        before = last.evaluation.scheme if last else ""
        scheme = self._get("scheme", "评级办法", words, self._scheme, before or ("" if needed else NONE))
        plan = DraftPlan(year, slug, name=name, unit=unit, scheme=scheme, framework=framework, last=last)
        same = next((p for p in self.projects.values() if p.series == plan.series and str(p.year) == year), None)
        if same:
            raise InvalidAnswer(f"{year} 年已有系列“{plan.series}”的项目 {same.id}，请换一个年度或文件名")
        return plan

    def _get(self, field: str, label: str, words: str, read: Callable[[str], T], default: str = "") -> T:
        """Return the parsed option, or the answer at the terminal, repeating the question until it is valid."""
        option = {"last": "--from"}.get(field, f"--{field}")
        if text := getattr(self.answers, field).strip():
            try:
                return read(text)
            except InvalidAnswer as wrong:
                raise InvalidAnswer(f"{option}：{wrong}") from None
        if self.ask is None:
            if default:
                return read(default)
            raise InvalidAnswer(f"请用 {option} 写明{label}（{words}）")
        prompt = question = _question(label, words, default)
        while True:
            try:
                return read(self.ask(prompt).strip() or default)
            except InvalidAnswer as wrong:
                prompt = f"{wrong}。\n{question}"

    def _last(self, text: str, year: str) -> Project | None:
        if text == NONE:
            return None
        if text not in self.projects:
            where = "还有错误或待填，请先改正" if self._is_unread(text) else "找不到"
            raise InvalidAnswer(f"“{text}”{where}；现有：{'、'.join(self.projects) or NONE}")
        if self.projects[text].year >= int(year):
            raise InvalidAnswer(f"“{text}”不在 {year} 年之前，请选较早年度的")
        return self.existing.read(text)

    def _is_unread(self, project: str) -> bool:
        return any(
            file.endswith(f"projects/{project}.{ending}") for ending in ("yml", "yaml") for file in self.existing.unread
        )

    def _unit(self, text: str) -> str:
        if self.book.unit(text):
            return text
        raise InvalidAnswer(f"units.yml 里没有“{text}”，请改正，或先在 units.yml 登记；{self._units()}")

    def _units(self) -> str:
        return f"现有：{'、'.join(unit.name for unit in self.book.units if unit.kind == '预算单位') or NONE}"

    def _framework(self, text: str) -> Framework | None:
        return None if text == NONE else _pick(self.book.frameworks, text, "指标体系框架")

    def _scheme(self, text: str) -> RatingScheme | None:
        return None if text == NONE else _pick(self.book.schemes, text, "评级办法")


def _pick(entries: Mapping[str, S], text: str, kind: str) -> S:
    if text in entries:
        return entries[text]
    raise InvalidAnswer(f"没有“{text}”这个{kind}；现有：{_listed(entries)}")


def _listed(entries: Mapping[str, S]) -> str:
    return "；".join(f"{slug} {entry.name}" for slug, entry in entries.items()) or NONE


def _year(text: str) -> str:
    if YEAR.fullmatch(text) and text.isascii():
        return text
    raise InvalidAnswer(f"“{text}”不是年度，请写四位数字，如 2018")


def _slug(text: str) -> str:
    if SLUG.fullmatch(text) and text != "index":
        return text
    raise InvalidAnswer(f"“{text}”不能作文件名，只能用小写字母、数字和连字符，如 shipin-huiyi")


def _name(text: str) -> str:
    if text and text.isprintable() and len(text) <= LONGEST_NAME:
        return text
    raise InvalidAnswer(f"项目名称请写成一行文字，1 到 {LONGEST_NAME} 个字")


def _question(label: str, words: str, default: str) -> str:
    choices = words.split("；")
    choice_words = "，可写：\n" + "".join(f"  {word}\n" for word in choices) if len(choices) > 1 else f"（{words}）"
    return f"{label}{choice_words}{f'[{default}]' if default else ''}："
