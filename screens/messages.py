"""What reaches pages from threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.delivery.sending import SendSummary
    from store.requests.base import Outcome


class Answered(Message):
    """A read of a lane came back: `then` takes what it found."""

    def __init__(self, lane: str, then: Callable[[Any], None], found: object) -> None:
        super().__init__()
        self.lane = lane
        self.then = then
        self.found = found


class ReadFailed(Message):
    """A read of a lane failed; `sentence` says why."""

    def __init__(self, lane: str, sentence: str) -> None:
        super().__init__()
        self.lane = lane
        self.sentence = sentence


class Outcomes(Message):
    """A change is in the store, or is not."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class ChangedElsewhere(Message):
    """Another program changed the books."""


class NotDialled(Message):
    """The dial command failed; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class MailGone(Message):
    """Mails were sent, or could not be; `summary` says what became of each."""

    def __init__(self, summary: SendSummary) -> None:
        super().__init__()
        self.summary = summary
