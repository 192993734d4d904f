"""Which names of goals, indicators and problems are taken for the same thing, and which are not."""

import pytest

from generator.checks.mapping._match import HALF, core, kind_of, likeness, stands_for, touches
from generator.checks.targets import met, quantity
from tests.support.cases import table


@pytest.mark.parametrize(("goal", "indicator"), table("names", "一件事"))
def test_names_that_mean_the_same(goal: str, indicator: str) -> None:
    assert likeness(goal, indicator) >= HALF


@pytest.mark.parametrize(("goal", "indicator"), table("names", "两件事"))
def test_names_that_do_not(goal: str, indicator: str) -> None:
    assert likeness(goal, indicator) < HALF


@pytest.mark.parametrize(("name", "kind"), table("names", "代表"))
def test_an_indicator_common_to_all_projects_stands_for_a_kind_of_goals(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_it_stands_for_the_rows_under_its_kind_only() -> None:
    assert stands_for("项目工作实际完成率", ("产出目标", "数量目标", "升级改造项目完成率"))
    assert not stands_for("项目工作实际完成率", ("产出目标", "质量目标", "改造工程验收合格率"))
    assert stands_for("项目工作完成及时率", ("产出指标", "时效指标", "按期交付"))
    assert stands_for("办公环境改善程度", ("效果目标", "办公环境", "系统持续运行时长"))
    assert stands_for("服务对象满意度", ("影响力目标", "综合", "家长满意度"))


@pytest.mark.parametrize(("name", "problem"), table("names", "有关"))
def test_problems_that_touch_an_indicator(name: str, problem: str) -> None:
    assert touches(name, problem)


@pytest.mark.parametrize(("name", "problem"), table("names", "无关"))
def test_problems_that_do_not(name: str, problem: str) -> None:
    assert not touches(name, problem)


def test_what_is_common_to_every_name_is_not_its_core() -> None:
    assert core("项目工作实际完成率") == ""
    assert core("项目验收管理制度建立与落实情况") == "验收"
    assert core("长效管理与维护机制") == core("长效维护机制建立情况") == "长效维护机制"


@pytest.mark.parametrize(("name", "target", "actual", "reached"), table("names", "达到"))
def test_a_target_is_reached_or_missed_only_where_that_is_certain(
    name: str, target: str, actual: str, reached: str
) -> None:
    aim, came = quantity(target), quantity(actual)
    outcome = met(name, aim, came) if aim and came else None
    assert {True: "是", False: "否", None: ""}[outcome] == reached


@pytest.mark.parametrize("text", ["", "提升", "24小时内修复，30分钟内响应", "7*24小时", "2024年", "完成", "≥"])
def test_what_is_no_single_number_is_none(text: str) -> None:
    assert quantity(text) is None


def test_sign_and_unit_may_stand_in_columns_of_their_own() -> None:
    aim, came = quantity("90", "≥", "百分比"), quantity("96", "", "百分比")
    assert aim and came and met("学员满意度", aim, came)
