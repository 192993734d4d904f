"""Field declarations shared by all rows of indicator tables, scored or not.

Each is a factory, since a field object belongs to one dataclass.
"""

from functools import partial

from generator.core.record import field
from generator.model import forms

sign = partial(field, "指标性质", default="", meaning="原文单列一栏的才写，如 ≥、定性")
target = partial(
    field, "目标值", default="", forms=forms.TARGET, meaning="照表填写，如 ≥95%、12次", on={"自评表": "年度指标值"}
)
unit = partial(field, "度量单位", default="", forms=forms.UNIT, meaning="原文单列一栏的才写")
actual = partial(
    field, "实际值", default="", forms=forms.ACTUAL, meaning="照实填写，与目标值用同一个单位",
    on={"自评表": "实际完成值"},
)  # fmt: skip
reason = partial(
    field, "偏差原因", default="", forms=forms.REASON, meaning="没有完成或超额较多的，写明原因和改进措施",
    on={"自评表": "偏差原因分析及改进措施"},
)  # fmt: skip
columns = partial(field, "其他栏目", default=(), meaning="只有这份表才有的栏目")
