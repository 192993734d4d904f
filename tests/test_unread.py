"""What is beside an unreadable place: the place itself, what holds it, what lies in it."""

import pytest

from generator.checks.runner import beside_unread

BESIDE = [
    (("指标体系.B1", "指标体系.B1.公布"), "指标体系.B1.权重", True),
    (("指标体系.B1", "指标体系.B1.公布"), "指标体系.B1", True),
    (("预算.子项目.1", "预算.子项目.1.支出"), "预算.子项目.2.金额", False),
    (("", "系列"), "项目名称", False),
    (("", "系列"), "系列", True),
    (("", "指标体系"), "指标体系.B1.权重", True),
    (("指标体系.B1", "指标体系.B1.公布"), "指标体系.B10.权重", False),
    (("评价.数据采集.问卷.1",), "评价", True),
    ((), "评价", False),
]


@pytest.mark.parametrize(("paths", "unread", "beside"), BESIDE)
def test_what_is_beside_an_unread_place(paths: tuple[str, ...], unread: str, beside: bool) -> None:
    assert beside_unread(paths, {"别处", unread}) == beside
    assert not beside_unread(paths, ())
