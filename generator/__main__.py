"""Entry point of `python -m generator`."""

import gc
import os
import sys

try:
    gc.disable()  # all that is loaded stays: there is no waste to look for
    from generator.cli import main

    gc.enable()
    status = main()
    sys.stdout.flush()
    gc.freeze()  # nor at the end, which takes a tenth of a second of a large site
except BrokenPipeError:  # whoever read along, such as `head`, has seen enough
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    status = 1
except KeyboardInterrupt:  # Ctrl+C, wherever it comes
    print("\n已中断。", file=sys.stderr)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    status = 130
raise SystemExit(status)
