"""The program: `cctui`, or `python -m cctui`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    # Read once, when Textual is imported: how long it waits for the rest of a key sequence after Esc.
    os.environ.setdefault("ESCDELAY", "25")
    from cctui.cli.running import run  # noqa: PLC0415 - after the environment is set

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
