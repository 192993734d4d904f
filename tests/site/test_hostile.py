"""Text of a data file can never become markup or script, wherever it stands."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build import build
from tests.site.conftest import FLAGS, ROOT

pytestmark = pytest.mark.browser
BITE = (
    "</title></script><script>window.pwned=1</script><img src=x onerror=window.pwned=2>"
    "*a*_b_`c`[d](javascript:e){{f}}{%g%}&lt;#1"
)
FREE = re.compile(r"^(?=.*[\u4e00-\u9fff]).{2,}$", re.S)


def bitten(value: Any, key: str = "") -> Any:
    """The same data with the bite behind every free text."""
    if isinstance(value, dict):
        return {k: v if k in FIXED else bitten(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [bitten(item, key) for item in value]
    return value + BITE if isinstance(value, str) and FREE.match(value) else value


FIXED = {
    *(
        "年度",
        "系列",
        "项目单位",
        "主管部门",
        "收录日期",
        "类别",
        "日期",
        "方式",
        "评级办法",
        "机构",
        "委托单位",
        "开始日期",
        "报告日期",
    ),
    *(
        "金额",
        "支出",
        "执行率",
        "评价分值",
        "评价结论",
        "得分率",
        "权重",
        "得分",
        "方法",
        "计分",
        "状态",
        "时间",
        "编号",
        "回收率",
    ),
    *("标识", "核实状态", "舍入方式", "发布日期", "含上限", "含下限", "等级"),
}


@pytest.fixture(scope="module")
def bitten_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the real content in which every free text carries the bite."""
    home = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / "content", home / "content")
    for path in (
        *(home / "content/projects").rglob("*.yml"),
        *(home / "content/schemes").glob("*.yml"),
        home / "content/site.yml",
    ):
        data = bitten(yaml.load(path.read_text(), Loader=yaml.BaseLoader))
        path.write_text(yaml.dump(data, allow_unicode=True, sort_keys=False))
    made = build(home / "content", home / "build")
    assert made.sound, [str(found) for found in made.diagnostics][:5]
    return home / "build/site"


def test_no_script_of_the_data_runs_and_the_text_is_shown_as_written(bitten_site: Path, chromium: Any) -> None:
    assert FLAGS
    page = chromium.new_page()
    seen = 0
    for path in sorted(bitten_site.rglob("*.html")):
        page.goto(f"file://{path}")
        page.wait_for_timeout(50)
        assert page.evaluate("window.pwned") is None, path
        assert page.locator("img[src=x]").count() == 0, path
        seen += BITE in page.locator("body").inner_text()
    assert seen >= 10
    project = bitten_site / "2017/shipin-huiyi.html"
    page.goto(f"file://{project}")
    assert BITE in page.title()
    assert BITE in page.locator("h1").inner_text()
    page.close()
