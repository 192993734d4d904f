"""Files as units send them, made for tests of `import`: a self-evaluation form filled as one types it in Excel."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

SHEET = "自评表"
Rows = tuple[tuple[object, ...], ...]

HEAD: Rows = (
    ("项目支出绩效自评表",),
    ("（2018年度）",),
    ("项目名称", "2018年档案数字化"),
    ("主管部门", "某市档案馆", "", "", "实施单位", "某市档案馆"),
    ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "120.00", "118.50", "116.13", "10", "98.00%", "9.8"),
    ("", "其中：当年财政拨款", "120.00", "118.50", "116.13", "—", "", "—"),
    ("年度总体目标", "预期目标", "", "", "实际完成情况"),
    ("", "完成馆藏档案数字化 12 万页。", "", "", "全年完成 12.3 万页。"),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    ("产出指标", "数量指标", "数字化页数", "≥12万页", "12.3万页", "30", "30", ""),
    ("产出指标", "质量指标", "图像合格率", "≥98%", "99%", "20", "20", ""),
    ("效益指标", "社会效益指标", "网上查档次数", "≥3000次", "3120次", "30", "30", ""),
    ("满意度指标", "服务对象满意度指标", "查档群众满意度", "≥90%", "95%", "10", "10", ""),
    ("总分", "", "", "", "", "100", "99.8", ""),
)


def self_evaluation(file: Path, cells: Mapping[str, object] | None = None, name: str = "", second: str = "") -> Path:
    """A filled form; `cells` are written over it by address, `name` takes the project's, `second` is another sheet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet(SHEET)
        typed = {xl_rowcol_to_cell(row, column): value for row, column, value in _cells()}
        for address, value in (typed | ({"B3": name} if name else {}) | dict(cells or {})).items():
            if value != "":
                sheet.write(address, value)
        if second:
            book.add_worksheet(second).write("A1", "填报说明")
    return file


def _cells() -> Iterator[tuple[int, int, object]]:
    for number, row in enumerate(HEAD):
        yield from ((number, column, value) for column, value in enumerate(row))
