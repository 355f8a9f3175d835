"""The command `outbox`: what stands in it, and what a person decides about a mail (S47)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cctui.cli.kinds import count, data, text
from cctui.cli.output import write_lines
from cctui.cli.printing import Field, Report, left_out, report
from cctui.cli.problems import ExitCode, Problem
from store.queries import outbox
from store.rules.outbox import STATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cctui.cli.state import State
    from store.books import Books
    from store.rows.mail import MailRow

_OPTIONS: Final = {
    "list": ("state", "limit"),
    "show": (),
    "send": ("limit",),
    "retry": (),
    "hold": ("reason",),
    "settle": (),
    "save": ("eml", "pdf"),
}
"""What can be done, and the options that say how."""
_WITHOUT_NUMBERS: Final = ("list", "send")


@dataclass(frozen=True, slots=True)
class Asked:
    """The mails' numbers and the options of `outbox`."""

    numbers: tuple[int, ...] = ()
    state: tuple[str, ...] = ()
    limit: int | None = None
    reason: str = ""
    eml: Path | None = None
    pdf: Path | None = None


def run_outbox(state: State, what: str, asked: Asked) -> int:
    """Do what is asked with the outbox.

    Raises:
        Problem: The command line is wrong (exit code 2), there is no such mail, or the books refuse (1).
    """
    _check(what, asked)
    if what == "list":
        return _list(state, asked)
    if what == "show":
        return _show(state, asked)
    if state.json or state.csv:
        raise Problem(ExitCode.USAGE, f"“{what}” prints no data: leave out --json and --csv.")
    if what == "save":
        return _save(state, asked)
    from cctui.cli import outbox_doing  # noqa: PLC0415 - start-up

    if what == "send":
        return outbox_doing.send(state, asked.numbers, asked.limit)
    return outbox_doing.decide(state, what, asked.numbers, asked.reason)


def the_mail(books: Books, number: int) -> MailRow:
    """Read a mail by its number; raises Problem where there is none."""
    found = books.read(outbox.message, number)
    if found is None:
        raise Problem(ExitCode.REFUSED, f"There is no mail {number} in the outbox: cctui outbox list has them.")
    return found


def _check(what: str, asked: Asked) -> None:
    if what not in _OPTIONS:
        raise Problem(ExitCode.USAGE, f"The outbox knows no “{what}”: choose one of {', '.join(_OPTIONS)}.")
    for name in ("state", "limit", "reason", "eml", "pdf"):
        if getattr(asked, name) and name not in _OPTIONS[what]:
            raise Problem(ExitCode.USAGE, f"--{name} is nothing for outbox {what}: leave it out.")
    if not asked.numbers and what not in _WITHOUT_NUMBERS:
        raise Problem(ExitCode.USAGE, f"Which mail? Give its number: cctui outbox {what} 12.")
    if what == "list" and asked.numbers:
        raise Problem(ExitCode.USAGE, "A list has no number: cctui outbox show has one mail.")
    if what == "hold" and not asked.reason.strip():
        raise Problem(ExitCode.USAGE, "Holding a mail needs a reason: give --reason TEXT.")
    if what == "save" and (asked.eml is None) == (asked.pdf is None):
        raise Problem(ExitCode.USAGE, "Save the mail with --eml FILE, or what is attached with --pdf FOLDER.")
    if len(asked.numbers) > 1 and what in {"show", "save"}:
        raise Problem(ExitCode.USAGE, f"Only one mail can be {'shown' if what == 'show' else 'saved'} at a time.")


def _list(state: State, asked: Asked) -> int:
    wanted = [_state(typed) for typed in asked.state] or None
    with state.books() as books:
        found = books.read(outbox.outbox, states=wanted)
    rows = found[: asked.limit]
    note = left_out(len(rows), len(found), "mails")
    about = {"mails": len(found), "states": wanted or list(STATES)}
    return report(state, Report("outbox", outbox_fields(), rows, about, None, "No mails.", note))


def _state(typed: str) -> str:
    found = [name for name in STATES if typed and name.startswith(typed.strip().casefold())]
    if len(found) != 1:
        raise Problem(ExitCode.USAGE, f"--state cannot be “{typed}”: choose one of {', '.join(STATES)}.")
    return found[0]


def outbox_fields() -> list[Field]:
    """The columns of the outbox (S47)."""
    return [
        count("message_no", "Mail"),
        text("state", "State"),
        text("customer_no", "Customer"),
        text("customer_name", "Name", priority=5),
        text("recipient", "To", priority=1),
        text("sent_to", "Sent to", priority=8),
        text("subject", "Subject"),
        _moment("queued_at", "Queued", priority=4),
        count("attachments", "Files", priority=6),
        count("attempts", "Tries", priority=3, blank=True),
        _moment("next_attempt_at", "Next try", priority=7),
        text("held_reason", "Held as", priority=2),
        text("reply", "Said", priority=2),
        data("reply_code"),
        data("size"),
        data("user_name"),
        data("interaction_id"),
        data("may_have_arrived"),
        Field("sent_at", value=_value("sent_at")),
    ]


def _moment(key: str, title: str, *, priority: int) -> Field:
    """A date-time by the host's clock, to the minute; programs get ISO to the second."""
    value = _value(key)
    return Field(key, title, lambda row: (value(row) or "").replace("T", " ")[:16], value, priority=priority)


def _value(key: str) -> Callable[[object], str | None]:
    return lambda row: getattr(row, key).isoformat(timespec="seconds") if getattr(row, key) else None


def _show(state: State, asked: Asked) -> int:
    with state.books() as books:
        mail = the_mail(books, asked.numbers[0])
    row = mail.row
    about = {
        **{each.key: each.value(row) for each in outbox_fields() if each.value},
        "message_id": mail.message_id,
        "sender": mail.sender,
        "recipient_name": mail.recipient_name,
        "body": mail.body,
    }
    if not (state.json or state.csv):
        write_lines(_shown(mail))
        return ExitCode.DONE
    fields = [data(key) for key in ("position", "name", "media_type", "size", "sha256", "document", "entry_no",
                                    "document_no", "original")]  # fmt: skip
    return report(state, Report("outbox_mail", fields, list(mail.attachments), about))


def _shown(mail: MailRow) -> list[str]:
    """A mail as a person reads it."""
    row = mail.row
    stands = [
        row.state,
        f"as {row.held_reason}" if row.held_reason else "",
        f"to {row.sent_to}" if row.sent_to and row.sent_to != row.recipient else "",
        f"after {row.attempts} tries" if row.attempts > 1 else "",
        f"– {row.reply}" if row.reply else "",
    ]
    return [
        f"Mail {row.message_no}: {' '.join(filter(None, stands))}",
        f"  Customer  {row.customer_no} {row.customer_name}",
        f"  From      {mail.sender}",
        f"  To        {mail.recipient_name} <{row.recipient}>".replace("  <", " <"),
        f"  Subject   {row.subject}",
        *(f"  Attached  {each.name} ({each.size:,} bytes{', original' if each.original else ''})"
          for each in mail.attachments),
        "",
        *mail.body.splitlines(),
    ]  # fmt: skip


def _save(state: State, asked: Asked) -> int:
    from cctui.cli.saving import save_eml, save_files  # noqa: PLC0415 - start-up
    from store.delivery.parts import files_of  # noqa: PLC0415

    with state.books() as books:
        mail = the_mail(books, asked.numbers[0])
        content = books.read(outbox.content, asked.numbers[0])
    if content is None:
        raise Problem(ExitCode.REFUSED, f"The bytes of mail {asked.numbers[0]} are gone: cctui check says more.")
    if asked.eml is not None:
        return save_eml(asked.eml, content)
    if asked.pdf is not None:
        return save_files(asked.pdf, files_of(content, mail.attachments))
    return ExitCode.DONE
