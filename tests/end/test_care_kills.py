"""A backup or a restore, killed at any step: what is there is the old or the new, and never half of one."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from store.exchange.backup import back_up
from store.requests.setup import ChangeSetup
from tests.store import baseset

if TYPE_CHECKING:
    from tests.stores import Stores


def prepared(stores: Stores, folder: Path, what: str) -> Path:
    """Books called `new` beside a backup in which they were `old`; a restore is of the old over the new."""
    url = stores.copy_of("sqlite", "base", baseset.make_base_set)
    desk = baseset.Desk(url)
    desk.do(ChangeSetup(actor=baseset.ANNA, changes=(("company_name", "old"),)))
    made = folder / what
    made.mkdir()
    back_up(url, made / "backup.db", date(2026, 3, 31), lambda *_: None)
    desk.do(ChangeSetup(actor=baseset.ANNA, changes=(("company_name", "new"),)))
    back_up(url, made / "books.db", date(2026, 3, 31), lambda *_: None)
    return made


def kills(made: Path, what: str, every: int) -> list[dict[str, Any]]:
    """What was left after each kill."""
    words = [sys.executable, "-m", "tests.end.care_killed", what, str(made), str(every)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("what", "every"),
    [
        ("backup", 11),
        ("restore", 19),
        pytest.param("backup", 1, marks=pytest.mark.long),
        pytest.param("restore", 1, marks=pytest.mark.long),
    ],
)
def test_a_kill_leaves_the_old_or_the_new(stores: Stores, tmp_path: Path, what: str, every: int) -> None:
    found = kills(prepared(stores, tmp_path, what), what, every)
    assert len(found) > 3
    assert [each["killed"] for each in found] == [True] * (len(found) - 1) + [False]
    made, source = ("backup", "books") if what == "backup" else ("books", "backup")
    first = "old" if what == "backup" else "new"
    last = "new" if what == "backup" else "old"
    for each in found:
        assert each["left"][source] == last, each
        assert each["left"][made] in ({first, last} if each["killed"] else {last}), each
        assert each["after"] == {made: last, source: last}, each
        assert not each["again"], each
        assert each["parts"] == [], each
        if what == "restore":
            assert each["left"]["kept"] in ({"none", "new"} if each["left"][made] == "new" else {"new"}), each
    assert {each["left"][made] for each in found} == {first, last}
