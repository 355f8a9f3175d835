"""Sending a mail now, queueing it, or saving it instead (S47): what was seen is what goes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from screens.mail_fields import SendField, count_text
from screens.mail_form import MailForm
from screens.mail_making import clock, composed
from screens.mail_saving import SavingMail
from store.delivery.compose import MailPlan
from store.delivery.drafting import queued_by
from store.requests.mail import QueueMail
from widgets.actions import Action
from widgets.common_actions import GENERAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.delivery.compose import Composed
    from store.requests.base import Done, NotDone
    from widgets.fields import Field

NO_SERVER = "No mail server is set up ([mail] in the configuration)"
NO_SENDER = "There is no address that mail comes from: set sender in [mail], or the company's e-mail in the setup."


class MailPage(SavingMail, MailForm):
    """A mail to a customer; Enter on its last line, or F10, sends it after one question."""

    NAME = "Mail"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("send_now", ("f10", "ctrl+enter", "alt+enter"), "Send", "Send it now, after one question.", 0),
        Action("queue_mail", ("f9",), "Queue", "Leave it to the outbox, which goes with the next sending.", 1),
        Action("save_mail", ("f8",), "Save", "Save it as .eml or its documents as PDF instead of sending.", 2),
        Action("attachments", ("f7",), "Attachments", "See what goes with it; open or save one.", 3),
        Action("next_field", ("tab",), "Next field", "Go to the next field.", group="Move"),
        Action("previous_field", ("shift+tab",), "Field before", "Go to the field before.", group="Move"),
        Action("refresh", ("f5",), "Refresh", "Read the entries again and make the documents anew.", group="Find"),
        Action("back", ("escape",), "Back", "Leave it; what was typed is asked about.", 4, group="Move"),
        Action("help", ("f1",), "Keys", "Show the keys of this page.", 5, group="Program"),
        *(action for action in GENERAL if action.id == "palette"),
        Action("quit", ("ctrl+q",), "Leave", "Leave the program.", group="Program"),
    )

    _pending: tuple[bool, bool] | None = None
    """Whether to send now, and whether to override, while the documents are still being made."""
    _seen = True
    """Whether the documents were there when it was asked to go."""
    _asked: tuple[object, ...] = ()
    """What was typed when it was asked to go."""
    _going = False
    _gone = False
    """Whether the outbox has it: the page is left as soon as it is in front."""
    _when_read: Callable[[], None] | None = None
    """What was asked before all was read."""

    def show_send(self) -> None:
        """What Enter does on the last line."""
        queue, save = self.actions.key("queue_mail"), self.actions.key("save_mail")
        if self.desk.mail is None:
            self.send.say(f"{NO_SERVER}: {queue} queues it, {save} saves it")
        else:
            self.send.say(f"Enter sends it now to {self.to.value.strip() or '…'} · {queue} queues it")

    # Going.

    def why_not(self, action_id: str) -> str | None:
        """What cannot go."""
        if action_id in {"send_now", "queue_mail"}:
            return super().why_not(action_id) or self._why_not_go(action_id)
        if action_id == "back" and self._going and not self._gone:
            return "This mail is being saved: wait a moment."
        if action_id == "attachments" and not self.files:
            return "Nothing goes with this mail yet."
        return super().why_not(action_id)

    def _why_not_go(self, action_id: str) -> str | None:
        if self._going:
            return "This mail is on its way to the outbox."
        if self.desk.mail is None and action_id == "send_now":
            queue, save = self.actions.key("queue_mail"), self.actions.key("save_mail")
            return f"{NO_SERVER}: {queue} queues it, {save} saves it."
        return NO_SENDER if self.found is not None and not self.sender else None

    @property
    def sender(self) -> str:
        """The address that it comes from; empty where there is none."""
        mail = self.desk.mail
        return (mail.sender if mail else "") or (self.found.data.company.email if self.found else "")

    def on_field_confirmed(self, message: Field.Confirmed) -> None:
        """Enter on the last line sends."""
        message.stop()
        if isinstance(message.field, SendField):
            why = self.why_not("send_now")
            if why:
                self.tell(why, "warning")
            else:
                self.action_send_now()

    def action_send_now(self) -> None:
        """Send it now, after one question."""
        if not self.right(self.action_send_now):
            return
        number = len(self.found.data.documents) if self.found else 0
        test_to = self.desk.mail.test_to if self.desk.mail else ""
        to = f"{test_to} (test mode)" if test_to else self.to.value.strip()
        self._ask_go(f"Send {count_text(number) if number else 'this'} to {to} now?", send=True)

    def action_queue_mail(self) -> None:
        """Leave it to the outbox; asked about only where the customer had one a few days ago."""
        if not self.right(self.action_queue_mail):
            return
        if self.found is not None and self.found.draft.too_soon:
            self._ask_go("Queue it?", send=False)
        else:
            self._go(send=False, override=False)

    def _ask_go(self, question: str, *, send: bool) -> None:
        soon = bool(self.found and self.found.draft.too_soon)
        self._seen = self.files is not None
        asked = f"Too soon after the last mail. {question}" if soon else question

        def answered(key: str) -> None:
            if key == "y":
                self._go(send=send, override=soon)

        self.prompt.ask(asked, answered)

    def right(self, then: Callable[[], None] | None = None) -> bool:
        """Whether address and subject are right; else the field says why and has the focus.

        Args:
            then: Called once all is read, where it is not yet.
        """
        if self.found is None:
            self._when_read = then
            return False
        for field in (self.to, self.subject):
            if not field.check():
                field.focus()
                return False
        return True

    def is_read(self) -> None:
        """Go on with what was asked before all was read."""
        then, self._when_read = self._when_read, None
        if then is not None:
            then()

    def _go(self, *, send: bool, override: bool) -> None:
        self._pending, self._asked = (send, override), self._typed_now()
        if self.files is not None:
            self.files_made()
        elif self.wrong:
            self._pending = None
            self.tell(self.wrong, "error")
        else:
            number = len(self.found.data.documents) if self.found else 0
            self.tell(f"Making {count_text(number)}…; then it goes.")

    def _typed_now(self) -> tuple[object, ...]:
        return self.to.value, self.subject.value, self.text.value, self.wanted

    def files_made(self) -> None:
        """Go on with what was asked; what is wrong with a document that nobody saw is to be seen first."""
        pending, self._pending = self._pending, None
        if pending is None or self.files is None or self.found is None:
            return
        if not self._seen and any(file.note for file in self.files):
            self.tell("Look at what is said about the documents, then send it.", "warning")
            return
        if self._typed_now() != self._asked:
            self.tell("This mail was changed after it was asked to go: it has not gone, send it again.", "warning")
            return
        if not self.sender:  # an outcome of a call asks before this is known
            self._stays(NO_SENDER)
            return
        self._going = True
        self.show_keys()
        self.work("compose", partial(self._composed, *pending), composed, self.plan())

    def plan(self) -> MailPlan:
        """The mail as it is typed, with the documents that were made."""
        mail, found = self.desk.mail, self.found
        company = found.data.company.name if found else ""
        return MailPlan(
            sender=self.sender,
            sender_name=(mail.sender_name if mail else "") or company,
            recipient=self.to.value.strip(),
            recipient_name=self._recipient_name(),
            subject=self.subject.value.strip(),
            body=self.text.value,
            files=self.files or (),
            at=clock(),
            identity=self.identity,
        )

    def _recipient_name(self) -> str:
        address, found = self.to.value.strip(), self.found
        if self.origin is not None and address == self.origin.email:
            return self.origin.name
        if found is not None and address == found.draft.recipient:
            return found.draft.recipient_name
        return self.to.person if found and address != found.contacts.email else ""

    def _composed(self, send: bool, override: bool, mail: Composed | str) -> None:  # noqa: FBT001 - bound by position
        found, origin = self.found, self.origin
        if isinstance(mail, str) or found is None:
            self._stays(str(mail))
            return
        interaction_id = origin.interaction_id if origin else None
        type_id = origin.type_id(self.statement.on) if origin else None
        actor = self.desk.actor
        request = queued_by(actor, found.data, mail, interaction_id=interaction_id, type_id=type_id, override=override)
        taken = partial(self._queued, send, mail.recipient)
        asked = origin.submit(request, taken, self.refused) if origin else self.submit(request, taken)
        if not asked:
            self._stays("")

    def _queued(self, send: bool, recipient: str, done: Done) -> None:  # noqa: FBT001 - bound by position
        """It is in the outbox: the page has done its work."""
        if self.origin is not None:
            self.origin.keep(None)
        self.origin, self._gone = None, True
        if self.is_active:
            self.app.pop_screen()
        tell = getattr(self.app.screen, "tell", None)
        if send and isinstance(done.result, int):
            self.program.send_mail(done.result, recipient)
        elif tell is not None:
            tell(f"Queued for {recipient}; it goes with the next sending (6 shows the outbox).", "success")

    # Refused.

    def not_saved(self, outcome: NotDone) -> None:
        """A mail that the books refuse stays, with all that was typed."""
        super().not_saved(outcome)
        if isinstance(outcome.request, QueueMail):
            self.refused(outcome)

    def refused(self, outcome: NotDone) -> None:
        """Say why it is not in the outbox, and look again at what it is made from."""
        self.show_page()
        self._stays(outcome.sentence)

    def _stays(self, sentence: str) -> None:
        self._going = False
        self.wrong = sentence
        self.show_keys()
        if sentence:
            self.tell(sentence, "error")
        self.show_lists()

    def action_next_field(self) -> None:
        """To the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """To the field before."""
        self.focus_previous()

    # Leaving.

    def action_back(self) -> None:
        """Leave it; what was typed is asked about first."""
        why = self.why_not("back")
        if why:
            self.tell(why, "warning")
        elif self._gone:
            self._leave()
        elif self._pending is not None:
            question = "This mail has not gone yet. Leave it all the same?"
            self.prompt.ask(question, lambda key: self._leave() if key == "y" else None)
        elif self._touched - {"to"} or (self.to.value != self._first_to()):
            self.prompt.ask_leave(self._leave)
        else:
            self._leave()

    def _first_to(self) -> str:
        if self.origin is not None and self.origin.email:
            return self.origin.email
        return self.found.draft.recipient if self.found else ""

    def on_screen_resume(self) -> None:
        """One that went while another page was in front has nothing more to show."""
        super().on_screen_resume()
        if self._gone and self.is_active:
            self._leave()

    def _leave(self) -> None:
        origin, self.origin = self.origin, None
        if origin is not None:
            origin.keep(None)
        self.app.pop_screen()
