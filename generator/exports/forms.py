"""Official forms of a project as Word documents: 信息表, and 自评表 if the paper is one; printed values only.

Blanks of the paper stay blank. `Word下载: 否` in `site.yml` disables them.
"""

from collections.abc import Iterator

from generator.forms.document import cover_of, write
from generator.forms.layouts import layouts
from generator.forms.layouts.info_sheet import NAME as INFO_SHEET
from generator.forms.layouts.self_evaluation import NAME as SELF_SHEET
from generator.forms.published import published
from generator.model.book import Site
from generator.model.project import Project
from generator.views import ProjectDetail
from generator.views.download import Export

ADDRESSES = {INFO_SHEET: "xinxibiao", SELF_SHEET: "zipingbiao"}


def project_files(detail: ProjectDetail, site: Site) -> Iterator[Export]:
    """Yield one document per form, with the wording of the project's page."""
    for name in _forms(detail.project) if site.word else ():
        layout = layouts()[name]
        form = published(layout.layout(detail.declared), detail.project)
        title = f"{detail.years} {detail.title}：{form.title}".strip()
        yield Export(f"data/{detail.id}.{ADDRESSES[name]}.docx", write(form, cover_of(layout, detail.id)), title)


def _forms(project: Project) -> Iterator[str]:
    """Yield the forms of a project: as on its page, a 自评表 comes without a 信息表 unless one was published."""
    if project.sheet is None or not project.compiled_from:
        yield INFO_SHEET
    if project.sheet is not None:
        yield SELF_SHEET
