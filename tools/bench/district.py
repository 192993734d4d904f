"""`python -m tools.bench.district 文件夹`: 300 projects of twelve bureaus of one district over five years, as content.

Unlike the projects `synthetic` makes in any number, they are one body's: each bureau has the same programmes year after
year, some bureaus are renamed and some change the weights of their indicators, programmes begin late or pause a year.
To look at whatever needs many projects and years at once: ledger, series, problem categories, use of results.
"""

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

from tools.bench.ledger import CUTOFF
from tools.bench.synthetic import REAL, Programme, put, register
from tools.bench.words import ACTIONS, FIELDS, PLACES, STREETS, Body

YEARS = (
    (2020, 2021, 2022, 2023, 2024), (2020, 2021, 2022, 2023, 2024), (2020, 2021, 2022, 2023, 2024),
    (2020, 2021, 2023, 2024), (2020, 2021, 2022, 2023), (2023, 2024),
)  # fmt: skip  # of the programmes of a bureau: 25 projects
SHARED = ("schemes", "frameworks", "pages", "sensitive.yml", "glossary.yml", "categories.yml")
RENAMED = {"jiaoyu": ("教育体育局", 2022), "wenlv": ("文化旅游和体育局", 2023), "weijian": ("卫生健康局", 2024)}
REWEIGHED = {"jiaoyu": 2023, "shuiwu": 2022}
SITE = f"""# 只供测试和观看：仿造的一个区五年的评价结果，全部虚构
网站名称: 澜川区绩效公开（仿造）
简介: 仿造的一个区五年的项目支出绩效评价结果，全部虚构，只供测试和观看。
主办单位: 澜川区财政局
数据截止日: {CUTOFF}
销号要求: {{办法: 《澜川区绩效评价结果整改办法》（虚构）, 延期须批准: 是}}
"""


def main() -> None:
    """Write the folder that is named."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.bench.district", description="写下仿造的一个区的 300 个项目。"
    )
    parser.add_argument("folder", type=Path, metavar="文件夹", help="还没有的文件夹，写完后用 --content 指给程序")
    district(parser.parse_args().folder)


def district(folder: Path, bureaus: int = len(FIELDS)) -> None:
    """Write the whole content folder; of fewer bureaus, the same files."""
    folder.mkdir(parents=True)
    for name in SHARED:
        of = REAL / name
        (shutil.copytree if of.is_dir() else shutil.copyfile)(of, folder / name)
    (folder / "site.yml").write_text(SITE, "utf-8")
    (folder / "units.yml").write_text("# 仿造的单位\n", "utf-8")
    (folder / "projects").mkdir()
    everyone = tuple(_bureaus())[:bureaus]
    register(folder, everyone)
    for programme in _programmes(everyone):
        for year in programme.years:
            put(folder, programme, year)


def _bureaus() -> Iterator[Body]:
    place, slug = PLACES[0]
    for field in FIELDS:
        name, renamed = RENAMED.get(field.slug, (field.bureau, 0))
        former = place + field.bureau if renamed else ""
        short = place.removesuffix("区") + name
        yield Body(place + name, short, f"{slug}-{field.slug}", place, field, former, renamed)


def _programmes(everyone: tuple[Body, ...]) -> Iterator[Programme]:
    for which, body in enumerate(everyone):
        for turn, years in enumerate(YEARS):
            number = which * len(YEARS) + turn
            things = body.field.things
            yield Programme(
                number,
                body,
                things[turn % len(things)],
                ACTIONS[number % len(ACTIONS)],
                STREETS[number % len(STREETS)] if turn % 2 else "",
                years,
                REWEIGHED.get(body.field.slug, 9999),
                explains=number % 3 > 0,
            )


if __name__ == "__main__":
    main()
