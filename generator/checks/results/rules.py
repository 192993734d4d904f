"""Rules on the use of results: registered, complete and without overlap."""

from collections.abc import Iterator
from itertools import combinations

from generator.checks import Violation, check, site_check
from generator.checks.naming.registered import is_unread
from generator.model.book import Book, Site, Unit
from generator.model.project import Project
from generator.model.result_use import ResultAction, ResultRule


@check("应用办法未登记", "错误", waivable=False)
def rules_known(project: Project, book: Book) -> Iterator[Violation]:
    """site.yml、units.yml 和数据文件写的结果应用办法，在 actions 文件夹里要有同名文件，并且管得着项目的年度。"""
    use = project.use
    if use is None or not use.rule:
        return
    rule = book.result_rules.get(use.rule)
    if rule is None and not is_unread(book, f"actions/{use.rule}"):
        yield use, "rule", _missing_rule(book, use.rule)
    elif rule and not rule.valid_in(project.year):
        text = f"“{use.rule}”不管 {project.year} 年度的项目，请核对；单位和年度已经定了办法的，删去“办法”一行"
        yield use, "rule", text


@site_check.part_of(rules_known)
def rules_known_to_site(book: Book) -> Iterator[Violation]:
    holders: tuple[Site | Unit, ...] = (book.site, *book.units)
    for holder in holders:
        for place, slug in enumerate(holder.result_rules):
            if slug not in book.result_rules and not is_unread(book, f"actions/{slug}"):
                yield holder, ("result_rules", place), _missing_rule(book, slug)


def _missing_rule(book: Book, slug: str) -> str:
    return f"没有“{slug}”这个结果应用办法，请核对；现有：{'、'.join(book.result_rules) or '无'}"


@site_check("应用办法重叠", "错误", waivable=False)
def rules_overlap(book: Book) -> Iterator[Violation]:
    """一个单位（没有写的，看全站）的结果应用办法，各管各的年度，不重叠；两个都管的年度不知道按哪个。"""
    holders: tuple[Site | Unit, ...] = (book.site, *book.units)
    for holder in holders:
        rules = [
            (n, book.result_rules[slug]) for n, slug in enumerate(holder.result_rules) if slug in book.result_rules
        ]
        for (_, rule), (place, other) in combinations(rules, 2):
            both = _valid_years(rule) & _valid_years(other)
            if both:
                text = (
                    f"“{other.slug}”与“{rule.slug}”都管 {min(both)} 年度的项目，请写明两个办法的“起始年度”“终止年度”，"
                    "使它们不重叠"
                )
                yield holder, ("result_rules", place), text


def _valid_years(rule: ResultRule) -> set[int]:
    return set(range(rule.first or 1949, (rule.last or 2100) + 1))


@site_check("应用措施", "错误", waivable=False)
def rule_actions(book: Book) -> Iterator[Violation]:
    """结果应用办法的措施写得清楚：按等级或按分值只用一种，等级、分值不重，比例和幅度写在用得着的措施上。"""
    for rule in book.result_rules.values():
        if rule.first and rule.last and rule.first > rule.last:
            yield rule, "last", f"终止年度 {rule.last} 早于起始年度 {rule.first}，请核对", ((rule, "first"),)
        for action in rule.actions:
            yield from _single_action(action)
        yield from _action_pairs(rule)


def _single_action(action: ResultAction) -> Iterator[Violation]:
    limits = (action.lower, action.upper, action.lower_closed, action.upper_closed)
    banded, whole = any(limit is not None for limit in limits), None not in limits
    if not action.grades and not whole:
        yield action, "grades", "没有写哪些等级，分值区间也不全，请写“等级”，或把下限、上限、含下限、含上限四项写全"
    elif action.grades and banded:
        yield action, "grades", "写了等级，又写了分值区间，不知道按哪个，请只留一种"
    if action.cut and action.kind != "核减":
        yield action, "cut", f"“{action.kind}”没有核减比例，请核对；要核减的把“应用”改为“核减”", ((action, "kind"),)
    if action.cut and not 0 < action.cut.value <= 1:
        yield action, "cut", f"核减比例 {action.cut.text} 应大于 0%，不超过 100%"
    if action.margin and action.kind != "保持":
        yield action, "margin", f"“{action.kind}”没有幅度，请核对；只有“保持”可以写幅度", ((action, "kind"),)


def _action_pairs(rule: ResultRule) -> Iterator[Violation]:
    for action, other in combinations(rule.actions, 2):
        if same := [grade for grade in other.grades if grade in action.grades]:
            yield other, "grades", f"“{'、'.join(same)}”有两种措施，请只留一处", ((action, "grades"),)
        if _bands_overlap(action, other):
            yield other, "lower", "与前面一个分值区间重叠，同一个分值有两种措施，请核对上下限", ((action, "lower"),)


def _bands_overlap(band: ResultAction, other: ResultAction) -> bool:
    """Return whether some score is in both bands: the middle of what they share is, or their one common limit."""
    if band.lower is None or band.upper is None or other.lower is None or other.upper is None:
        return False
    middle = (max(band.lower, other.lower) + min(band.upper, other.upper)) / 2
    return band.holds(middle) and other.holds(middle)
