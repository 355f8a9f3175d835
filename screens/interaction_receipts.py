"""The cash receipt journal from an interaction (S34)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.interaction_links import Linking
from screens.receipts_chosen import choosable
from store.queries import receipts

if TYPE_CHECKING:
    from screens.desk import Desk
    from screens.interaction_reading import Start
    from screens.receipts_values import Chosen
    from store.rows.calls import LineRow


class Receiving(Linking):
    """Mixed into the interaction page: money that this customer sent."""

    def __init__(self, desk: Desk, interaction_id: str, *, start: Start | None = None, resume: bool = False) -> None:
        super().__init__(desk, interaction_id, start=start, resume=resume)
        self.unposted = 0
        """Journal lines of this interaction that are not posted (rule 11)."""
        self.posted_here: set[int] = set()
        """Entries that a posting from here changed: nobody else did that."""

    def take_lines(self, lines: dict[int, LineRow]) -> None:
        """Count the receipts that are not posted besides."""
        super().take_lines(lines)
        if self.in_store:
            self.read("unposted", self._take_unposted, receipts.unposted_count, self.interaction_id)

    def _take_unposted(self, count: int) -> None:
        self.unposted = count

    def action_cash_receipt(self) -> None:
        """A receipt for the ticked entries, else for the one under the cursor; it counts as entered."""
        self.keep_ticks()
        rows = [self.entries[number] for number in self.targets() if number in self.entries]
        chosen, remark = choosable(rows)
        self._open_journal(chosen, remark, None)

    def _open_journal(self, chosen: Chosen, remark: str, draft: dict[str, Any] | None) -> None:
        from screens.receipts import JournalPage  # noqa: PLC0415 - start-up
        from screens.receipts_values import Origin  # noqa: PLC0415 - start-up

        header = self.header
        if header is not None:
            self.app.push_screen(
                JournalPage(
                    self.desk,
                    header.customer_no,
                    origin=Origin(self.interaction_id, self._keep_receipt, self._receipt_entered),
                    chosen=chosen,
                    begin=draft is None,
                    draft=draft,
                    remark=remark,
                    posted=self.posted_here.update,
                )
            )

    def _keep_receipt(self, typed: dict[str, Any] | None) -> None:
        self.keep_dialog(typed)

    def _receipt_entered(self) -> None:
        """A line is on its way: nothing of it is half typed any more."""
        self.entered = True
        self.unposted += 1  # until it is counted again
        self.keep_draft()

    def reopen_dialog(self, dialog: dict[str, Any]) -> None:
        """Open the journal again with what was typed of a receipt."""
        if dialog.get("kind") == "receipt":
            self._open_journal((), "", dialog)
        else:
            super().reopen_dialog(dialog)
