"""The six real projects of content/ come out with the figures their papers print."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.core.number import percent, share, total
from generator.model.project import Project
from generator.model.scores import ProjectScore
from tests.support.cases import HOME
from tests.support.inspection import Inspection, inspection_of

CONTENT = Path(__file__).parent.parent / "content"
FILES = sorted(path for path in CONTENT.rglob("*") if path.is_file())

PRINTED: Mapping[str, Mapping[str, Any]] = yaml.safe_load((HOME / "papers/printed.yml").read_text("utf-8"))
each_project = pytest.mark.parametrize("id_", PRINTED)


@pytest.fixture(scope="module")
def content() -> Inspection:
    return inspection_of(CONTENT)


@pytest.fixture(scope="module")
def projects(content: Inspection) -> Mapping[str, Project]:
    return {project.id: project for project in content.book.projects}


@pytest.fixture(scope="module")
def scores(content: Inspection) -> Mapping[str, ProjectScore]:
    return content.scores


def test_the_six_projects_are_there_and_in_order(projects: Mapping[str, Project]) -> None:
    assert list(projects) == sorted(PRINTED)


def test_nothing_is_wrong_with_the_real_content(content: Inspection) -> None:
    assert [str(diagnostic) for diagnostic in content.diagnostics] == []


def test_only_three_errors_of_the_papers_stand_and_every_oddity_has_its_reason(content: Inspection) -> None:
    errors = [w.diagnostic for w in content.waived if w.diagnostic.severity == "错误"]
    assert [(error.place.file, error.place.field, error.check) for error in errors] == [
        ("content/projects/2017/shipin-huiyi.yml", "指标体系.B1.2.编号", "编号重复"),
        ("content/projects/2018/gongshanglian-xinxihua.yml", "指标体系.B11.公布", "得分不符"),
        ("content/projects/2018/gongshanglian-xinxihua.yml", "指标体系.C23.编号", "编号重复"),
    ]
    assert all(len(waived.reason) > 6 and waived.office for waived in content.waived)


@each_project
def test_a_total_is_shown_as_printed_and_where_there_is_a_tree_it_is_the_sum(
    id_: str, scores: Mapping[str, ProjectScore]
) -> None:
    shown, paper = scores[id_], PRINTED[id_]
    assert str(shown.total) == paper["总分"]
    assert len(list(shown.leaves())) == paper["末级指标"]
    assert shown.computed == (shown.total if paper["末级指标"] else None)


@each_project
def test_the_printed_word_for_the_grade_is_kept_and_a_grade_is_computed_where_the_paper_names_a_scheme(
    id_: str, projects: Mapping[str, Project], scores: Mapping[str, ProjectScore]
) -> None:
    printed, grade = projects[id_].printed, scores[id_].grade
    assert printed
    assert [printed.grade, grade.word if grade else ""] == PRINTED[id_]["等级"]


@pytest.mark.parametrize("id_", [id_ for id_, paper in PRINTED.items() if "一级指标" in paper])
def test_the_top_level_comes_out_with_the_printed_points_and_rates(
    id_: str, scores: Mapping[str, ProjectScore]
) -> None:
    tops = scores[id_].levels
    assert [[top.indicator.code, str(top.points), percent(top.rate)] for top in tops] == PRINTED[id_]["一级指标"]
    assert total([top.weight for top in tops if top.weight is not None]) == 100


@each_project
def test_amounts_and_the_execution_rate_are_kept_as_printed_and_agree(
    id_: str, projects: Mapping[str, Project]
) -> None:
    budget = projects[id_].budget
    amount, spent, rate = budget.amount, budget.spent, budget.rate
    assert [figure and figure.text for figure in (amount, spent, rate)] == PRINTED[id_]["钱"]
    if amount and spent and rate:
        assert percent(share(spent.value, amount.value), rate.places) == rate.text


def test_the_seven_parts_of_the_federations_budget_add_up(projects: Mapping[str, Project]) -> None:
    parts = projects["2018/gongshanglian-xinxihua"].budget.parts
    assert len(parts) == 7
    assert str(total([part.amount.value for part in parts if part.amount])) == "153.04"
    assert str(total([part.spent.value for part in parts if part.spent])) == "152.49"


def test_points_follow_from_the_budget_where_the_paper_tells_how(scores: Mapping[str, ProjectScore]) -> None:
    points = {
        (id_, leaf.indicator.name): (str(leaf.computed), str(leaf.points))
        for id_, shown in scores.items()
        for leaf in shown.leaves()
        if leaf.indicator.rule and leaf.indicator.rule.method != "评定"
    }
    assert points == {
        ("2017/shipin-huiyi", "预算执行率"): ("3.00", "3"),
        ("2017/xinxi-fuwu-pingtai", "预算执行率"): ("2.94", "2.94"),
        ("2017/xinxi-fuwu-pingtai", "用户满意程度"): ("10.00", "10.00"),
        ("2018/gongshanglian-xinxihua", "项目预算执行率"): ("3.99", "3.96"),
    }


def test_the_same_project_in_two_years_is_one_series(projects: Mapping[str, Project]) -> None:
    assert projects["2017/laihu-touzi"].series == projects["2018/laihu-touzi"].series != ""


def test_every_project_says_where_it_comes_from_and_when_it_was_entered(projects: Mapping[str, Project]) -> None:
    for project in projects.values():
        assert project.sources, project.id
        assert all(source.document.startswith("《") for source in project.sources), project.id
        assert project.entered and project.entered.day, project.id


def test_every_problem_of_a_published_form_has_its_advice_and_the_units_answer(projects: Mapping[str, Project]) -> None:
    for project in projects.values():
        assert project.achievements and project.findings, project.id
        for finding in project.findings:
            assert finding.advice, f"{project.id}：{finding.problem}"
            if any(source.kind == "信息表" for source in project.sources):
                assert finding.rectification, f"{project.id}：{finding.problem}"


PRIVATE = {
    "身份证号": r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])",
    "手机号": r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])",
    "座机号": r"(?<![0-9])0[0-9]{2,3}[-－—][0-9]{7,8}(?![0-9])|(?<![0-9,.])[2-9][0-9]{7}(?![0-9])",
    "电子邮箱": r"[\w.+-]+@[\w-]+\.\w+",
    "评价人员": r"主评人|评价组成员|项目负责人[:：]|联系人|签名|身份证|执业资格|职称",
}


@pytest.mark.parametrize("kind", PRIVATE)
def test_no_file_tells_who_the_appraisers_were_or_how_to_reach_a_person(kind: str) -> None:
    assert FILES
    for path in FILES:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            assert not re.search(PRIVATE[kind], line), f"{path}:{number}：像是{kind}：{line}"
