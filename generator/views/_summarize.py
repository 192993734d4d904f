"""Making of a summary: what lists show of a project that was read and scored."""

from collections.abc import Iterable, Sequence

from generator.core.number import ABSENT, percent
from generator.model.book import RatingScheme, Unit, grade_rank
from generator.model.category import Classifier
from generator.model.project import NOT_STATED, RECTIFICATION_STATES, Project
from generator.model.scores import ProjectScore
from generator.views.corrections import of_project
from generator.views.ledger import tracked_items
from generator.views.reexamination import score_pair
from generator.views.result_use import facts_of
from generator.views.summary import Computed, IndicatorResult, ProjectSummary


def summarize(
    project: Project, score: ProjectScore, scheme: RatingScheme | None, unit: Unit, classifier: Classifier
) -> ProjectSummary:
    """The summary of a project that was read, scored and found free of errors."""
    budget, printed = project.budget, project.printed
    word = printed.grade if printed else ""
    categories = tuple(map(classifier.classify, project.findings))
    pair = score_pair(project, score, scheme)
    levels = tuple(IndicatorResult.of(top) for top in score.levels)
    losses = tuple(IndicatorResult.of(leaf) for leaf in score.losses)
    deep = any(top.children for top in score.levels)
    found = [finding.rectification.state if finding.rectification else NOT_STATED for finding in project.findings]
    return ProjectSummary(
        year=project.year,
        slug=project.slug,
        name=project.name,
        title=project.title,
        series=project.series or project.slug,
        in_series=bool(project.series),
        unit=unit,
        scheme=scheme,
        agency=project.evaluation.agency,
        method=project.evaluation.method,
        budget=budget.amount.value if budget.amount else None,
        spent=budget.spent.value if budget.spent else None,
        execution_rate=_printed_rate(project),
        total=score.printed,
        own_full=project.own_full,
        grade=word or (ABSENT if project.filled == "已填报" else project.filled),
        grade_rank=grade_rank(scheme, word),
        computed=Computed(percent(budget.ratio), score.computed, score.grade.word if score.grade else ABSENT),
        problems=tuple(zip((finding.problem for finding in project.findings), found, strict=True)),
        states=tuple((state, found.count(state)) for state in RECTIFICATION_STATES if state in found),
        categories=categories,
        items=tuple(tracked_items(project, categories)),
        entered=project.entered,
        newest=project.newest,
        levels=levels,
        losses=losses,
        costliest=_costliest(losses) if deep else (),  # of levels the heaviest loses most by itself
        lowest=_lowest(losses if deep else [one for one in levels if one.lost]),
        has_sublevels=deep,
        rules=tuple(sorted({leaf.rule.method for leaf in project.leaves() if leaf.rule})),
        corrections=tuple(of_project(project.id, project.title, one) for one in project.corrections),
        has_pair=pair is not None and pair.gap is not None,
        pair=pair,
        use=facts_of(project),
    )


def _costliest(losses: Sequence[IndicatorResult]) -> tuple[IndicatorResult, ...]:
    return tuple(one for one in losses if one.lost == losses[0].lost)


def _lowest(among: Iterable[IndicatorResult]) -> tuple[IndicatorResult, ...]:
    rated = [(one, rate) for one in among if (rate := one.rate) is not None]
    least = min((rate for _, rate in rated), default=None)
    return tuple(one for one, rate in rated if rate == least)


def _printed_rate(project: Project) -> str:
    """执行率 as the paper prints it, beside the budget or in the total row of a form's funds."""
    funds = project.sheet.funds if project.sheet else ()
    return project.budget.rate.text if project.budget.rate else (funds[0].rate if funds else "") or ABSENT
