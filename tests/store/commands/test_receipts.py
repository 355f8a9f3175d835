"""Cash receipts from the journal to the ledger and back (rule 15, S34)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from store.books import Books
from store.queries.as_of import aging_as_of
from store.queries.check import check
from store.queries.receipts import (
    applicable_entries,
    journal_line,
    journal_lines,
    next_document_no,
    posted_receipts,
    unposted_count,
)
from store.queries.statistics import customer_statistics
from store.requests.calls import CloseInteraction, Undo
from store.requests.receipts import ApplyEntries, DeleteJournalLines, PostJournal, ReversePosting, Unapply
from store.requests.setup import ChangeSetup
from store.rules.aging import AgingBands
from store.tables.ledger import CustomerLedgerEntry, DetailedCustomerLedgerEntry
from store.tables.receipts import JournalApplication, JournalLine, Posting
from tests.store.baseset import ANNA, BOB, EUR_1, INV_1, INV_2, INV_3, JPY_1, PAY_7, WORK_DATE, actor
from tests.store.receipts import APRIL_3, apply_to, line, of, post, post_of, reverse, saved, unapply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.store.baseset import Desk


@pytest.fixture
def books(desk: Desk) -> Iterator[Books]:
    """The same books as pages read them; at the end they agree with themselves."""
    opened = Books.open(desk.url)
    yield opened
    assert opened.read(check, WORK_DATE) == []
    opened.close()


def details(desk: Desk, number: int) -> list[tuple[str, Decimal, Decimal]]:
    found = [each for each in desk.all(DetailedCustomerLedgerEntry) if each.entry_no == number]
    return [(each.kind, each.amount, each.amount_lcy) for each in found if each.kind != "initial"]


@pytest.mark.seed("S34")
def test_a_line_from_an_interaction_is_posted_and_applied_to_the_ticked_entries(desk: Desk, books: Books) -> None:
    desk.open("call", ANNA, INV_1, INV_3)
    number = saved(desk, "1200", INV_1, INV_3, interaction_id="call", external_document_no="BANK 7\x07")
    (row,) = books.read(journal_lines, interaction_id="call")
    assert (row.document_no, row.external_document_no, row.document_nos) == (
        "CR00001",
        "BANK 7\ufffd",
        ("INV-1", "INV-3"),
    )
    assert books.read(unposted_count, "call") == 1
    done = desk.do(post_of(desk))
    assert done.summary == "Posted CR00001, 1,200.00 from Northwind [red] Ltd: INV-1 1,000.00, INV-3 200.00"
    assert (done.result.entry_nos, done.result.closed) == ((INV_1, INV_3), (INV_1,))  # type: ignore[attr-defined]
    assert of(desk.entry(INV_1).remaining, desk.entry(INV_3).remaining) == (0, 300)
    assert desk.entry(INV_1).closed_on == APRIL_3
    payment = desk.entry(-1)
    assert (payment.document_type, payment.original_amount, payment.open, payment.source) == (
        "Payment", Decimal(-1200), False, "posted",
    )  # fmt: skip
    assert (books.read(journal_line, number), books.read(unposted_count, "call")) == (None, 0)
    (posted,) = books.read(posted_receipts, customer_no="C1")
    assert (posted.document_nos, posted.state, posted.amount) == (("INV-1", "INV-3"), "applied", Decimal(1200))


def test_applied_to_the_oldest_by_due_date_and_the_rest_stays_open(desk: Desk, books: Books) -> None:
    assert [each.document_no for each in books.read(applicable_entries, "C1", "")] == [
        "INV-1", "INV-3", "INV-4", "INV-2",
    ]  # fmt: skip
    post(desk, "2600", oldest_first=True)
    assert [desk.entry(number).remaining for number in (INV_1, INV_3, INV_2)] == [0, 0, 0]
    assert desk.entry(-1).remaining == -50
    (posted,) = books.read(posted_receipts, limit=1)
    assert of(posted.unapplied, posted.state) == (50, "partly applied")
    assert books.read(applicable_entries, "C1", "") == []


def test_a_discount_and_a_difference_in_lcy_stand_as_details_of_their_own(desk: Desk, books: Books) -> None:
    with desk.session() as session:
        entry = session.merge(desk.entry(EUR_1))
        entry.payment_discount_date, entry.payment_discount = APRIL_3, Decimal(20)
    post(desk, "980", EUR_1, customer_no="C2", currency_code="EUR", amount_lcy=Decimal(900))
    assert details(desk, EUR_1) == [
        ("application", Decimal(-980), Decimal(-900)),
        ("discount", Decimal(-20), Decimal("-17.06")),
        ("gain_loss", Decimal(0), Decimal("63.85")),
    ]
    assert details(desk, -1) == [("application", Decimal(980), Decimal(900))]
    closed = desk.entry(EUR_1)
    assert of(closed.remaining, closed.remaining_lcy, closed.open) == (0, 0, False)
    unapply(desk)
    opened = desk.entry(EUR_1)
    assert of(opened.remaining, opened.remaining_lcy) == (1000, Decimal("853.21"))
    assert [kind for kind, *_ in details(desk, EUR_1)[3:]] == ["unapplication", "discount", "gain_loss"]
    assert of(desk.entry(-1).remaining, desk.entry(-1).remaining_lcy) == (-980, -900)
    apply_to(desk, EUR_1)
    assert (desk.entry(EUR_1).open, desk.entry(-1).open) == (False, False)
    assert books.read(posted_receipts)[0].state == "applied"


def test_a_currency_without_decimals_takes_none(desk: Desk) -> None:
    more: dict[str, Any] = {"customer_no": "C2", "currency_code": "JPY"}
    assert "JPY has no decimals" in desk.refused(line("100.50", JPY_1, **more))
    post(desk, "50000", JPY_1, **more)
    assert (desk.entry(JPY_1).remaining_lcy, desk.entry(-1).original_amount_lcy) == (
        Decimal("256.17"), Decimal("-256.18"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "wanted", "more", "said"),
    [
        ("10", (PAY_7,), {}, "PAY-7 is a credit"),
        ("10", (EUR_1,), {}, "Entry 21 is closed, or another customer's"),
        ("10", ((INV_1, "11"),), {}, "The receipt has 10.00 left for INV-1"),
        ("5000", ((INV_1, "1000.01"),), {}, "1,000.00 remains on INV-1"),
        ("10", (INV_1,), {"oldest_first": True}, "to the oldest entries or to chosen ones"),
        ("10", (), {"customer_no": "C9"}, "There is no customer C9"),
        ("10", (), {"customer_no": "C2", "currency_code": "EUR"}, "Nothing tells what EUR"),
        ("10", (), {"currency_code": "e\x1b[1m", "amount_lcy": Decimal(9)}, "is no currency code"),
        ("10", (), {"currency_code": "EURO", "amount_lcy": Decimal(9)}, "“EURO” is no currency code"),
        ("10", (), {"interaction_id": "gone"}, "This interaction is not in the books"),
    ],
)
def test_a_line_that_does_not_fit_is_refused(
    desk: Desk, amount: str, wanted: tuple[int, ...], more: dict[str, Any], said: str
) -> None:
    sentence = desk.refused(line(amount, *wanted, **more))
    assert said in sentence or (wanted == (EUR_1,) and "EUR-1 is another customer's" in sentence)
    assert (len(desk.all(JournalLine)), len(desk.all(JournalApplication))) == (0, 0)


def test_the_code_of_lcy_is_lcy(desk: Desk, books: Books) -> None:
    post(desk, "400", INV_1, currency_code="gbp")
    assert of(desk.entry(INV_1).remaining, desk.entry(-1).currency_code) == (600, "")


def test_a_reversed_receipt_is_not_the_last_payment(desk: Desk, books: Books) -> None:
    def last() -> str:
        found = books.read(customer_statistics, "C1", WORK_DATE, AgingBands())
        return found.last_payment.document_no if found and found.last_payment else ""

    assert last() == "PAY-7"
    post(desk, "400", INV_1)
    assert last() == "CR00001"
    reverse(desk)
    assert last() == "PAY-7"
    desk.do(Undo(actor=ANNA))
    assert last() == "CR00001"


def test_the_balance_as_of_a_day_knows_what_was_posted_here(desk: Desk, books: Books) -> None:
    def as_of(day: date) -> Decimal:
        (row,), _ = books.read(aging_as_of, day, AgingBands(), "C1")
        assert (sum(row.bands_lcy), row.estimated) == (row.balance_lcy, False)
        return row.balance_lcy

    with desk.session() as session:
        entry = session.merge(desk.entry(INV_3))
        entry.payment_discount_date, entry.payment_discount = APRIL_3, Decimal(10)
    post(desk, "490", INV_3)
    assert of(as_of(WORK_DATE), as_of(APRIL_3)) == (2050, 1550)
    post(desk, "100", INV_1, day=WORK_DATE)
    reverse(desk, -2)
    post(desk, "100", INV_2, day=date(2026, 3, 10))
    assert of(as_of(date(2026, 3, 10)), as_of(WORK_DATE), as_of(APRIL_3)) == (1650, 1950, 1450)


def test_a_receipt_dated_before_its_invoice_is_applied_on_the_invoices_date(desk: Desk) -> None:
    before = date(2026, 1, 20)
    post(desk, "1500", INV_1, INV_3, day=before)
    dated = [(each.entry_no, each.kind, each.posting_date) for each in desk.all(DetailedCustomerLedgerEntry)][-5:]
    posted = {INV_1: date(2026, 1, 29), INV_3: date(2026, 2, 8)}
    pairs = [(number, "application", posted[of]) for of in (INV_1, INV_3) for number in (-1, of)]
    assert sorted(dated) == sorted([(-1, "initial", before), *pairs])
    closed = {number: desk.entry(number).closed_on for number in (INV_1, INV_3, -1)}
    assert closed == {**posted, -1: posted[INV_3]}
    unapply(desk)
    assert {each.posting_date for each in desk.all(DetailedCustomerLedgerEntry)[-4:]} == set(posted.values())


def test_document_nos_go_on_and_none_is_taken_twice(desk: Desk, books: Books) -> None:
    desk.do(ChangeSetup(actor=ANNA, changes=(("next_receipt_no", "A-99/26"),)))
    assert books.read(next_document_no) == "A-99/26"
    first = saved(desk, "10", INV_1)
    assert books.read(next_document_no) == "A-99/27"
    assert desk.refused(line("10", INV_1, document_no=" A-99/26")) == (
        "Another line of the journal has the document no. A-99/26: type another, or leave it out."
    )
    post_it = post_of(desk, ANNA, first)
    desk.do(post_it)
    assert "A-99/26 is posted already" in desk.refused(line("10", INV_1, document_no="A-99/26"))
    reverse(desk)
    saved(desk, "10", INV_1, document_no="A-99/26")
    saved(desk, "10", INV_1)
    assert [each.document_no for each in books.read(journal_lines)] == ["A-99/26", "A-99/27"]
    assert desk.do(post_it).result is None  # the same request once more changes nothing
    assert len(books.read(journal_lines, user_name="anna")) == 2
    assert books.read(journal_lines, user_name="bob") == []


def test_a_line_is_changed_in_place_and_deleted(desk: Desk, books: Books) -> None:
    number = saved(desk, "300", INV_1, INV_3)
    row = books.read(journal_line, number)
    assert row is not None
    changed: dict[str, Any] = {"line_id": number, "version": row.version, "document_no": row.document_no}
    saved(desk, "200", (INV_3, "150"), INV_2, **changed)
    again = books.read(journal_line, number)
    assert again is not None
    assert of(again.amount, again.applies_to) == (200, ((INV_3, Decimal(150)), (INV_2, None)))
    assert "was changed meanwhile" in desk.refused(line("1", INV_1, **changed), "changed")
    stale = DeleteJournalLines(actor=BOB, lines=((number, row.version),))
    assert "was changed meanwhile" in desk.refused(stale, "changed")
    desk.do(DeleteJournalLines(actor=BOB, lines=((number, again.version),)))
    assert books.read(journal_lines) == []
    assert "no longer in the journal" in desk.refused(line("1", INV_1, **changed), "changed")


def test_several_lines_are_posted_together_or_not_at_all(desk: Desk, books: Books) -> None:
    numbers = [saved(desk, "600", INV_1), saved(desk, "700", (INV_1, "700"))]
    said = desk.refused(post_of(desk, ANNA, *numbers))
    assert said == "CR00002: 400.00 remains on INV-1: 700.00 is more than that."
    assert of(desk.entry(INV_1).remaining, desk.all(Posting)) == (1000, [])
    saved(desk, "400", (INV_1, "400"), line_id=numbers[1])
    done = desk.do(post_of(desk, ANNA, *numbers))
    assert done.summary == "Posted 2 receipts, 1,000.00: CR00001 and CR00002"
    assert done.result.payment_entry_nos == (-1, -2)  # type: ignore[attr-defined]
    assert not desk.entry(INV_1).open
    assert "nothing to post" in desk.refused(PostJournal(actor=ANNA, lines=()))
    assert len(books.read(posted_receipts)) == 2


def test_an_entry_that_changed_since_the_preview_is_named(desk: Desk) -> None:
    number = saved(desk, "600", INV_1, INV_3)
    seen = tuple((each, desk.entry(each).version) for each in (INV_1, INV_3))
    desk.update([INV_3], "NO ANSWER", actor=BOB)
    request = PostJournal(actor=ANNA, lines=((number, 0),), seen=seen)
    assert desk.refused(request, "changed") == "INV-3 was changed meanwhile: look again (r), then repeat."
    assert desk.entry(INV_1).remaining == 1000


def test_what_is_not_to_be_taken_back_is_refused_with_the_reason(desk: Desk) -> None:
    post(desk, "50", oldest_first=False)
    assert "applied to nothing" in desk.refused(Unapply(actor=ANNA, payment_entry_no=-1))
    assert "was not posted here" in desk.refused(Unapply(actor=ANNA, payment_entry_no=PAY_7))
    assert "was not posted here" in desk.refused(ReversePosting(actor=ANNA, payment_entry_no=-9))
    apply_to(desk, INV_1)
    nothing = ApplyEntries(actor=ANNA, payment_entry_no=-1, applies_to=((INV_3, None),))
    assert "applied in full" in desk.refused(nothing)
    unapply(desk)
    assert "CM-9 is a credit" in desk.refused(ApplyEntries(actor=ANNA, payment_entry_no=-1, applies_to=((5, None),)))
    reverse(desk)
    for request in (Unapply, ReversePosting):
        assert desk.refused(request(actor=ANNA, payment_entry_no=-1)) == "CR00001 was reversed already."


def test_a_reversed_payment_shows_nothing_twice_at_any_date(desk: Desk) -> None:
    post(desk, "400", INV_1)
    unapply(desk, actor=actor(work_date=date(2026, 5, 1)))
    apply_to(desk, INV_3, actor=actor(work_date=date(2026, 5, 2)))
    reverse(desk, actor=actor(work_date=date(2026, 5, 3)))
    assert {each.posting_date for each in desk.all(DetailedCustomerLedgerEntry) if each.transaction_no} == {APRIL_3}
    assert sum(each.remaining_lcy for each in desk.all(CustomerLedgerEntry) if each.customer_no == "C1") == 2050
    assert [each.kind for each in desk.all(Posting)] == [
        "receipt", "unapplication", "application", "unapplication", "reversal",
    ]  # fmt: skip


def test_an_interaction_with_a_line_or_a_posting_is_not_discarded(desk: Desk) -> None:
    desk.open("call")
    post(desk, "10", INV_1, interaction_id="call")
    reverse(desk)
    discard = CloseInteraction(actor=ANNA, interaction_id="call", save=False)
    assert "Something was entered" in desk.refused(discard)
    desk.open("blank")
    with desk.session() as session:
        session.merge(desk.all(Posting)[0])
    assert "another customer's" in desk.refused(line("10", customer_no="C2", interaction_id="blank"))
    desk.do(CloseInteraction(actor=ANNA, interaction_id="blank", save=False))
