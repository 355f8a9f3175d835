"""Entering and changing lines of the cash receipt journal, and handing them on to be posted (S34)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.receipts_form import ReceiptForm
from screens.receipts_plan import PlannedLine
from screens.receipts_reading import Journal, read_receipt_facts
from screens.receipts_values import first_values, unpacked, values_of_line, values_of_receipt
from screens.summed import SummedPage
from store.queries import customers, receipts
from store.requests.receipts import SaveJournalLine

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from screens.receipts_values import Chosen, Origin, ReceiptAnswer, ReceiptFacts
    from store.requests.base import Done, NotDone
    from store.rows.ledger import FoundCustomer
    from store.rows.receipts import JournalLineRow

MOST_NAMED = 4


class Entering(SummedPage[PlannedLine]):
    """Mixed into the journal page: the form, what it was left with, and the preview."""

    customer_no: str | None
    journal: Journal
    goal: int | None = None
    """The line to go to once it is read."""

    def begun_with(
        self,
        origin: Origin | None,
        chosen: Chosen,
        *,
        begin: bool,
        draft: dict[str, Any] | None,
        remark: str,
        posted: Callable[[Collection[int]], None] | None,
    ) -> None:
        """Remember where the page was opened from."""
        self.origin = origin
        self.interaction_id = origin.interaction_id if origin else None
        self.first_chosen = chosen
        self._begin = begin
        self._draft = draft
        self._remark = remark
        self._tell_posted = posted
        self._for_one = begin or draft is not None
        self._typed: dict[str, tuple[ReceiptFacts, JournalLineRow | None, ReceiptAnswer]] = {}
        """By request, what a line was confirmed with, until it is in the store."""

    @property
    def ready(self) -> bool:
        """Keys typed ahead wait for a receipt on its way to the journal: they are about it."""
        return super().ready and not self.unsaved

    def begin_once(self) -> None:
        """The journal is read for the first time: go on with the draft, else with a receipt where none waits."""
        draft, self._draft = self._draft, None
        begin, self._begin = self._begin, False
        if draft is not None:
            self._go_on(draft)
        elif begin and self.customer_no is not None:
            if not self.journal.lines:
                self._new(self.customer_no, self.first_chosen)
            else:
                post, new = self.actions.key("post_receipts"), self.actions.key("cash_receipt")
                self.tell(f"This customer has receipts that are not posted: {post} posts, {new} enters one more.")

    # A new one.

    def action_cash_receipt(self) -> None:
        """Enter a receipt; where the page is not one customer's, ask who paid."""
        if self.customer_no is not None:
            self._new(self.customer_no, self.first_chosen)
        else:
            self._ask_customer("")

    def _ask_customer(self, value: str, echo: str = "") -> None:
        self.prompt.input("Receipt from ", self._customer_typed, value=value, changed=self._customer_changed)
        if echo:
            self.prompt.set_echo(echo, "warning")

    def _customer_changed(self, text: str) -> None:
        self.prompt.set_echo("" if text else "customer no., part of its name, or a document no.")

    def _customer_typed(self, text: str) -> None:
        if text.strip():
            self.read("who", lambda found: self._customer_found(text, found), customers.find_customers, text)

    def _customer_found(self, text: str, found: list[FoundCustomer]) -> None:
        if len(found) == 1:
            self._new(found[0].no, (), document=text.strip() if found[0].by == "document" else "")
        elif not found:
            self._ask_customer(text, "No customer has that no., name or document no.")
        else:
            names = ", ".join(f"{each.no} {each.name}" for each in found[:MOST_NAMED])
            self._ask_customer(text, f"Several: {names}. Type more of it.")

    def _new(self, customer_no: str, chosen: Chosen, document: str = "") -> None:
        def found(facts: ReceiptFacts) -> None:
            wanted = chosen or named_entry(facts, document)
            remark, self._remark = self._remark, ""
            self.open_form(facts, None, first_values(self.desk, facts, wanted, oldest=True), remark=remark)

        self._read_facts(customer_no, None, found)

    def _read_facts(self, customer_no: str, line_id: int | None, then: Callable[[ReceiptFacts], None]) -> None:
        desk = self.desk
        self.read("facts of receipt", then, read_receipt_facts, customer_no, line_id, desk.facts.setup, desk.work_date)

    # One that is there.

    def action_edit_line(self) -> None:
        """Change the receipt under the cursor."""
        row = self.grid.cursor_row
        if row is not None:
            line = row.line
            self._read_facts(
                line.customer_no,
                line.id,
                lambda facts: self.open_form(facts, line, values_of_line(self.desk, line)),
            )

    # The form.

    def open_form(
        self,
        facts: ReceiptFacts,
        line: JournalLineRow | None,
        values: dict[str, Any],
        error: str = "",
        remark: str = "",
    ) -> None:
        """Let a receipt be typed."""
        about = {
            "kind": "receipt",
            "customer": facts.customer_no,
            "line": line.id if line else None,
            "version": line.version if line else 0,
            "known": [row.line.id for row in self.journal.lines],
        }

        def keep(typed: dict[str, Any] | None) -> None:
            if self.origin is not None:
                self.origin.keep(None if typed is None else {**about, "values": typed})

        keep(values)
        caption = (
            f"{'New cash receipt' if line is None else 'Cash receipt'} · {facts.customer_no} {facts.customer_name}"
        )
        form = ReceiptForm(self.desk, facts, values, caption=caption, on_draft=keep, error=error, remark=remark)

        def answered(answer: ReceiptAnswer | None) -> None:
            keep(None)
            self._form_left(facts, line, answer)

        self.app.push_screen(form, answered)

    def _form_left(self, facts: ReceiptFacts, line: JournalLineRow | None, answer: ReceiptAnswer | None) -> None:
        if answer is not None:
            self._save(facts, line, answer)
        elif self._for_one and not self.journal.lines and self.is_current:
            self.app.pop_screen()  # opened for one receipt, which was not wanted

    def _save(self, facts: ReceiptFacts, line: JournalLineRow | None, answer: ReceiptAnswer) -> None:
        receipt = answer.receipt
        request = SaveJournalLine(
            actor=self.desk.actor,
            line_id=line.id if line else None,
            version=line.version if line else 0,
            customer_no=facts.customer_no,
            interaction_id=line.interaction_id if line else self.interaction_id,
            posting_date=receipt.posting_date,
            document_no=receipt.document_no,
            external_document_no=receipt.external_document_no,
            description=line.description if line else "",
            amount=receipt.amount,
            currency_code=receipt.currency_code,
            amount_lcy=receipt.amount_lcy,
            applies_to=receipt.chosen,
            oldest_first=receipt.oldest_first,
        )
        self._typed[request.request_id] = (facts, line, answer)
        if self.submit(request, self._saved) and line is None and self.origin is not None:
            self.origin.entered()

    def _saved(self, done: Done) -> None:
        facts, line, answer = self._typed.pop(done.request.request_id)
        if line is None:
            self.first_chosen = ()
        code = answer.receipt.currency_code
        amount = f"{self.desk.currency(code)} {self.desk.amount(answer.receipt.amount, code)}"
        post = self.actions.key("post_receipts")
        self.tell(f"{amount} of {facts.customer_no} kept in the journal; {post} posts.", "success")
        self.show_page()
        if isinstance(done.result, int):
            self.goal = done.result
            if answer.post:
                self._preview([done.result])

    # What the books refuse.

    def not_saved(self, outcome: NotDone) -> None:
        """A receipt that was refused comes back to the form with everything that was typed."""
        super().not_saved(outcome)
        facts, line, answer = self._typed.pop(outcome.request.request_id, (None, None, None))
        if facts is None or answer is None:
            self.show_page()
            return
        customer_no, line_id = facts.customer_no, line.id if line else None
        values = values_of_receipt(self.desk, answer.receipt)

        def again(fresh: ReceiptFacts) -> None:
            if line_id is None or outcome.kind != "changed":
                self.open_form(fresh, line, values, outcome.sentence)
            else:
                self.read("line again", lambda now: self._changed(fresh, now, values), receipts.journal_line, line_id)

        self._read_facts(customer_no, line_id, again)

    def _changed(self, facts: ReceiptFacts, now: JournalLineRow | None, values: dict[str, Any]) -> None:
        """Both versions are seen: what was typed in the fields, what it is now in the sentence."""
        if now is None:
            self.open_form(facts, None, values, "It was posted or deleted meanwhile: F10 makes it anew, Esc leaves it.")
            return
        amount = f"{self.desk.currency(now.currency_code)} {self.desk.amount(now.amount, now.currency_code)}"
        paid = "oldest first" if now.oldest_first else ", ".join(now.document_nos) or "on account"
        sentence = f"Somebody changed it to {amount}, {paid}, meanwhile: F10 saves what you typed."
        self.open_form(facts, now, values, sentence)

    # Drafts.

    def _go_on(self, draft: dict[str, Any]) -> None:
        """The form again as it was, unless it had been confirmed and the program ended just after that."""
        values, customer_no = draft.get("values"), str(draft.get("customer", ""))
        known, line_id = draft.get("known"), draft.get("line")
        if not isinstance(values, dict) or not isinstance(known, list):
            return
        line = next((row.line for row in self.journal.lines if row.line.id == line_id), None)
        mine = [row.line.id for row in self.journal.lines if row.line.interaction_id == self.interaction_id]
        saved = any(number not in known for number in mine) if line_id is None else line is None
        if saved or (line is not None and line.version != draft.get("version")):
            return
        self.first_chosen = unpacked(values.get("chosen"))
        self._read_facts(customer_no, line_id, lambda facts: self.open_form(facts, line, values))

    # Posting.

    def preview(self, lines: Sequence[JournalLineRow]) -> None:
        """Show what posting these will do."""
        self._preview([line.id for line in lines])

    def _preview(self, line_ids: list[int]) -> None:
        from screens.receipts_preview import PreviewPage  # noqa: PLC0415 - start-up

        self.app.push_screen(PreviewPage(self.desk, line_ids, self._posted))

    def _posted(self, sentence: str, line_ids: Sequence[int], entry_nos: Sequence[int]) -> None:
        """Posted: opened for one customer's receipt, the page has done its work; else it goes on."""
        if self._tell_posted is not None:
            self._tell_posted(entry_nos)
        left = [row for row in self.journal.lines if row.line.id not in line_ids]
        self.grid.untick_keys(line_ids)
        if self._for_one and not left and self.is_current:
            self.app.pop_screen()
            tell = getattr(self.app.screen, "tell", self.tell)
            tell(sentence, "success")
            return
        self.tell(sentence, "success")
        self.show_page()


def named_entry(facts: ReceiptFacts, document: str) -> Chosen:
    """The open entry that a document no. names, which is then what the receipt applies to."""
    wanted = document.casefold()
    found = [
        entry.entry_no
        for entry in facts.entries
        if wanted and wanted in {entry.document_no.casefold(), entry.external_document_no.casefold()}
    ]
    return tuple((number, None) for number in found)
