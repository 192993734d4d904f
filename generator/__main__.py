"""Entry point of `python -m generator`."""

import atexit
import gc
import os
import sys

try:
    gc.disable()  # all that is loaded stays: there is no waste to look for
    from generator.cli import main

    gc.enable()
    status = main()
    sys.stdout.flush()
except BrokenPipeError:  # whoever read along, such as `head`, has seen enough
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    status = 1
except KeyboardInterrupt:  # Ctrl+C, wherever it comes
    print("\n已中断。", file=sys.stderr)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    status = 130
atexit._run_exitfuncs()
sys.stderr.flush()
os._exit(status)  # what is loaded need not be taken apart piece by piece, which takes longer than many a command
