"""Entry point of `python -m generator`."""

import os
import sys

try:
    from generator.cli import main

    status = main()
    sys.stdout.flush()
except BrokenPipeError:  # whoever read along, such as `head`, has seen enough
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    status = 1
except KeyboardInterrupt:  # Ctrl+C, wherever it comes
    print("\n已中断。", file=sys.stderr)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    status = 130
sys.exit(status)
