from __future__ import annotations

from dataclasses import fields

import pytest

from store.rules.closing import Entered, unfinished, was_anything_entered


def test_what_is_unfinished_is_named() -> None:
    assert unfinished(
        ticked_not_updated=2,
        has_next_date=False,
        has_description=False,
        unsent_mails=1,
        unposted_lines=3,
        copies_owed=True,
    ) == (
        "2 entries ticked but not updated.",
        "No next interaction date.",
        "No description.",
        "1 mail not sent.",
        "No copy of the invoice was queued.",
        "3 journal lines not posted.",
    )
    assert unfinished(ticked_not_updated=0, has_next_date=True, has_description=True) == ()
    assert unfinished(ticked_not_updated=1, has_next_date=True, has_description=True) == (
        "1 entry ticked but not updated.",
    )


def test_nothing_entered() -> None:
    assert not was_anything_entered(Entered())


@pytest.mark.parametrize("name", [field.name for field in fields(Entered)])
def test_each_kind_of_entry_counts(name: str) -> None:
    assert was_anything_entered(Entered(**{name: True}))
