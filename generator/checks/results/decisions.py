"""Decisions on the use of results, compared with the rule, the budgets and the dates."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.checks import Discrepancy, Fact, Violation, check, comparison
from generator.checks.facts import Anchor, anchor, with_last
from generator.checks.scores import scheme_of
from generator.checks.timing.dates import out_of_order
from generator.model.book import Book
from generator.model.project import Project
from generator.model.result_use import Decision, ResultAction, ResultRule, judged


def _rule_of(project: Project, book: Book) -> ResultRule | None:
    """Return the rule that the file names, else that of the unit or of the site for the year."""
    return book.result_rule(book.unit(project.body), project.year, project.use.rule if project.use else "")


def _action_due(project: Project, book: Book, rule: ResultRule) -> ResultAction | str:
    """Return the action that the rule asks for after the printed result, or why none can be named."""
    printed, scheme = project.printed, scheme_of(project, book)
    word = printed.grade if printed else ""
    band = scheme.named(word) if scheme else None
    words = tuple(filter(None, (word, band.word if band else "")))
    full = project.own_full if project.own_full is not None or not scheme else scheme.full
    return rule.action(words, project.printed_total, full)


@check("结论无措施", "提示")
def grade_without_action(project: Project, book: Book) -> Iterator[Violation]:
    """公布的评价结论在办法里要有措施：办法没有写的等级，不知道应当怎样应用。"""
    rule, printed = _rule_of(project, book), project.printed
    if rule is None or printed is None or not printed.grade or not any(action.grades for action in rule.actions):
        return
    if isinstance(_action_due(project, book, rule), str):
        words = "、".join(word for action in rule.actions for word in action.grades)
        text = f"结果应用办法“{rule.slug}”只写了 {words}，没有写“{printed.grade}”怎样应用，请核对办法，或在措施里补上"
        yield printed, "grade", text


@check("决定与预算不符", "警告")
def decision_and_money(project: Project) -> Iterator[Violation]:
    """写明的决定与写明的下年预算不矛盾：增加的要多于本年，核减的要少于本年，保持的不变，取消的下年没有预算。"""
    use, now = project.use, project.money.amount
    if use is None or use.next_budget is None or now is None:
        return
    more = use.next_budget.value - now.value
    wrong = {"增加": more <= 0, "核减": more >= 0, "保持": more != 0, "取消": use.next_budget.value != 0}
    if use.decision and wrong.get(use.decision):
        how = "多于" if more > 0 else "少于" if more < 0 else "等于"
        than = "不是 0" if use.decision == "取消" else f"{how}本年预算 {now.text}"
        text = f"决定是“{use.decision}”，下年预算 {use.written('next_budget')}却{than}，请核对这几项"
        yield use, "decision", text, ((use, "next_budget"), (project.budget, "amount"))


@check("决定日期", "警告")
def decision_dates(project: Project, book: Book) -> Iterator[Violation]:
    """结果应用的决定在评价之后、数据截止日以前：日期不早于报告日期，不晚于 site.yml 的数据截止日。"""
    use = project.use
    if use is None or use.date is None:
        return
    report, cutoff = (project.evaluation, "report_date", "报告日期"), book.site.cutoff
    yield from out_of_order((use, "date", "决定日期"), report, "先有评价后有应用，请核对这两个日期")
    if cutoff and cutoff.is_before(use.date):
        text = (
            f"决定日期 {use.date.chinese}晚于 site.yml 的数据截止日 {cutoff.chinese}，请核对；数据更新了的改数据截止日"
        )
        yield use, "date", text


class NextBudget(NamedTuple):
    """Budgets of a year, and the budget it declares for the year after."""

    budgets: tuple[Decimal, ...]
    shown: str
    following: Decimal | None
    where: Anchor | None


def _next_budget(project: Project) -> NextBudget | None:
    money, use = project.budget, project.use
    amounts = tuple(amount.value for amount in (money.amount, money.initial) if amount)
    following = use.next_budget if use else None
    if not project.series or not (amounts or following):
        return None
    where = anchor(project, use, "next_budget") if use and following else None
    return NextBudget(amounts, money.written("amount"), following.value if following else None, where)


@comparison("下年预算不符", "警告", extract=_next_budget)
def next_budget(facts: list[Fact[NextBudget]]) -> Iterator[Discrepancy]:
    """写明的下年预算与同一系列下一年度文件的预算金额（或年初预算）应相同。"""
    for (who, now), (last, then) in with_last(facts):
        if who.year - last.year != 1 or then.where is None or then.following is None or not now.budgets:
            continue
        if then.following not in now.budgets:
            other = f"同一系列 {who.year} 年度文件的预算金额是 {now.shown}"
            yield then.where, f"写明的下年预算是 {then.following:f} 万元，{other}，请核对这两个数"


class UseFacts(NamedTuple):
    """Facts a project is judged by: the action due (None without a rule), its budgets, the decision, and where."""

    action: ResultAction | None
    budget: Decimal | None
    following: Decimal | None
    decision: Decision | None
    reason: str
    body: str
    where: Anchor


def _use_facts(project: Project, book: Book) -> UseFacts | None:
    """Return the facts where rules are named; without a rule, the project may still be the year after of another."""
    use, unit, money = project.use, book.unit(project.body), project.money.amount
    if use is None and not book.site.result_rules and not (unit and unit.result_rules):
        return None
    rule = _rule_of(project, book)
    action = _action_due(project, book, rule) if rule else None
    where = anchor(project, use, "reason") if use else anchor(project, project, "use")
    following = use.next_budget.value if use and use.next_budget else None
    return UseFacts(
        action=action if isinstance(action, ResultAction) else None,
        budget=money.value if money else None,
        following=following,
        decision=use.decision if use else None,
        reason=use.reason if use else "",
        body=use.body if use else "",
        where=where,
    )


@comparison("例外无理由", "警告", extract=_use_facts)
def unexplained_exceptions(facts: list[Fact[UseFacts]]) -> Iterator[Discrepancy]:
    """没有照结果应用办法安排的（例外），要写明例外理由和决定单位；照办法安排的，不写例外理由。"""
    # As on the page: by the next year's budget that is declared, else by that of the next year's file.
    files: dict[tuple[str, str, int], list[UseFacts]] = {}
    for who, use in facts:
        files.setdefault((who.series or who.slug, who.body, who.year), []).append(use)
    for who, use in facts:
        if use.action is None:
            continue
        later = files.get((who.series or who.slug, who.body, who.year + 1), [])
        following = later[0].budget if use.following is None and len(later) == 1 else use.following
        judgement = judged(use.action, use.budget, following, use.decision, use.reason)
        if judgement.verdict == "例外" and not use.reason:
            text = f"办法要求{use.action.title}，{judgement.why}，请写明“例外理由”和“决定单位”；数写错了的请改正"
            yield use.where, text
        elif judgement.verdict == "例外" and not use.body:
            yield use.where, "写了例外理由，没有写谁决定的，请补写“决定单位”"
        elif judgement.verdict == "一致" and use.reason:
            text = f"写了例外理由，算下来却与办法一致（{judgement.why}），请核对下年预算和决定，或删去例外理由"
            yield use.where, text
