"""Writes what is told of the commands anew: `python -m cctui.reference`, or `make docs`.

The man page is for the system's manual, the help for `cctui --help`, which then needs no library to print it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from cctui.cli.manpage import man_page
from cctui.cli.registry import help_text

_HERE: Final = Path(__file__).parent
HELP: Final = _HERE / "cli" / "help.txt"
MAN_PAGE: Final = _HERE.parent / "docs" / "cctui.1"


def main() -> int:
    """Write both files; the exit code."""
    HELP.write_text(help_text(), encoding="utf-8")
    MAN_PAGE.write_text(man_page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
