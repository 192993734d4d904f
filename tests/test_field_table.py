"""The table of fields says of every field what belongs there, and the documentation shows that very table."""

import re

import pytest

from generator.forms.layouts import layouts
from generator.model.field_table import all_fields, described, field_at, fields_of, nouns
from generator.model.project import Indicator, Project
from tests.support.building import ROOT

DOCUMENT = ROOT / "docs/填报.md"
TABLE = re.compile(r"(<!-- 字段表：.*? -->\n)(.*?)(?=\n## )", re.S)
HEAD = ("写在", "可以写的各项")


def test_every_field_of_a_project_says_what_belongs_there() -> None:
    for noun in (Project, Indicator):
        assert [field.key for field in fields_of(noun).values() if not field.meaning and field.kind != "说明"] == []


def test_no_two_fields_of_a_noun_go_by_one_word() -> None:
    for noun in nouns():
        keys = set(fields_of(noun))
        words = [word for field in fields_of(noun).values() for word in field.forms if word not in keys]
        assert len(words) == len(set(words)), noun


@pytest.mark.parametrize("form", layouts())
def test_a_form_is_named_in_the_table_only_as_there_is_one(form: str) -> None:
    assert {name for field in all_fields() for name in field.on} <= set(layouts())


def test_a_field_is_found_by_the_way_down_to_it() -> None:
    field = field_at(("指标体系", 0, "下级", 1, "权重"))
    assert field and (field.key, field.kind, field.label("自评表")) == ("权重", "数", "分值")
    rule = field_at(("指标体系", 0, "评分", "目标"), "比例")
    assert rule and rule.kind == "数或百分数"
    assert field_at(("没有", "这一项")) is None


def test_the_documentation_shows_the_table_of_fields(updating: bool) -> None:
    rows = (HEAD, ("---",) * len(HEAD), *described())
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
    text = DOCUMENT.read_text("utf-8")
    assert TABLE.search(text)
    shown = TABLE.sub(lambda match: f"{match[1]}\n{table}", text)
    if updating:
        DOCUMENT.write_text(shown, "utf-8")
    assert shown == text or updating, "字段改了：运行 make snapshots 重写 docs/填报.md 里的字段表"
