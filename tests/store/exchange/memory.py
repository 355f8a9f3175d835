"""How much memory this process takes."""

from __future__ import annotations

import re
from pathlib import Path


def peak() -> float:
    """The most memory this process has held since `forget_peak`, in MiB."""
    told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert told
    return int(told[1]) / 1024


def forget_peak() -> float:
    """Count the peak anew from now on; what is held now, in MiB."""
    Path("/proc/self/clear_refs").write_text("5")
    return peak()
