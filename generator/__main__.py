"""The door of `python -m generator`."""

import os
import sys

from generator.cli import main

try:
    status = main()
    sys.stdout.flush()
except BrokenPipeError:  # whoever read along, such as `head`, has seen enough
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    status = 1
raise SystemExit(status)
