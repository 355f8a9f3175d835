"""Runs the benchmarks: `python -m bench [NAME…]`; each `*_bench.py` here has a `measure()` that yields `Ratio`s."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MINUTES = 19
"""What all of them take together on two cores, reckoned from smaller ones; most of it are the imports. The first time
books of ten million entries are made besides, which are kept in the cache."""


def names() -> list[str]:
    """The benchmarks that there are, in alphabetical order."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*_bench.py"))


def main(wanted: Iterable[str]) -> int:
    """Run the wanted benchmarks, or all; 0 where every limit is kept, 1 where one is not, 2 for an unknown name."""
    chosen = list(wanted) or names()
    unknown = sorted(set(chosen) - set(names()))
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}; there are: {', '.join(names()) or 'none'}.", file=sys.stderr)
        return 2
    if len(chosen) > 1:
        print(f"{len(chosen)} benchmarks; all of them take about {_MINUTES} minutes.", flush=True)
    kept = True
    for name in chosen:
        print(f"{name}:", flush=True)
        for ratio in importlib.import_module(f"bench.{name}").measure():
            print(f"  {ratio}", flush=True)
            kept = kept and ratio.kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
