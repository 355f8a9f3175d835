"""Mail on its way while one works on: a thread sends, and what became of it is told on the page in front (S47)."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from cctui.navigation import Navigation
from screens.messages import MailGone

if TYPE_CHECKING:
    from store.delivery.sending import SendSummary
    from store.delivery.smtp_settings import MailSettings

NO_SERVER = "No mail server is set up: name one in the configuration, in a table [mail]."
THREAD = "cctui-mail"
"""The name of the threads that send."""


class Outgoing(Navigation):
    """Mixed into the app."""

    _stopping: threading.Event | None = None

    def send_mail(self, message_no: int | None, to: str) -> None:
        """Send a mail of the outbox now, or all that are due (None); returns at once.

        The program does not end before a mail that was asked for has gone: its thread is waited for.

        Args:
            message_no: Which; None: all that are due.
            to: Whom it goes to, for the sentence.
        """
        settings = self.desk.mail
        if settings is None:
            self._tell_mail(NO_SERVER, "warning")
            return
        if self._stopping is None:
            self._stopping = threading.Event()
        self._tell_mail(f"Sending to {to}…", "")
        send = partial(self._send, settings, message_no, self._stopping)
        threading.Thread(target=send, name=THREAD, daemon=False).start()

    def stop_sending(self) -> None:
        """The program ends: no further mail of those that are due is begun; one that was asked for still goes."""
        if self._stopping is not None:
            self._stopping.set()

    def _send(self, settings: MailSettings, message_no: int | None, stopping: threading.Event) -> None:
        """On a thread of its own."""
        from store.delivery.sending import SendSummary, send_due  # noqa: PLC0415 - start-up

        desk = self.desk
        until = stopping if message_no is None else None  # somebody said yes to this one
        try:
            summary = send_due(desk.books, desk.actor, settings, message_no=message_no, stopping=until)
        except Exception as fault:  # noqa: BLE001 - in a thread nobody else would hear of it
            sentence = f"The mail was not sent, by a fault of the program ({type(fault).__name__}): it stays queued."
            summary = SendSummary((), sentence, "mail")
        if not stopping.is_set():
            self._app.post_message(MailGone(summary))

    def on_mail_gone(self, message: MailGone) -> None:
        """Say what became of it, and let every page look again."""
        message.stop()
        self._tell_mail(*gone_text(message.summary))
        for page in self.pages():
            page.books_changed()

    def _tell_mail(self, text: str, tone: str) -> None:
        pages = self.pages()
        if pages:
            pages[-1].tell(text, tone)


def on_its_way() -> bool:
    """Whether a mail is still being sent, so that the program has not ended yet."""
    return any(thread.name == THREAD for thread in threading.enumerate())


def gone_text(summary: SendSummary) -> tuple[str, str]:
    """What became of mails, in a sentence, and its tone."""
    said = []
    sent = [mail for mail in summary.mails if mail.state == "sent"]
    if len(sent) == 1:
        mail = sent[0]
        test = f" (test mode: {mail.sent_to})" if mail.sent_to != mail.recipient else ""
        said.append(f"Sent to {mail.recipient}{test}.")
    elif sent:
        said.append(f"{len(sent)} mails sent.")
    others = [mail for mail in summary.mails if mail.state != "sent"]
    if len(others) == 1:
        mail = others[0]
        said.append(f"The mail to {mail.recipient} {_NOT_SENT[mail.state]}: {mail.said or 'no reason given'}")
    elif others:
        states = [mail.state for mail in others]
        said.append(f"{', '.join(f'{states.count(state)} {state}' for state in dict.fromkeys(states))}.")
    if summary.stopped:
        said.append(f"{'Not sent' if not sent else 'Stopped'}: {summary.stopped}")
    if not said:
        return "Nothing is due in the outbox.", ""
    tone = "success" if sent and not others and not summary.stopped else "error" if not sent else "warning"
    return " ".join(said), tone


_NOT_SENT = {
    "queued": "is queued again",
    "failed": "failed",
    "uncertain": "may have arrived or not: a person decides in the outbox (6)",
}
