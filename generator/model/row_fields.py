"""Fields that every row of an indicator table has, scored or not: what they are called and mean is said once."""

from typing import Any

from generator.core.record import field
from generator.model import forms


def sign() -> Any:
    """指标性质."""
    return field("指标性质", default="", meaning="原文单列一栏的才写，如 ≥、定性")


def target() -> Any:
    """目标值."""
    return field(
        "目标值", default="", forms=forms.TARGET, meaning="照表填写，如 ≥95%、12次", on={"自评表": "年度指标值"}
    )


def unit() -> Any:
    """度量单位."""
    return field("度量单位", default="", forms=forms.UNIT, meaning="原文单列一栏的才写")


def actual() -> Any:
    """实际值."""
    return field(
        "实际值", default="", forms=forms.ACTUAL, meaning="照实填写，与目标值用同一个单位", on={"自评表": "实际完成值"}
    )


def reason() -> Any:
    """偏差原因."""
    return field(
        "偏差原因",
        default="",
        forms=forms.REASON,
        meaning="没有完成或超额较多的，写明原因和改进措施",
        on={"自评表": "偏差原因分析及改进措施"},
    )


def columns() -> Any:
    """其他栏目."""
    return field("其他栏目", default=(), meaning="只有这份表才有的栏目")
