"""Undo and redo of receipts: posted rows stay, their exact reverse is added (rule 20)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from store.requests.calls import CloseInteraction, Redo, Undo
from store.requests.receipts import DeleteJournalLines
from store.tables.receipts import JournalLine, Posting
from tests.store.baseset import ANNA, BOB, INV_1, INV_2, INV_3, actor
from tests.store.quickdesk import QuickDesk, standing
from tests.store.receipts import apply_to, line, of, post, post_of, reverse, saved, unapply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.store.baseset import Desk

APRIL_10 = date(2026, 4, 10)


@pytest.fixture
def quick(desk: Desk) -> Iterator[QuickDesk]:
    """A desk with a promise, a line, and a payment that is partly applied."""
    made = QuickDesk(desk.url)
    made.promise([INV_1, INV_3], APRIL_10)
    made.open("call")
    post(made, "500", (INV_1, "400"))
    saved(made, "700", INV_1, INV_3, interaction_id="call")
    yield made
    made.close()


CHANGES: dict[str, Callable[[Any], Any]] = {
    "save": lambda d: d.do(line("20", INV_1, INV_2)),
    "change": lambda d: d.do(line("20", INV_1, INV_2, line_id=2, document_no="X")),
    "delete": lambda d: d.do(DeleteJournalLines(actor=ANNA, lines=((2, 1),))),
    "post": lambda d: d.do(post_of(d)),
    "unapply": unapply,
    "apply": lambda d: apply_to(d, INV_2),
    "reverse": reverse,
}


def test_several_lines_are_deleted_as_one_change_or_not_at_all(quick: QuickDesk) -> None:
    numbers = [saved(quick, "20", INV_1), saved(quick, "30", INV_3)]
    before = standing(quick.picture())
    stale = DeleteJournalLines(actor=ANNA, lines=((numbers[0], 1), (numbers[1], 7)))
    assert "was changed meanwhile" in quick.refused(stale, "changed")
    assert standing(quick.picture()) == before
    done = quick.do(DeleteJournalLines(actor=ANNA, lines=((2, 1), *((number, 1) for number in numbers))))
    assert done.summary == "Lines CR00002, CR00003 and CR00004 deleted"
    assert standing(quick.picture()) != before
    quick.do(Undo(actor=ANNA))
    assert standing(quick.picture()) == before


@pytest.mark.parametrize("name", CHANGES)
def test_undo_restores_what_stood_and_redo_makes_it_again(quick: QuickDesk, name: str) -> None:
    before = standing(quick.picture())
    CHANGES[name](quick)
    after = standing(quick.picture())
    assert after != before
    for days in range(3):
        later = actor(work_date=date(2026, 4, 5 + days))
        quick.do(Undo(actor=later))
        assert standing(quick.picture()) == before
        quick.do(Redo(actor=later))
        assert standing(quick.picture()) == after


def test_one_by_one_back_to_the_beginning_and_forward_again(quick: QuickDesk) -> None:
    images = [standing(quick.picture())]
    for name in ("post", "unapply", "apply", "save", "reverse"):
        CHANGES[name](quick)
        images.append(standing(quick.picture()))
    for image in reversed(images[:-1]):
        quick.do(Undo(actor=ANNA))
        assert standing(quick.picture()) == image
    for image in images[1:]:
        quick.do(Redo(actor=ANNA))
        assert standing(quick.picture()) == image


def test_the_register_keeps_all_of_it(quick: QuickDesk) -> None:
    quick.do(post_of(quick))
    quick.do(Undo(actor=ANNA))
    quick.do(Redo(actor=ANNA))
    kinds = [(each.kind, each.reverses_id) for each in quick.all(Posting)]
    assert kinds == [("receipt", None), ("receipt", None), ("reversal", 2), ("receipt", 3)]


def test_a_posted_line_comes_back_to_the_journal(quick: QuickDesk) -> None:
    done = quick.do(post_of(quick))
    assert quick.all(JournalLine) == []
    assert quick.do(Undo(actor=ANNA)).summary == f"Undone: {done.summary}"
    assert [(each.document_no, each.amount) for each in quick.all(JournalLine)] == [("CR00002", Decimal(700))]
    quick.do(post_of(quick))
    assert quick.entry(-3).document_no == "CR00002"


def test_what_another_paid_meanwhile_stays_paid(quick: QuickDesk) -> None:
    quick.do(post_of(quick))
    post(quick, "300", INV_2, actor=BOB)
    quick.do(Undo(actor=ANNA))
    assert of(quick.entry(INV_2).remaining, quick.entry(INV_1).remaining) == (500, 600)


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (lambda d: unapply(d, -2, BOB), "bob changed CR00002 since (Unapplied CR00002 from INV-1 and INV-3)."),
        (lambda d: reverse(d, -2, BOB), "bob changed CR00002 since (Reversed CR00002"),
    ],
)
def test_undo_is_refused_with_a_name_where_another_took_it_back(
    quick: QuickDesk, meanwhile: Callable[[Any], Any], said: str
) -> None:
    quick.do(post_of(quick))
    meanwhile(quick)
    before = quick.picture()
    sentence = quick.refused(Undo(actor=ANNA), "changed")
    assert sentence.startswith("This cannot be undone: ")
    assert said in sentence
    assert quick.picture() == before


def test_undo_is_refused_where_another_applied_the_rest_of_the_payment(quick: QuickDesk) -> None:
    numbers = [saved(quick, "150", (INV_2, "100"))]
    quick.do(post_of(quick, ANNA, *numbers))
    apply_to(quick, INV_3, payment=-2, actor=BOB)
    assert "bob changed CR00003 since (Applied CR00003: INV-3 50.00)" in quick.refused(Undo(actor=ANNA), "changed")


def test_redo_and_undo_of_unapplying_are_refused_where_the_entry_was_paid_meanwhile(quick: QuickDesk) -> None:
    unapply(quick)
    post(quick, "1000", INV_1, actor=BOB)
    assert "bob changed INV-1 since (Posted CR00003" in quick.refused(Undo(actor=ANNA), "changed")
    quick.do(Undo(actor=BOB))
    quick.do(Undo(actor=ANNA))
    assert quick.entry(INV_1).remaining == 600


def test_undo_is_refused_where_an_import_paid_the_entry_meanwhile(quick: QuickDesk) -> None:
    unapply(quick)
    quick.pay(INV_1, "700", APRIL_10)
    said = quick.refused(Undo(actor=ANNA), "changed")
    assert said == "This cannot be undone: INV-1 was paid or changed by an import since (Unapplied CR00001 from INV-1)."


def test_an_interaction_whose_receipt_was_undone_is_kept(desk: Desk) -> None:
    desk.open("call")
    saved(desk, "10", INV_1, interaction_id="call")
    desk.do(post_of(desk))
    desk.do(Undo(actor=ANNA))
    desk.do(Undo(actor=ANNA))
    discard = CloseInteraction(actor=ANNA, interaction_id="call", save=False)
    assert "A receipt was entered or posted" in desk.refused(discard)


def test_a_blank_interaction_whose_line_was_undone_vanishes(desk: Desk) -> None:
    desk.open("call")
    saved(desk, "10", INV_1, interaction_id="call")
    desk.do(Undo(actor=ANNA))
    desk.do(CloseInteraction(actor=ANNA, interaction_id="call", save=False))
