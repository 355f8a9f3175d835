"""A day's mails on top of its calls and its money: queued, sent, held, let go, and senders that are lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from store.requests.base import Done
from store.requests.mail import ClaimedMail, ClaimMails, EnterData, HoldMail, ReportMail, RetryMail, SettleMail
from tests.store.machine import CALLS, USERS
from tests.store.machine_money import MoneyDay
from tests.store.mails import mail

FATES = ("sent", "sent", "queued", "failed", "uncertain", "lost")


class MailDay(MoneyDay):
    """Counts how often each mail's bytes went, and how often a person let it go again."""

    def __init__(self) -> None:
        super().__init__()
        self.claimed: list[ClaimedMail] = []
        self.went: dict[int, int] = {}
        self.words: dict[int, int] = {}

    @rule(user=USERS, call=st.one_of(st.none(), CALLS), held=st.sampled_from(["", "", "later"]))
    def queue_mail(self, user: str, call: str | None, held: str) -> None:
        number = len(self.rows("outbox_message")) + 1
        self.ask(mail(number, actor=self.who(user), interaction_id=call, type_id=1, held=held))

    @precondition(lambda self: self.has("outbox_message"))
    @rule(user=USERS, place=st.integers(0, 3), what=st.sampled_from(["hold", "retry", "settle"]))
    def decide(self, user: str, place: int, what: str) -> None:
        for row in self.rows("outbox_message")[place : place + 1]:
            fields: dict[str, Any] = {"actor": self.who(user), "message_no": row["id"], "version": 0}
            if what == "hold":
                self.ask(HoldMail(**fields, reason="wait"))
            elif what == "settle":
                self.ask(SettleMail(**fields))
            elif isinstance(self.ask(RetryMail(**fields)), Done):
                self.words[row["id"]] = self.words.get(row["id"], 0) + 1

    @precondition(lambda self: self.has("outbox_message"))
    @rule(
        user=USERS,
        minutes=st.sampled_from([0, 0, 10, 2000]),
        fates=st.lists(st.sampled_from(FATES), min_size=1, max_size=3),
        late=st.booleans(),
    )
    def send(self, user: str, minutes: int, fates: list[str], late: bool) -> None:
        """Send what is due, as one sender does; what it has no fate for is lost, or sent late."""
        self.desk.now += timedelta(minutes=minutes)
        outcome = self.ask(ClaimMails(actor=self.who(user), most=3))
        assert isinstance(outcome, Done)
        assert isinstance(outcome.result, tuple)
        self.claimed += outcome.result
        if not late:
            self.claimed = list(outcome.result)
        for fate in fates[: len(self.claimed)]:
            self._try(self.claimed.pop(0), fate)

    def _try(self, taken: ClaimedMail, fate: str) -> None:
        fields: dict[str, Any] = {"actor": self.who("anna"), "message_no": taken.message_no, "holder": taken.holder}
        if fate in {"sent", "uncertain", "lost"}:
            if not isinstance(self.ask(EnterData(**fields)), Done):
                return
            self.went[taken.message_no] = self.went.get(taken.message_no, 0) + 1
        if fate != "lost":
            self.ask(ReportMail(**fields, state=fate))

    @invariant()
    def nothing_goes_twice_without_a_persons_word(self) -> None:
        for number, times in self.went.items():
            assert times <= 1 + self.words.get(number, 0)
