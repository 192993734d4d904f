"""The book: site-wide content (everything but projects): units, schemes, frameworks, overviews, pages, settings."""

import dataclasses
import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Literal, Self
from urllib.parse import urlsplit

from generator.core.date import PartialDate
from generator.core.number import HALF_UP, Rounding, RoundingMode
from generator.core.record import Record, field
from generator.model.attached import AttachedFile
from generator.model.category import Classifier, ProblemCategory
from generator.model.correction import Correction, Withdrawal
from generator.model.glossary import Term
from generator.model.ledger import ClosingRule
from generator.model.overview import Overview
from generator.model.project import Project
from generator.model.regulation import Framework, Regulation, ScoreBand
from generator.model.report import Prose
from generator.model.result_use import ResultRule
from generator.model.sample import Sample
from generator.model.timestamp import Timestamp

CODE = re.compile(r"[0-9]{3,}\s*[-－—]\s*|[\[【［(（][0-9]{2,}[\]】］)）]\s*")
DIGITS = re.compile(r"[0-9]+")


USUAL_RANKS: Mapping[str, int] = {
    **dict.fromkeys(("优", "优秀"), 1),
    **dict.fromkeys(("良", "良好", "较好"), 2),
    **dict.fromkeys(("中", "中等", "合格", "一般"), 3),
    **dict.fromkeys(("差", "较差", "不合格"), 4),
}  # ranks from the top, for colour and order of grades without a scheme


def without_code(name: str) -> str:
    """Strip the budget code (219-…, [023]…) that forms print before a name."""
    return CODE.sub("", name, count=1) if CODE.match(name) else name


class Unit(Record):
    """单位: a budget unit or evaluator with its names; `closing` is its own closing rule, if any."""

    labels: ClassVar[tuple[str, ...]] = ("标识",)

    slug: str = field("标识")
    name: str = field("名称")
    short_names: Prose = field("简称", default=())
    former_names: Prose = field("曾用名", default=())
    kind: Literal["预算单位", "评价机构"] = field("类别", default="预算单位")
    closing: ClosingRule | None = field("销号要求", default=None)
    result_rules: Prose = field("结果应用办法", default=())

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.short_names, *self.former_names)


class Grade(ScoreBand):
    """等级: a band of scores with its word and synonyms (同义)."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    word: str = field("名称")
    synonyms: Prose = field("同义", default=())

    @property
    def words(self) -> tuple[str, ...]:
        """Every word for this rank."""
        return (self.word, *self.synonyms)


class RatingScheme(Regulation):
    """评级办法: bands of scores, verification status, and rounding of points.

    Without 等级 (区间未载) it can be referenced and listed, but gives no grade.
    """

    grades: tuple[Grade, ...] = field("等级", default=())
    mode: RoundingMode = field("舍入方式", default="四舍五入")
    places: Decimal = field("小数位数", default=Decimal(2))

    @property
    def rounding(self) -> Rounding:
        return Rounding(self.mode, int(self.places)) if self.places in range(7) else Rounding(self.mode)

    def grade(self, score: Decimal) -> Grade | None:
        """Return the band of a printed total, or None."""
        return next((grade for grade in self.grades if grade.holds(score)), None)

    def named(self, word: str) -> Grade | None:
        """Return the band of a printed word, or None."""
        return next((grade for grade in self.grades if word in grade.words), None)


def rounding_of(project: Project, scheme: RatingScheme | None) -> Rounding:
    """Return the rounding of a project's points: of its paper, else its scheme, else half up to two decimals."""
    return project.habit.rounding if project.habit else scheme.rounding if scheme else HALF_UP


def grade_rank(scheme: RatingScheme | None, word: str) -> int:
    """Return the rank of a printed grade, 1 being the best; 0 without a grade or for an unknown one."""
    grade = scheme.named(word) if scheme else None
    return scheme.grades.index(grade) + 1 if scheme and grade else USUAL_RANKS.get(word, 0)


class Site(Record):
    """网站: name, host and settings of the site."""

    name: str = field("网站名称")
    summary: str = field("简介")
    host: str = field("主办单位")
    undertaker: str = field("承办单位", default="")
    url: str = field("网址", default="")
    base: str = field("基础路径", default="/")
    identification: str = field("网站标识码", default="")
    icp: str = field("ICP备案号", default="")
    police: str = field("公安备案号", default="")
    mark: str = field("党政机关网站标识", default="")
    contact: str = field("联系方式", default="")
    reports: str = field("找错", default="")
    coverage: str = field("收录范围", default="")
    frequency: str = field("更新频率", default="")
    licence: str = field("数据许可", default="")
    citation: str = field("引用方式", default="")
    index_form: str = field("索引号格式", default="")
    openness: Literal["主动公开", "依申请公开", ""] = field("公开属性", default="")
    embedded: bool = field("嵌入", default=False)
    word: bool = field("Word下载", default=True)
    cutoff: PartialDate | None = field("数据截止日", default=None)
    closing: ClosingRule | None = field("销号要求", default=None)
    result_rules: Prose = field("结果应用办法", default=())

    @property
    def tags(self) -> tuple[tuple[str, str], ...]:
        """网站标签: meta tags of every page, empty if embedded in another site (国办发〔2017〕47号)."""
        domain = urlsplit(self.url).netloc
        tags = (("SiteName", self.name), ("SiteDomain", domain), ("SiteIDCode", self.identification))
        return () if self.embedded else tuple((name, value) for name, value in tags if value)

    @property
    def police_code(self) -> str:
        """Digits of 公安备案号, for its link."""
        return "".join(DIGITS.findall(self.police))

    def index_number(self, project: Project) -> str:
        """Return the 索引号: declared, else built by 索引号格式 from permanent values."""
        number = self.index_form.replace("{年度}", str(project.year)).replace("{标识}", project.slug)
        return project.index_number or number


class Text(Record):
    """A hand-written page of `content/pages`: address without extension, and Markdown."""

    slug: str = ""
    markdown: str = ""

    @property
    def title(self) -> str:
        """Text of the first heading."""
        return self.markdown.lstrip().split("\n", 1)[0].lstrip("# ").strip()


class SensitiveWord(Record):
    """敏感用语: words that must not be published, the reason, and longer words (例外) that may contain them."""

    labels: ClassVar[tuple[str, ...]] = ("词",)

    word: str = field("词")
    reason: str = field("理由")
    exceptions: Prose = field("例外", default=())


@dataclass(frozen=True)
class Book:
    """Site-wide content, in a fixed order; `unread` names files with mistakes, which are left out."""

    site: Site
    units: tuple[Unit, ...]
    schemes: Mapping[str, RatingScheme]
    texts: tuple[Text, ...] = ()
    frameworks: Mapping[str, Framework] = dataclasses.field(default_factory=dict)
    result_rules: Mapping[str, ResultRule] = dataclasses.field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    sensitive: tuple[SensitiveWord, ...] = ()
    files: Mapping[str, AttachedFile] = dataclasses.field(default_factory=dict)
    overviews: tuple[Overview, ...] = ()
    withdrawn: tuple[Withdrawal, ...] = ()
    corrections: tuple[Correction, ...] = ()  # site-wide ones: 一览, 评级办法, attachments
    released: bool = False  # True if the site was ever published
    timestamps: tuple[Timestamp, ...] = ()
    terms: tuple[Term, ...] = ()
    categories: tuple[ProblemCategory, ...] = ()
    samples: tuple[Sample, ...] = ()

    @property
    def taken_back(self) -> frozenset[str]:
        """Projects that were withdrawn and not republished."""
        last = {withdrawal.project: withdrawal.item for withdrawal in self.withdrawn}
        return frozenset(project for project, item in last.items() if item == "撤下")

    def unit(self, name: str) -> Unit | None:
        """Return the unit with a name, or None; a budget code before it (219-) is ignored."""
        return self._units_by_name.get(without_code(name))

    def explains(self, word: str) -> bool:
        return word in self._explained

    @cached_property
    def _explained(self) -> frozenset[str]:
        return frozenset(term.word for term in self.terms)

    def but(self, **fields: object) -> Self:
        """Return a copy with other values in some fields; lookups stay cached."""
        other = copy(self)
        vars(other).update(fields)
        return other

    def closing_rule(self, name: str) -> ClosingRule:
        """Return the rule for closing items of a unit: the unit's own, else the site's, else None."""
        unit = self.unit(name)
        return (unit.closing if unit else None) or self.site.closing or ClosingRule()

    def result_rule(self, unit: Unit | None, year: int, named: str = "") -> ResultRule | None:
        """Return the rule on the use of results of a unit and year: the named one, else the unit's, else the site's.

        None if there is none, or if two apply to the year, which a check reports.
        """
        if named:
            return self.result_rules.get(named)
        slugs = (unit.result_rules if unit else ()) or self.site.result_rules
        matches = [rule for slug in slugs if (rule := self.result_rules.get(slug)) and rule.valid_in(year)]
        return matches[0] if len(matches) == 1 else None

    @cached_property
    def classifier(self) -> Classifier:
        return Classifier(self.categories)

    @cached_property
    def _units_by_name(self) -> Mapping[str, Unit]:
        return {name: unit for unit in reversed(self.units) for name in unit.names}

    @property
    def scheme_titles(self) -> tuple[tuple[str, str], ...]:
        """Number and title of each scheme that has a number."""
        return tuple((scheme.number, scheme.name) for scheme in self.schemes.values() if scheme.number)

    @cached_property
    def units_by_slug(self) -> Mapping[str, Unit]:
        return {unit.slug: unit for unit in self.units}
