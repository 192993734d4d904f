"""What jobs load on their way, loaded on import: the fork server does that once, and no job again."""

from contextlib import suppress
from importlib import import_module

from generator.checks import all_checks
from generator.core.registry import discover

FOLDERS = ("charts", "exports", "forms.layouts", "intake.files", "intake.kinds", "pages", "rules")
MODULES = ("generator.site.renderer", "pypinyin")

with suppress(Exception):  # the job that needs a faulty module tells of it
    for folder in FOLDERS:
        tuple(discover(f"generator.{folder}"))
    all_checks()
    for name in MODULES:
        import_module(name)
