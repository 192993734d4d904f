"""The command `form`: which forms of which projects or units are made, and where they are."""

import argparse
import sys

from generator.core.paths import Paths
from generator.draft.new import Answers, InvalidAnswer
from generator.pipeline.forms import FormError, FormRequest, make_forms


def run_form(options: argparse.Namespace) -> int:
    """Make the forms; 2 where something that was said cannot be used."""
    given = {name: getattr(options, name) for name in ("year", "slug", "name", "unit", "framework", "scheme")}
    said = Answers(last=getattr(options, "from"), **given)
    units = tuple(unit.strip() for unit in options.units.replace("，", ",").split(",") if unit.strip())
    request = FormRequest(options.form, getattr(options, "as"), tuple(options.projects), units, said, options.all)
    try:
        for file in make_forms(Paths(options.content, options.out), request):
            print(f"已做好 {file}")
    except (InvalidAnswer, FormError) as wrong:
        print(f"{wrong}。", file=sys.stderr)
        return 2
    return 0
