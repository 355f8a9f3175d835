"""What an outcome records is said in a sentence first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from store.rules.dates import next_working_day
from store.rules.outcomes import OutcomeError, OutcomeKind, plan

THURSDAY = date(2026, 4, 2)
GOOD_FRIDAY, EASTER_MONDAY, TUESDAY = date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 7)
HOLIDAYS = frozenset({GOOD_FRIDAY, EASTER_MONDAY})


def test_the_next_try_is_on_the_next_working_day() -> None:
    assert next_working_day(THURSDAY, ()) == GOOD_FRIDAY
    assert next_working_day(THURSDAY, HOLIDAYS) == TUESDAY
    for kind in ("no_answer", "voicemail"):
        assert plan(kind, THURSDAY, holidays=HOLIDAYS).next_on == TUESDAY


@pytest.mark.parametrize(
    ("kind", "more", "sentence"),
    [
        ("no_answer", {}, "No answer; next try Fri 3 Apr 2026."),
        ("voicemail", {"next_on": TUESDAY, "next_time": "09:30"}, "Voicemail left; next try Tue 7 Apr 2026 at 09:30."),
        (
            "invoice_not_received",
            {"documents": ["INV-1", "INV-3"], "email": "a@b.test"},
            "Invoice not received: INV-1, INV-3 to a@b.test by the outbox.",
        ),
        ("paid_already", {"note": "sent\non Monday"}, "Paid already; note “sent on Monday”."),
        (
            "paid_already",
            {"documents": ["INV-1"], "codes": ["PAID ALREADY"]},
            "Paid already: INV-1 becomes PAID ALREADY.",
        ),
        ("call_back", {"next_on": THURSDAY, "next_time": "15:30"}, "Call back Thu 2 Apr 2026 at 15:30."),
        ("note", {"note": " new owner "}, "Note “new owner”."),
    ],
)
def test_an_outcome_is_said(kind: OutcomeKind, more: dict[str, Any], sentence: str) -> None:
    assert plan(kind, THURSDAY, **more).sentence == sentence


@pytest.mark.parametrize(
    ("kind", "more", "sentence"),
    [
        ("call_back", {}, "A call back needs a date"),
        ("note", {"note": " "}, "the note is empty"),
        ("invoice_not_received", {"email": "a@b.test"}, "Tick the invoices"),
        ("invoice_not_received", {"documents": ["INV-1"]}, "no e-mail address"),
    ],
)
def test_what_is_missing_is_asked_for(kind: OutcomeKind, more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(OutcomeError, match=sentence):
        plan(kind, THURSDAY, **more)


def test_paid_already_changes_no_status_that_setup_does_not_have() -> None:
    assert plan("paid_already", THURSDAY, documents=["INV-1"], codes=["PAID"]).status_code == ""
