"""Claims, leases and reports: a mail is one sender's at a time, and never goes twice by itself (S47)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from store.books import Books
from store.queries.check import check
from store.requests.mail import ClaimMails, EnterData, RetryMail
from store.rules.instants import instant
from store.rules.outbox import BACK_OFF_MINUTES, MOST_ATTEMPTS
from store.tables.audit import AuditRecord
from store.tables.outbox import OutboxMessage
from tests.store.baseset import ANNA, BOB, WORK_DATE
from tests.store.mails import claimed, entered, mail, queued, report, stands

if TYPE_CHECKING:
    from tests.store.baseset import Desk


def sound(desk: Desk) -> bool:
    books = Books.open(desk.url)
    found = books.read(check, WORK_DATE)
    books.close()
    return found == []


def test_claimed_in_their_order_and_once(desk: Desk) -> None:
    numbers = [queued(desk, number) for number in (1, 2, 3)]
    first = claimed(desk, most=2)
    assert [each.message_no for each in first] == numbers[:2]
    assert (first[0].content, first[0].recipient, first[0].attempts) == (mail(1).content, "mary@northwind.example", 0)
    assert first[0].lease_until == instant(desk.now) + timedelta(seconds=300)
    assert [each.message_no for each in claimed(desk, actor=BOB)] == numbers[2:]
    assert (claimed(desk), claimed(desk, message_no=1)) == ((), ())
    assert [stands(desk, number).row.state for number in numbers] == ["sending"] * 3
    assert sound(desk)


def test_the_same_claim_twice_is_one_claim(desk: Desk) -> None:
    queued(desk, 1)
    queued(desk, 2)
    asked = ClaimMails(actor=ANNA, most=1)
    assert desk.do(asked).result == desk.do(asked).result
    assert [each.message_no for each in claimed(desk)] == [2]


def test_a_mail_that_went_is_sent_and_claimed_no_more(desk: Desk) -> None:
    queued(desk)
    (taken,) = claimed(desk)
    entered(desk, taken)
    told = report(taken, "sent", reply_code=250, reply="2.0.0 Ok\x1b[2J", sent_to="test@here.example")
    done = desk.do(told)
    assert (done.result, done.summary) == ("sent", "Mail to mary@northwind.example sent")
    row = stands(desk).row
    assert (row.state, row.sent_at, row.sent_to) == ("sent", desk.now, "test@here.example")
    assert (row.reply_code, row.reply, row.attempts, row.may_have_arrived) == (250, "2.0.0 Ok�[2J", 1, False)
    desk.do(told)
    assert stands(desk).row.attempts == 1
    desk.now += timedelta(days=9)
    assert claimed(desk) == ()
    assert sound(desk)


def test_not_taken_for_the_time_being_waits_longer_each_time_and_fails_at_last(desk: Desk) -> None:
    queued(desk)
    for attempt, minutes in enumerate(BACK_OFF_MINUTES, 1):
        (taken,) = claimed(desk)
        assert taken.attempts == attempt - 1
        assert desk.do(report(taken, "queued", reply_code=451, reply="try later")).result == "queued"
        row = stands(desk).row
        assert (row.state, row.attempts, row.reply_code) == ("queued", attempt, 451)
        assert row.next_attempt_at == desk.now + timedelta(minutes=minutes)
        desk.now += timedelta(minutes=minutes, seconds=-3)
        assert claimed(desk) == ()
        desk.now += timedelta(seconds=3)
    (taken,) = claimed(desk)
    assert desk.do(report(taken, "queued")).result == "failed"
    assert (stands(desk).row.attempts, stands(desk).row.next_attempt_at) == (MOST_ATTEMPTS, None)
    assert claimed(desk) == ()
    desk.do(RetryMail(actor=ANNA, message_no=1, version=0))
    assert claimed(desk)[0].attempts == 0
    assert sound(desk)


def test_the_sender_may_say_when_it_goes_again(desk: Desk) -> None:
    queued(desk)
    (taken,) = claimed(desk)
    desk.do(report(taken, "queued", next_attempt_at=desk.now + timedelta(minutes=42)))
    assert stands(desk).row.next_attempt_at == desk.now - timedelta(seconds=1) + timedelta(minutes=42)


def test_a_mail_that_waits_goes_at_once_where_a_person_says_so(desk: Desk) -> None:
    for number in (1, 2):
        queued(desk, number)
    for taken in claimed(desk):
        desk.do(report(taken, "queued"))
    assert [each.message_no for each in claimed(desk, message_no=2)] == [2]
    desk.do(RetryMail(actor=ANNA, message_no=1, version=0))
    assert [each.message_no for each in claimed(desk)] == [1]


def test_a_mail_given_back_untried_is_due_at_once(desk: Desk) -> None:
    queued(desk)
    (taken,) = claimed(desk)
    records = len(desk.all(AuditRecord))
    assert desk.do(report(taken, "queued", counted=False)).result == "queued"
    assert (stands(desk).row.attempts, len(desk.all(AuditRecord))) == (0, records)
    assert [each.message_no for each in claimed(desk)] == [1]


def test_a_lease_that_ends_before_the_bytes_go_makes_it_due_again(desk: Desk) -> None:
    queued(desk)
    (lost,) = claimed(desk, lease_seconds=60)
    desk.now += timedelta(seconds=58)
    assert claimed(desk, actor=BOB) == ()
    desk.now += timedelta(seconds=1)
    (taken,) = claimed(desk, actor=BOB)
    assert (taken.message_id, taken.holder != lost.holder) == (lost.message_id, True)
    late = EnterData(actor=ANNA, message_no=1, holder=lost.holder)
    assert "another sender's by now" in desk.refused(late, "changed")
    assert "another sender's by now" in desk.refused(report(lost, "failed"), "changed")
    entered(desk, taken)
    assert sound(desk)


def test_no_byte_goes_after_the_lease_ended_although_nobody_else_came(desk: Desk) -> None:
    queued(desk)
    (taken,) = claimed(desk, lease_seconds=60)
    desk.now += timedelta(seconds=60)
    late = EnterData(actor=ANNA, message_no=1, holder=taken.holder)
    assert "ran out before it began to go" in desk.refused(late, "changed")
    assert not desk.all(OutboxMessage)[0].data_entered


def test_a_lease_that_ends_after_the_bytes_began_to_go_leaves_it_uncertain(desk: Desk) -> None:
    queued(desk, 1)
    queued(desk, 2)
    first, _ = claimed(desk, lease_seconds=60)
    desk.now += timedelta(seconds=50)
    desk.do(EnterData(actor=ANNA, message_no=1, holder=first.holder, lease_seconds=60))
    desk.now += timedelta(seconds=59)
    assert (stands(desk, 1).row.state, stands(desk, 2).row.state) == ("sending", "queued")
    desk.now += timedelta(seconds=1)
    assert (stands(desk, 1).row.state, stands(desk, 2).row.state) == ("uncertain", "queued")
    assert [each.message_no for each in claimed(desk, actor=BOB)] == [2]
    row = stands(desk, 1).row
    assert (row.state, row.may_have_arrived) == ("uncertain", True)
    assert "whether it arrived is not known" in row.reply
    assert claimed(desk, message_no=1) == ()
    assert sound(desk)


@pytest.mark.parametrize("state", ["sent", "failed", "queued"])
def test_a_late_report_of_a_mail_in_doubt_counts(desk: Desk, state: str) -> None:
    queued(desk)
    (taken,) = claimed(desk)
    entered(desk, taken)
    desk.now += timedelta(hours=1)
    claimed(desk, actor=BOB)
    assert desk.all(OutboxMessage)[0].state == "uncertain"
    desk.do(report(taken, state))
    assert stands(desk).row.state == state
    assert sound(desk)


def test_a_report_after_a_persons_word_does_not_count(desk: Desk) -> None:
    queued(desk)
    (taken,) = claimed(desk)
    entered(desk, taken)
    desk.now += timedelta(hours=1)
    desk.do(RetryMail(actor=BOB, message_no=1, version=0))
    assert "a person decided about it" in desk.refused(report(taken, "failed"), "changed")
    assert stands(desk).row.state == "queued"


def test_only_the_holder_enters_and_reports(desk: Desk) -> None:
    queued(desk)
    (taken,) = claimed(desk)
    for holder in ("", "host:1:1", "host:2:2/x"):
        assert "another sender's" in desk.refused(EnterData(actor=ANNA, message_no=1, holder=holder), "changed")
        assert "another sender's" in desk.refused(report(taken, "sent", holder=holder), "changed")
    assert "nothing that can become of a mail" in desk.refused(report(taken, "sending"))
    assert "no mail 9" in desk.refused(report(taken, "sent", message_no=9))
    assert stands(desk).row.state == "sending"


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("mail_customer", "UPDATE outbox_message SET customer_no = 'C2'"),
        ("mail_attachment", "UPDATE outbox_attachment SET entry_no = 21"),
        ("mail_content", "UPDATE outbox_message SET size = 1"),
        ("mail_state", "UPDATE outbox_message SET state = 'gone'"),
        ("mail_state", "UPDATE outbox_message SET held_reason = 'x'"),
        ("mail_lease", "UPDATE outbox_message SET lease_holder = 'x'"),
        ("mail_doubt", "UPDATE outbox_message SET data_entered = TRUE"),
        ("text", "UPDATE outbox_message SET subject = 'a' || chr(27)"),
        ("text", "UPDATE outbox_attachment SET name = 'a' || chr(27)"),
    ],
)
def test_check_finds_what_is_broken(desk: Desk, rule: str, statement: str) -> None:
    desk.open()
    queued(desk, interaction_id="call")
    assert sound(desk)
    with desk.session() as session:
        session.connection().exec_driver_sql(
            statement if desk.url.startswith("postgres") else statement.replace("chr(", "char(")
        )
    books = Books.open(desk.url)
    found = [each.rule for each in books.read(check, WORK_DATE)]
    books.close()
    assert found == [rule]
