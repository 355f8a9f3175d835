"""The outbox: queued with its bytes frozen, claimed once, and what a person decides (rule 17, S47)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import select

from store.books import Books
from store.queries import outbox
from store.queries.check import check
from store.requests.calls import ChangeInteraction, CloseInteraction
from store.requests.mail import AttachmentGiven, HoldMail, RetryMail, SettleMail
from store.rules.outbox import MOST_BYTES
from store.rules.text import is_clean
from store.tables.audit import AuditChange
from store.tables.calls import Interaction
from store.tables.ledger import CustomerLedgerEntry
from store.tables.outbox import OutboxContent, OutboxMessage
from store.tables.setup import CreditControlSetup, InteractionType
from tests.hostile import STRINGS
from tests.store.baseset import ANNA, BOB, EUR_1, INV_1, INV_2, PAY_7, WORK_DATE, actor
from tests.store.mails import claimed, entered, mail, queued, report, stands

if TYPE_CHECKING:
    from tests.store.baseset import Desk


def read(desk: Desk, query: Any, *args: Any, **more: Any) -> Any:  # noqa: ANN401 - any query
    books = Books.open(desk.url)
    try:
        return books.read(query, *args, **more)
    finally:
        books.close()


def ask_for_days(desk: Desk, days: int) -> None:
    with desk.session() as session:
        session.get_one(CreditControlSetup, 1).mail_least_days = days


def type_id(desk: Desk, description: str) -> int:
    return next(row.id or 0 for row in desk.all(InteractionType) if row.description == description)


@pytest.mark.seed("S47")
def test_a_mail_stands_in_the_outbox_as_it_was_asked_for(desk: Desk) -> None:
    given = AttachmentGiven("INV-1.pdf", "application/pdf", 900, "ab", "invoice", INV_1)
    done = desk.do(mail(attachments=(given,), entries=((INV_1, 1), (INV_2, 0))))
    assert (done.result, done.summary) == (1, "Mail to mary@northwind.example queued: Statement 1")
    found = stands(desk)
    row = found.row
    assert (row.state, row.customer_no, row.recipient, row.subject) == (
        *("queued", "C1", "mary@northwind.example", "Statement 1"),
    )
    assert (row.queued_on, row.queued_at, row.attempts, row.user_name) == (WORK_DATE, desk.now, 0, "anna")
    assert (found.sender, found.body, found.message_id) == (
        *("anna@test.example", "Dear Mary,\nhere it is.", "<1@test.example>"),
    )
    (attached,) = found.attachments
    assert (attached.name, attached.document, attached.entry_no, attached.document_no) == (
        *("INV-1.pdf", "invoice", INV_1, "INV-1"),
    )
    assert read(desk, outbox.content, 1) == mail().content
    assert read(desk, check, WORK_DATE) == []


def test_no_bytes_are_in_the_audit_or_in_a_request_told(desk: Desk) -> None:
    asked = mail(content=b"needle")
    desk.do(asked)
    assert "outbox_content" not in {change.table_name for change in desk.all(AuditChange)}
    assert "needle" not in repr(desk.all(AuditChange)) + repr(asked) + repr(claimed(desk))


def test_the_same_request_twice_queues_one_mail(desk: Desk) -> None:
    asked = mail()
    desk.do(asked)
    desk.do(asked)
    assert len(desk.all(OutboxMessage)) == 1
    assert "already, as number 1" in desk.refused(mail())


def test_the_interaction_counts_as_entered_and_takes_the_type(desk: Desk) -> None:
    desk.open()
    queued(desk, interaction_id="call", type_id=type_id(desk, "Statement"))
    (interaction,) = desk.all(Interaction)
    assert (interaction.entered, interaction.description) == (True, "Statement")
    assert interaction.interaction_type_id == type_id(desk, "Statement")
    assert read(desk, outbox.unsent_count, "call") == 1
    assert [row.message_no for row in read(desk, outbox.interaction_mails, "call")] == [1]


@pytest.mark.parametrize(("typed", "told"), [("Rang twice", "Rang twice"), ("Call", "Statement"), ("", "Statement")])
def test_a_typed_description_stays(desk: Desk, typed: str, told: str) -> None:
    desk.open()
    desk.do(ChangeInteraction(actor=ANNA, interaction_id="call", changes={"description": typed}, entered=True))
    queued(desk, interaction_id="call", type_id=type_id(desk, "Statement"))
    assert desk.all(Interaction)[0].description == told


def test_an_interaction_with_a_mail_is_not_thrown_away(desk: Desk) -> None:
    desk.open()
    queued(desk, interaction_id="call")
    with desk.session() as session:
        session.get_one(Interaction, "call").entered = False
    sentence = desk.refused(CloseInteraction(actor=ANNA, interaction_id="call", save=False))
    assert sentence == "A mail was sent or queued from this interaction: it is kept. Close it with saving."


def test_nothing_of_a_refused_mail_is_kept(desk: Desk) -> None:
    desk.open("other", customer_no="C2")
    desk.open("closed")
    desk.do(ChangeInteraction(actor=ANNA, interaction_id="closed", changes={"notes": "x"}))
    desk.do(CloseInteraction(actor=ANNA, interaction_id="closed"))
    foreign = AttachmentGiven("a.pdf", "application/pdf", 1, "", "invoice", EUR_1)
    for asked, words in (
        (mail(customer_no="C99"), "no customer C99"),
        (mail(interaction_id="other"), "another customer"),
        (mail(interaction_id="closed"), "closed and stays as it is"),
        (mail(interaction_id="gone"), "not in the books"),
        (mail(recipient=""), "no recipient's e-mail address"),
        (mail(recipient="mary@x.example\r\nBcc: eve@x.example"), "The recipient's address cannot be used"),
        (mail(recipient="Mary <mary@x.example>"), "more than one address"),
        (mail(sender=""), "no sender's e-mail address"),
        (mail(message_id=" "), "no Message-ID"),
        (mail(content=b""), "is empty"),
        (mail(content=bytes(MOST_BYTES + 1)), "40.0 MiB, and the outbox takes 40"),
        (mail(attachments=(foreign,)), f"Entry {EUR_1} is none of customer C1"),
        (mail(type_id=999, interaction_id="other", customer_no="C2"), "no such interaction type"),
    ):
        assert words in desk.refused(asked)
    assert (desk.all(OutboxMessage), desk.all(OutboxContent)) == ([], [])
    assert not next(row for row in desk.all(Interaction) if row.id == "other").entered


def test_figures_that_changed_meanwhile_are_not_sent(desk: Desk) -> None:
    seen = ((INV_1, desk.entry(INV_1).version), (INV_2, desk.entry(INV_2).version))
    desk.pay(INV_1, "400", WORK_DATE)
    assert "INV-1 was changed meanwhile" in desk.refused(mail(entries=seen), "changed")
    assert desk.all(OutboxMessage) == []


def test_a_statement_is_refused_where_an_entry_came_since_it_was_read(desk: Desk) -> None:
    statement = AttachmentGiven("statement.pdf", "application/pdf", 900, "ab", "statement")
    with desk.session() as session:
        theirs = session.exec(select(CustomerLedgerEntry).where(CustomerLedgerEntry.customer_no == "C1")).all()
        seen = tuple((each.entry_no, 0) for each in theirs if each.document_no != "PAY-7")
    assert "PAY-7 was changed meanwhile" in desk.refused(mail(entries=seen, attachments=(statement,)), "changed")
    queued(desk, entries=(*seen, (PAY_7, 0)), attachments=(statement,))
    queued(desk, 2, entries=seen)


def test_a_customer_is_not_mailed_twice_within_the_days_of_setup(desk: Desk) -> None:
    queued(desk, 1)
    queued(desk, 2)
    ask_for_days(desk, 7)
    later = actor(work_date=date(2026, 4, 2))
    assert desk.refused(mail(3, actor=later)) == (
        "Northwind [red] Ltd had a mail on Tue 31 Mar 2026 (2 days ago), and setup asks for 7 days between two: "
        "wait until Tue 7 Apr 2026, or override it."
    )
    assert queued(desk, 3, actor=later, override=True) == 3
    assert queued(desk, 4, customer_no="C2", actor=later) == 4
    assert "(5 days ago)" in desk.refused(mail(5, actor=actor(work_date=date(2026, 4, 7))))
    assert queued(desk, 5, actor=actor(work_date=date(2026, 4, 9))) == 5
    last = read(desk, outbox.last_mail, "C1")
    assert (last.message_no, last.queued_on, last.state) == (5, date(2026, 4, 9), "queued")


def test_a_held_or_failed_mail_is_not_the_last(desk: Desk) -> None:
    ask_for_days(desk, 7)
    queued(desk, 1, held="Wait for Jo")
    assert read(desk, outbox.last_mail, "C1") is None
    queued(desk, 2)
    (taken,) = claimed(desk)
    desk.do(report(taken, "failed", reply_code=550, reply="no such user"))
    assert queued(desk, 3) == 3


def test_lists_and_counts(desk: Desk) -> None:
    for number in (1, 2, 3):
        queued(desk, number, customer_no="C2" if number == 2 else "C1", held="later" if number == 3 else "")
    assert [row.message_no for row in read(desk, outbox.outbox)] == [3, 2, 1]
    assert [row.message_no for row in read(desk, outbox.outbox, states=["queued"], limit=1)] == [2]
    assert [row.customer_name for row in read(desk, outbox.outbox, customer_no="C2")] == ["Überseehandel GmbH"]
    counts = read(desk, outbox.state_counts)
    assert counts == {"queued": 2, "sending": 0, "sent": 0, "failed": 0, "uncertain": 0, "held": 1}
    assert (read(desk, outbox.message, 9), read(desk, outbox.content, 9)) == (None, None)


def test_held_mails_do_not_go_until_a_person_says_so(desk: Desk) -> None:
    queued(desk, 1, held="Wait for Jo")
    queued(desk, 2)
    assert "needs a reason" in desk.refused(HoldMail(actor=ANNA, message_no=2, version=1, reason=" "))
    desk.do(HoldMail(actor=ANNA, message_no=2, version=1, reason="In dispute"))
    assert (stands(desk, 1).row.held_reason, stands(desk, 2).row.held_reason) == ("Wait for Jo", "In dispute")
    assert claimed(desk) == ()
    assert claimed(desk, message_no=2) == ()
    assert "is held (In dispute)" in desk.refused(HoldMail(actor=ANNA, message_no=2, version=0, reason="x"))
    assert "changed meanwhile" in desk.refused(RetryMail(actor=BOB, message_no=2, version=1), "changed")
    desk.do(RetryMail(actor=BOB, message_no=2, version=2))
    assert stands(desk, 2).row.held_reason == ""
    assert [each.message_no for each in claimed(desk)] == [2]


def test_what_is_being_sent_or_sent_is_not_held_or_repeated(desk: Desk) -> None:
    queued(desk)
    assert "with the next sending already" in desk.refused(RetryMail(actor=ANNA, message_no=1, version=0))
    (taken,) = claimed(desk)
    for asked in (
        HoldMail(actor=ANNA, message_no=1, version=0, reason="x"),
        RetryMail(actor=ANNA, message_no=1, version=0),
        SettleMail(actor=ANNA, message_no=1, version=0),
    ):
        assert "is being sent" in desk.refused(asked)
    desk.do(report(taken, "sent", sent_to="mary@northwind.example"))
    for again in (
        HoldMail(actor=ANNA, message_no=1, version=0, reason="x"),
        RetryMail(actor=ANNA, message_no=1, version=0),
        SettleMail(actor=ANNA, message_no=1, version=0),
    ):
        assert "was sent to mary@northwind.example" in desk.refused(again)
    assert "no mail 7" in desk.refused(RetryMail(actor=ANNA, message_no=7, version=0))


@pytest.mark.parametrize("held_before", [False, True])
def test_an_uncertain_mail_waits_for_a_persons_word(desk: Desk, *, held_before: bool) -> None:
    queued(desk)
    (taken,) = claimed(desk)
    entered(desk, taken)
    desk.do(report(taken, "uncertain", reply="the line dropped"))
    assert stands(desk).row.may_have_arrived
    assert claimed(desk) == ()
    assert claimed(desk, message_no=1) == ()
    if held_before:
        desk.do(HoldMail(actor=ANNA, message_no=1, version=0, reason="ask Mary"))
        assert stands(desk).row.may_have_arrived
    desk.do(SettleMail(actor=ANNA, message_no=1, version=0))
    row = stands(desk).row
    assert (row.state, row.sent_at, row.reply) == ("sent", desk.now, "anna said that it arrived.")
    assert (row.may_have_arrived, read(desk, check, WORK_DATE)) == (False, [])


def test_an_uncertain_mail_goes_again_at_a_persons_word(desk: Desk) -> None:
    queued(desk)
    (taken,) = claimed(desk)
    entered(desk, taken)
    desk.do(report(taken, "uncertain"))
    done = desk.do(RetryMail(actor=ANNA, message_no=1, version=0))
    assert done.summary == "Mail to mary@northwind.example queued again, although it may have arrived"
    assert [each.message_id for each in claimed(desk)] == [taken.message_id]


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.long)])
def test_hostile_texts_are_text(desk: Desk, step: int) -> None:
    for number, hostile in enumerate(list(STRINGS.values())[::step], 1):
        queued(desk, number, subject=hostile, recipient_name=hostile, body=hostile)
        desk.do(HoldMail(actor=ANNA, message_no=number, version=1, reason=f"x{hostile}"))
    rows = desk.all(OutboxMessage)
    assert all(is_clean(row.subject + row.recipient_name + row.held_reason) for row in rows)
    assert read(desk, check, WORK_DATE) == []


def test_a_lease_that_ended_binds_nobody(desk: Desk) -> None:
    queued(desk)
    claimed(desk, lease_seconds=60)
    desk.now += timedelta(seconds=61)
    assert stands(desk).row.state == "queued"
    desk.do(HoldMail(actor=ANNA, message_no=1, version=0, reason="x"))
    assert stands(desk).row.state == "held"
