"""Published values outside the records of projects: site-wide ones, and those of projects computed in lists.

一览, units, rating schemes, attachments and hand-written pages (by digest), the 数据截止日 and totals of years are read
from the site's JSON, with the titles of its schemas.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.deploy.changes.values import OURS, JsonObject, leaves

BODIES, INDEX = "api/v1/units.json", "api/v1/index.json"
DOCUMENTS = {
    "一览": ("data/overviews.json", "overviews"),
    "单位": (BODIES, "units"),
    "评级办法": ("api/v1/schemes.json", "schemes"),
}
SETTINGS = {
    "cutoff": "数据截止日", "site": "网站名称", "host": "主办单位", "licence": "数据许可", "summary": "简介",
    "undertaker": "承办单位", "contact": "联系方式", "reports": "找错", "coverage": "收录范围",
    "frequency": "更新频率", "citation": "引用方式",
}  # fmt: skip
REDUNDANT = {"id", "name", "title", "url", "projects", "evaluated"}
FILES, PAGES, TOTALS = "附件", "手写页", "年度"
FIGURES = {  # values that may need a correction, with fixed titles
    "year": "所属年度", "count": "项目数", "share": "占比", "budget": "预算金额（万元）", "spent": "支出（万元）",
    "mean": "平均分", "full": "满分", "lower": "下限", "upper": "上限", "lower_closed": "含下限",
    "upper_closed": "含上限", "mode": "舍入方式", "places": "小数位数", "grades": "等级",
    "grade": "等级", "groups": "分项",
}  # fmt: skip
LISTS = ("data/reexamination.json", "data/result-use.json")
PROBLEMS = "data/problems.json"
COMPUTED = {
    "own_computed": "自评得分", "found_computed": "复核得分", "own_grade_computed": "自评等级",
    "found_grade_computed": "复核等级", "verdict": "结果应用", "due": "应采取",
}  # fmt: skip
UNDECIDED = "不可判定"
DIGEST_CHARS = 16
Find = Callable[[str], bytes | None]  # returns a file of a site, None if it does not exist


def bodies_of(find: Find) -> Mapping[str, str]:
    """Return the ids of units by every current and former name."""
    units = _items(find, BODIES, "units")
    return {name: unit["id"] for unit in units for name in (unit["name"], *unit["short_names"], *unit["former_names"])}


def site_values(find: Find, sums: Mapping[str, str]) -> dict[str, str]:
    """Return the site-wide values by field; `sums` are the digests of the files."""
    values = {}
    for heading, (path, name) in DOCUMENTS.items():
        titles: Mapping[str, str] = {**_titles(find(f"api/v1/schema/{name}.schema.json")), **FIGURES}
        for item in _items(find, path, name):
            values[f"{heading}.{item['id']}"] = item.get("name") or item["title"]
            stated = {key: value for key, value in item.items() if key not in REDUNDANT}
            values |= _flat((heading, item["id"]), _titled(stated, titles))
    index = json.loads(find(INDEX) or b"{}")
    values |= {title: index[key] for key, title in SETTINGS.items() if index.get(key)}
    values |= {f"{PAGES}.{page['title']}": page["digest"][:DIGEST_CHARS] for page in index.get("texts", ())}
    values |= {basis["title"]: basis["digest"][:DIGEST_CHARS] for basis in index.get("bases", ())}
    values |= {f"{FILES}.{name[6:]}": value[:DIGEST_CHARS] for name, value in sums.items() if name.startswith("files/")}
    return values


def year_values(find: Find) -> dict[str, str]:
    """Return the totals of each year, by field."""
    values, titles = dict[str, str](), _titles(find("api/v1/schema/year.schema.json"))
    for year in json.loads(find(INDEX) or b"{}").get("years", ()):
        totals = json.loads(find(f"api/v1/years/{year}.json") or b"{}")
        stated = {key: value for key, value in totals.items() if key not in {*REDUNDANT, "year", "$schema"}}
        values |= _flat((TOTALS, str(year)), _titled(stated, titles))
    return values


def list_values(find: Find) -> Mapping[str, Mapping[str, str]]:
    """Return the values of projects computed in lists (复核, 结果应用), by project and field."""
    values: dict[str, dict[str, str]] = {}
    for path in LISTS:
        for row in json.loads(find(path) or b"[]"):
            own = {**row, **row.get("computed", {})}
            stated = {title: own.get(key) for key, title in COMPUTED.items()}
            values.setdefault(row["project"], {}).update(
                (f"{OURS}.{title}", str(value)) for title, value in stated.items() if value not in (None, "", UNDECIDED)
            )
    return values


def category_values(find: Find) -> Mapping[str, Mapping[str, str]]:
    """Return the categories of problems, by project and field."""
    values: dict[str, dict[str, str]] = {}
    for row in json.loads(find(PROBLEMS) or b"[]"):
        values.setdefault(row["project"], {})[f"{OURS}.问题归类.{row['number']}"] = row["counted_as"]
    return values


def is_kept(field: str) -> bool:
    """True for a value in the record of published values: one that may need a correction."""
    heading = field.partition(".")[0]
    if heading in DOCUMENTS and field.count(".") > 1:
        return heading != "单位" and field.rpartition(".")[2] in FIGURES.values()
    return heading in (*DOCUMENTS, FILES, SETTINGS["cutoff"])


def is_routine_update(field: str, old: str, new: str | None, bodies: Mapping[str, str]) -> bool:
    """True for changes that need no correction: a later 数据截止日, a renamed unit, totals of years."""
    heading, _, item = field.partition(".")
    if heading == SETTINGS["cutoff"]:
        return new is not None and old < new
    return heading == TOTALS or (heading == "单位" and (new is None or bodies.get(old) == item))


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield the differing fields with both values; of an added or removed item only its name."""
    whole = {field for field in {*old} ^ {*new} if field.partition(".")[0] in DOCUMENTS and field.count(".") == 1}
    for field in dict.fromkeys((*old, *new)):
        within = ".".join(field.split(".", 2)[:2])
        if old.get(field) != new.get(field) and (field in whole or within not in whole):
            yield field, old.get(field), new.get(field)


def _items(find: Find, path: str, name: str) -> list[JsonObject]:
    data: Any = json.loads(find(path) or b"[]")
    items: list[JsonObject] = data[name] if isinstance(data, Mapping) else data
    return items


def _flat(path: tuple[str, ...], value: object) -> dict[str, str]:
    return {".".join(steps): text for steps, text in leaves(path, value, {})}


def _titles(schema: bytes | None) -> Mapping[str, str]:
    """Return the Chinese names of all keys in a schema."""
    whole = json.loads(schema or b"{}")
    objects = (whole, whole.get("items", {}), *whole.get("$defs", {}).values())
    return {
        key: entry["title"]
        for value in reversed(objects)
        for key, entry in value.get("properties", {}).items()
        if "title" in entry
    }


def _titled(value: object, titles: Mapping[str, str]) -> object:
    if isinstance(value, Mapping):
        return {titles.get(key, key): _titled(inner, titles) for key, inner in value.items()}
    if isinstance(value, list):
        return [_titled(inner, titles) for inner in value]
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else value
