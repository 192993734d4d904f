"""满意度计了分、又写了数据采集的评价报告，要写明问了多少人：问卷的发放、有效份数，或各选项的份数。单位自评不问。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_leaves, leaf_scores
from generator.checks._texts import texts
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.report import Collection
from generator.model.scores import ProjectScore
from generator.rules.questionnaire import Questionnaire
from generator.rules.satisfaction import Satisfaction

NAME = "满意度无样本"
SEVERITY: Severity = "提示"
NOTABLE = False

RATED = re.compile("满意(?!.{0,20}(?:机制|制度|调查|开展))")
COUNTED = re.compile(
    r"(?:问卷|样本|抽样|受访|调查|回收|访谈)[^。；]{0,40}?\d\s?(?:余|多)?(?:份|人|名|户|家|位|个|组)"
    r"|\d\s?(?:余|多)?(?:份|人|名|户|家|位|个|组)[^。；]{0,20}?(?:问卷|样本|受访|调查|访谈)"
)


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Look for a number of answers anywhere in the file, where others than the unit itself evaluated and reported.

    A file that leaves out how data were collected says nothing of what the paper tells.
    """
    done, collection = project.evaluation, project.evaluation.collection
    if done.method in (None, "单位自评") or all(source.kind != "报告" for source in project.sources):
        return
    if collection is None or _is_counted(project, collection):
        return
    scored = [one for one in leaf_scores(score) if RATED.search(one.indicator.name) and one.points is not None]
    if scored:
        text = "满意度计了分，却没有写问了多少人，请对照原件核对，原件有的请在“问卷”下补写“发放”“有效”"
        uses = ((done, "collection"), *((one.indicator, "name") for one in scored))
        if collection.surveys:
            yield collection.surveys[0], "issued", text, uses
        else:
            yield collection, "surveys", text, uses


def _is_counted(project: Project, collection: Collection) -> bool:
    if any(survey.issued is not None or survey.valid is not None for survey in collection.surveys):
        return True
    if any(_counts(leaf.rule) for leaf in all_leaves(project)):
        return True
    return any(not is_remark and COUNTED.search(text) for *_, text, is_remark in texts(project))


def _counts(rule: object) -> bool:
    return isinstance(rule, Questionnaire) or (isinstance(rule, Satisfaction) and bool(rule.options))
