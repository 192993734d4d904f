"""Text of a 抽样记录, readable and reproducible by hand."""

from collections.abc import Iterator

from generator.draft.form import quoted
from generator.model.sample import Sample

ABOUT = (
    "抽样记录，由 make review 写成。“种子来历”“说明”可以补写，其余请不要改动：改了就和重做一遍的对不上。",
    "怎样重做：每层里按 printf '%s' '种子:项目' | sha256sum 的结果从小到大排，取前几个；",
    "取几个 = 层里的项目数 × 比例，四舍五入取整，至少一个。项目后面是抽样那天数据文件的 SHA-256。",
)


def sample_text(sample: Sample) -> str:
    return "\n".join(_lines(sample)) + "\n"


def _lines(sample: Sample) -> Iterator[str]:
    yield from (f"# {line}" for line in ABOUT)
    yield f"种子: {quoted(sample.seed)}"
    for key, text in (("种子来历", sample.origin), ("年度", sample.year), ("单位", sample.unit)):
        if text:
            yield f"{key}: {quoted(text)}"
    yield f"比例: {sample.share.text}"
    yield "总体:"
    for layer in sample.layers:
        yield f"- 名称: {quoted(layer.name)}"
        yield "  项目:"
        yield from (f"  - {line}" for line in layer.lines)
    yield "抽中:"
    yield from (f"- {project}" for project in sample.drawn)
