"""A mail saved instead of sent, as .eml or its documents as PDF, for users whose mail goes another way (S47)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from screens import files
from screens.mail_fields import count_text
from screens.mail_form import MailForm
from screens.mail_making import composed
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.delivery.compose import Composed, MailFile, MailPlan

CHOICES = (("e", ".eml"), ("p", "PDF"))
WAIT = "The documents are still being made: wait a moment."


class SavingMail(MailForm):
    """Mixed into the page of a mail."""

    def plan(self) -> MailPlan:
        """The mail as it is typed; the page makes it."""
        raise NotImplementedError

    def right(self, then: Callable[[], None] | None = None) -> bool:
        """Whether address and subject are right; the page checks them."""
        raise NotImplementedError

    def action_attachments(self) -> None:
        """What goes with it, each to be opened or saved."""
        from screens.mail_attachments import AttachmentsPage  # noqa: PLC0415 - start-up

        self.app.push_screen(AttachmentsPage(self.desk, self.caption(), self.files or ()))

    def action_save_mail(self) -> None:
        """The whole mail as .eml, or its documents as PDF."""
        if self.files is None:
            self.tell(self.wrong or WAIT, "warning")
        elif self.files:
            self.prompt.ask("Save the mail, or its documents?", self._chosen_form, choices=CHOICES)
        else:
            self._save_eml()

    def _chosen_form(self, key: str) -> None:
        if key == "e":
            self._save_eml()
        else:
            self.ask_path("Save the PDFs in ", self._save_pdfs, "~/")

    def _save_eml(self) -> None:
        if not self.right():
            return
        mail = self.plan()

        def found(then: Callable[[bytes], None]) -> None:
            def taken(made: Composed | str) -> None:
                if isinstance(made, str):
                    self.tell(made, "error")
                else:
                    then(made.content)

            self.work("compose", taken, composed, mail)

        self.ask_save(f"{files_name(mail.subject)}.eml", found)

    def _save_pdfs(self, typed: str) -> None:
        if not typed.strip():
            raise ValueError("Where to? Type a folder.")

        def saved(number: int) -> None:
            self.tell(f"{count_text(number)} saved in {typed.strip()}; only you can read them.", "success")

        self.work("save", saved, save_all, typed, self.files or ())


def save_all(typed: str, given: Sequence[MailFile]) -> int:
    """Write files into a folder, none over another; how many.

    Raises:
        FileProblem: There is no such folder, or a file of that name is there: the sentence says which were saved.
    """
    folder = Path(typed.strip()).expanduser()
    if not folder.is_dir():
        raise files.FileProblem(f"There is no folder {clean(typed.strip())}: make it first.")
    for number, file in enumerate(given):
        try:
            files.save(str(folder / file.name), file.name, file.content)
        except files.Exists:
            raise files.FileProblem(
                f"{file.name} is there already: choose another folder ({number} of {len(given)} saved)."
            ) from None
    return len(given)


def files_name(subject: str) -> str:
    """A subject as the name of a file."""
    plain = "".join(" " if letter in '/\\:*?"<>|' else letter for letter in clean(subject))
    return " ".join(plain.split())[:80].strip(". ") or "mail"
