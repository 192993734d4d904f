"""年度: the key figures, the summary table and the charts of one year."""

from collections.abc import Iterator

from generator.pages import CHART_SCRIPTS, Material, Page, newest, shows
from generator.pages._tags import year_column, year_title


def pages(material: Material) -> Iterator[Page]:
    """One page a year."""
    years = tuple(material.views.years())
    for year, sums in years:
        yield Page(
            f"{year}/index.md",
            year_title(year),
            "year",
            shows(
                year=year,
                sums=sums,
                years=tuple(other for other, _ in years),
                charts=material.charts.get(str(year), ()),
                downloads=tuple(d for d in material.downloads if d.path.rpartition(".")[0] == f"data/{year}"),
            ),
            f"{year}年度 {sums.count} 个项目的绩效评价结果：预算、支出、执行率、评价分值、评价结论和整改情况。",
            wide=True,
            scripts=CHART_SCRIPTS,
            tags=year_column(year),
            changed=newest(sums.cards),
        )
