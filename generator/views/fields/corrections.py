"""更正: what is published of a correction, and of a project that was taken back."""

from generator.views.corrections import CorrectionLine
from generator.views.fields import Field, blank_to_none

CORRECTION: tuple[Field[CorrectionLine], ...] = (
    Field("project", "项目标识", "文字", "更正的是哪个项目", lambda c: c.project),
    Field("name", "项目名称", "文字", "项目的名称", lambda c: c.name),
    Field("date", "日期", "文字", "更正公布的日期，如 2026-11-20", lambda c: c.date.iso),
    Field("item", "事项", "文字", "更正了哪一项；项目不再公布的写“撤下”", lambda c: c.item),
    Field("old", "原为", "文字", "更正前公布的，空白的为空", lambda c: blank_to_none(c.old), absent=True),
    Field("new", "改为", "文字", "更正后的，空白的为空", lambda c: blank_to_none(c.new), absent=True),
    Field("reason", "原因", "文字", "为什么更正", lambda c: c.reason),
    Field("body", "决定单位", "文字", "由谁决定", lambda c: c.body),
)
