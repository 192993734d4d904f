"""Which names of goals, indicators and problems are taken for the same thing, and which are not."""

import pytest

from generator.checks.mapping._match import HALF, core, kind_of, likeness, stands_for, touches
from generator.checks.targets import met, quantity


@pytest.mark.parametrize(
    ("goal", "indicator"),
    [
        ("预算执行率", "预算执行率"),
        ("财务制度健全性", "资金管理制度健全性"),
        ("立项管理规范性与有效性", "项目立项管理情况"),
        ("过程管理规范性与有效性", "项目过程管理制度建立与落实情况"),
        ("运维工作完成率", "平台运维任务完成情况"),
        ("运维工作完成及时率", "平台运维工作完成及时率"),
        ("故障发生率", "重大故障发生次数"),
        ("故障规定时间内修复率", "故障修复及时率"),
        ("平台操作便捷度提升情况", "平台操作便捷性与访问界面友好度"),
        ("用户访问界面友好度", "平台操作便捷性与访问界面友好度"),
        ("平台安全性", "平台安全性能提升情况"),
        ("人力资源建设情况", "人员配置保障情况"),
        ("长效维护机制建立情况", "长效管理与维护机制"),
        ("系统设施完备性", "信息化设施完备性"),
        ("服务对象的满意度", "用户满意程度"),
        ("网站用户满意度", "服务对象满意度"),
        ("培训人数", "培训人数（人次）"),
        ("公厕改造座数", "改造公厕座数"),
        ("按期拨付率", "资金拨付及时率"),
        ("招标采购完成率", "政府采购规范性"),
    ],
)
def test_names_that_mean_the_same(goal: str, indicator: str) -> None:
    assert likeness(goal, indicator) >= HALF


@pytest.mark.parametrize(
    ("goal", "indicator"),
    [
        ("运维时间保障情况", "平台运维工作完成及时率"),
        ("运维时间保障情况", "人员配置保障情况"),
        ("用户访问成功率", "办公环境改善程度"),
        ("设备验收合格率", "培训合格率"),
        ("居民满意度", "商户满意度"),
        ("绿化养护面积", "道路保洁面积"),
        ("带动就业人数", "培训人数"),
        ("系统故障修复率", "资金使用合规性"),
        ("项目完成率", "绩效目标合理性"),
    ],
)
def test_names_that_do_not(goal: str, indicator: str) -> None:
    assert likeness(goal, indicator) < HALF


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("项目工作实际完成率", "数量"),
        ("项目工作完成质量达标率", "质量"),
        ("项目工作完成及时率", "时效"),
        ("成本节约率", "成本"),
        ("服务对象满意度", "满意"),
        ("网站用户满意度", ""),
        ("设备验收合格率", ""),
        ("系统运维完成率", ""),
    ],
)
def test_an_indicator_common_to_all_projects_stands_for_a_kind_of_goals(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_it_stands_for_the_rows_under_its_kind_only() -> None:
    assert stands_for("项目工作实际完成率", ("产出目标", "数量目标", "升级改造项目完成率"))
    assert not stands_for("项目工作实际完成率", ("产出目标", "质量目标", "改造工程验收合格率"))
    assert stands_for("项目工作完成及时率", ("产出指标", "时效指标", "按期交付"))
    assert stands_for("办公环境改善程度", ("效果目标", "办公环境", "系统持续运行时长"))
    assert stands_for("服务对象满意度", ("影响力目标", "综合", "家长满意度"))


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("项目过程管理制度建立与落实情况", "项目实施方案和过程管理有待进一步完善。"),
        ("人员配置保障情况", "项目人力资源配置有待进一步完善。"),
        ("实施管理制度建设", "项目过程管理有待进一步加强。"),
        ("设施完备性", "视频会议系统相关设施完备性有待进一步加强。"),
        ("绩效指标明确性", "指标设置不够细化，可考核性不强。"),
        ("预算编制合理性", "预算测算较粗，与实际需求有差距。"),
        ("政府采购规范性", "招标文件未载明评审标准。"),
        ("预算执行率", "资金支付进度偏慢，年末集中支出。"),
        ("系统故障修复率", "部分故障修复超过24小时。"),
        ("受益对象满意度", "群众对办理时长不满意。"),
    ],
)
def test_problems_that_touch_an_indicator(name: str, problem: str) -> None:
    assert touches(name, problem)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("项目验收管理制度建立与落实情况", "项目实施方案和过程管理有待进一步完善。"),
        ("绩效指标明确性", "项目实施方案不够明确和细化，项目过程资料不够规范完整。"),
        ("人员配置保障情况", "运维虽保障了会议正常进行，设备已老化。"),
        ("项目过程管理制度建立与落实情况", "系统相关设施完备性有待进一步加强。"),
        ("政府采购规范性", "档案管理不到位。"),
    ],
)
def test_problems_that_do_not(name: str, problem: str) -> None:
    assert not touches(name, problem)


def test_what_is_common_to_every_name_is_not_its_core() -> None:
    assert core("项目工作实际完成率") == ""
    assert core("项目验收管理制度建立与落实情况") == "验收"
    assert core("长效管理与维护机制") == core("长效维护机制建立情况") == "长效维护机制"


@pytest.mark.parametrize(
    ("name", "target", "actual", "reached"),
    [
        ("完成率", "≥95%", "96.5%", True),
        ("完成率", "≥95%", "94%", False),
        ("巡检次数", "12次", "12次", True),
        ("巡检次数", "12", "11次", False),
        ("巡检次数", "12次", "13次", None),
        ("人均成本", "400元", "380元", None),
        ("人均成本", "≤400元", "380元", True),
        ("响应时间", "30分钟以内", "45分钟", False),
        ("故障次数", "0", "1", None),
        ("知晓率", "95%", "0.96", None),
        ("发放资料", "2,000份", "1,900份", False),
        ("购置设备", "6台", "6套", None),
        ("按期拨付", "2024年6月底前", "及时", None),
        ("完工时间", "12月底前", "11月", None),
        ("增长率", ">5%", "5%", False),
    ],
)
def test_a_target_is_reached_or_missed_only_where_that_is_certain(
    name: str, target: str, actual: str, reached: bool | None
) -> None:
    aim, came = quantity(target), quantity(actual)
    assert (met(name, aim, came) if aim and came else None) is reached


@pytest.mark.parametrize("text", ["", "提升", "24小时内修复，30分钟内响应", "7*24小时", "2024年", "完成", "≥"])
def test_what_is_no_single_number_is_none(text: str) -> None:
    assert quantity(text) is None


def test_sign_and_unit_may_stand_in_columns_of_their_own() -> None:
    aim, came = quantity("90", "≥", "百分比"), quantity("96", "", "百分比")
    assert aim and came and met("学员满意度", aim, came)
