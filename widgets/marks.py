"""Signs that the widgets paint; plain ASCII on a terminal that knows no others."""

from __future__ import annotations

import os
from typing import Final

PLAIN: Final = os.environ.get("TERM") == "dumb"
"""Whether only ASCII may be painted."""

TICK: Final = "x" if PLAIN else "✓"
SAVING: Final = "*" if PLAIN else "●"
FAILED: Final = "!" if PLAIN else "✗"
ELLIPSIS: Final = "~" if PLAIN else "…"
DOT: Final = "-" if PLAIN else "·"
ASCENDING: Final = "^" if PLAIN else "▲"
DESCENDING: Final = "v" if PLAIN else "▼"
BLOCKS: Final = "#" if PLAIN else "█"
EIGHTHS: Final = "" if PLAIN else "▏▎▍▌▋▊▉"
