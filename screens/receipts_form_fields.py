"""The fields of a cash receipt line: what posting would do is seen under them while it is typed (rule 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Vertical
from textual.screen import ModalScreen

from screens.receipts_fields import CHOSEN, OLDEST, AppliesField, CurrencyField, PostingDateField
from screens.receipts_painting import plan_text, sentence_lines
from screens.receipts_plan import amount_due, plan_of
from screens.receipts_values import (
    Chosen,
    Receipt,
    ReceiptAnswer,
    ReceiptFacts,
    currencies_known,
    packed,
    positive,
    unpacked,
)
from screens.update_entries_fields import TextLines
from widgets.fields import Field
from widgets.notefield import Caption
from widgets.prompt import PromptLine
from widgets.typed_fields import AmountField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from decimal import Decimal

    from textual.app import ComposeResult

    from screens.desk import Desk
    from store.rows.receipts import ApplicableEntry
    from store.rules.application import Plan

HINT = "Enter: next, the last keeps · F8 entries · F9 post · F10 keep · Esc leaves"
LABELS = 22
WIDTH = 76
"""Cells inside the form."""
NAMED = 5
"""Document nos. that are named before they are counted."""


class ReceiptFields(ModalScreen[ReceiptAnswer | None]):
    """What is asked and typed; `ReceiptForm` confirms it."""

    CSS_PATH = "receipts_form.tcss"
    AUTO_FOCUS = ""

    def __init__(
        self,
        desk: Desk,
        facts: ReceiptFacts,
        values: Mapping[str, Any],
        *,
        caption: str,
        on_draft: Callable[[dict[str, Any]], None] | None = None,
        error: str = "",
        remark: str = "",
    ) -> None:
        super().__init__()
        self.desk = desk
        self.facts = facts
        self.chosen: Chosen = unpacked(values.get("chosen"))
        self._caption = caption
        self._on_draft = on_draft
        self._error = error
        self._remark = remark
        touched = values.get("touched")
        self._touched = {str(name) for name in touched} if isinstance(touched, list) else set()
        self._begun = bool(error) or ("typed" not in values and bool(self._touched))
        self._focus = str(values.get("focus", "amount"))
        self._make_fields({name: str(value) for name, value in values.items() if isinstance(value, str)})
        self.plan = TextLines(id="plan")
        self.said = TextLines(id="said")
        self.hint = Caption(HINT, "dim", id="hint")
        self.prompt = PromptLine(covers=self.hint)

    def _make_fields(self, values: Mapping[str, str]) -> None:
        desk, lcy = self.desk, self.desk.lcy
        options: dict[str, Any] = {"label_width": LABELS, "changed": self._edited}
        self.posting = PostingDateField(
            "Posting date",
            values.get("posting", ""),
            work_date=desk.work_date,
            order=desk.date_order,
            required="On which day did the money come in? Type a date, such as t, fri or 15/4.",
            id="posting",
            **options,
        )
        self.document = Field("Document no.", values.get("document", ""), id="document", **options)
        self.external = Field("External document no.", values.get("external", ""), id="external", **options)
        self.currency = CurrencyField(
            "Currency",
            values.get("currency", lcy),
            lcy=lcy,
            known=currencies_known(desk, self.facts.entries),
            id="currency",
            **options,
        )
        marks: dict[str, Any] = {"decimal_mark": desk.decimal_mark, **options}
        self.amount = AmountField("Amount", values.get("amount", ""), id="amount", **marks)
        self.lcy = AmountField(
            f"Amount ({lcy})", values.get("lcy", ""), decimals=desk.decimals(""), currency=lcy, id="lcy", **marks
        )
        self.applies = AppliesField(
            "Applies to",
            values.get("applies", ""),
            choose=self.action_choose,
            required="Choose what it applies to: the arrows go through what there is.",
            id="applies",
            **options,
        )
        self._follow_currency()

    def compose(self) -> ComposeResult:
        """Caption, fields, what posting would do, and the hint."""
        with Vertical(id="form"):
            yield Caption(self._caption, "bold", id="caption")
            yield from self._fields()
            yield self.plan
            yield self.said
            yield self.hint
            yield self.prompt

    def on_mount(self) -> None:
        """Begin with the amount, or where the draft was left."""
        for field in self._fields():
            field.editor.fresh = not self._begun or str(field.id) not in self._touched
        self._show_chosen()
        self._propose()
        self._show_plan()
        focus = next((field for field in self._fields() if field.id == self._focus and field.display), self.amount)
        focus.focus()
        self.said.show(sentence_lines(self._error or self._remark, "error" if self._error else "warning", WIDTH))

    # What is typed.

    def _fields(self) -> tuple[Field, ...]:
        return (self.posting, self.document, self.external, self.currency, self.amount, self.lcy, self.applies)

    @property
    def code(self) -> str:
        """The currency code as entries carry it; LCY while it is wrong."""
        return self.currency.code or ""

    @property
    def entries(self) -> tuple[ApplicableEntry, ...]:
        """The entries of the currency."""
        return tuple(entry for entry in self.facts.entries if entry.currency_code == self.code)

    @property
    def posting_date(self) -> date:
        """The posting date, the work date while it is wrong."""
        return self.posting.day or self.desk.work_date

    def on_descendant_focus(self) -> None:
        """Where one is belongs to the draft."""
        self._keep()

    def _edited(self, field: Field) -> None:
        self._touched.add(str(field.id))
        self._begun = True
        if field is self.currency:
            self._follow_currency()
        self.refigure()

    def refigure(self) -> None:
        """Work out anew what is proposed and what posting would do; all of it is held, nothing is read."""
        if not self.is_attached:
            return
        if self._error or self._remark:
            self._error = self._remark = ""
            self.said.show(())
        self._show_chosen()
        self._propose()
        self._show_plan()
        self._keep()

    def _follow_currency(self) -> None:
        """Amounts have the decimals of their currency; what it is in LCY is asked for a foreign one only."""
        self.amount.decimals = self.desk.decimals(self.code)
        self.amount.currency = self.desk.currency(self.code)
        self.amount.update_echo()
        self.lcy.display = bool(self.code)

    def _show_chosen(self) -> None:
        self.applies.show_chosen(self.named(self.chosen_here()))

    def chosen_here(self) -> Chosen:
        """The chosen entries that are of the currency and still there."""
        numbers = {entry.entry_no for entry in self.entries}
        return tuple(each for each in self.chosen if each[0] in numbers)

    def named(self, chosen: Chosen) -> str:
        """The chosen entries by their document nos."""
        documents = {entry.entry_no: entry.document_no for entry in self.facts.entries}
        names = [documents[number] for number, _amount in chosen if number in documents]
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        return ", ".join(names[:NAMED]) + more

    def _propose(self) -> None:
        """What remains of the chosen entries, until an amount is typed."""
        if "amount" in self._touched:
            return
        choice = self.applies.choice
        due = None
        if choice is not None and choice.code == CHOSEN:
            due = amount_due(self.desk.facts.setup, self.entries, self.chosen_here(), self.posting_date)
        self.amount.set_value("" if not due else self.desk.amount(due, self.code))

    # What it would do.

    def receipt(self) -> Receipt:
        """The receipt as typed; raises ValueError with a sentence where it is not whole."""
        choice = self.applies.choice
        code = choice.code if choice else ""
        document = self.document.value.strip()
        return Receipt(
            posting_date=self.posting_date,
            document_no="" if document == self.facts.next_no and "document" not in self._touched else document,
            external_document_no=self.external.value.strip(),
            currency_code=self.code,
            amount=self.amount_typed(),
            amount_lcy=self._amount_lcy(),
            chosen=self.chosen_here() if code == CHOSEN else (),
            oldest_first=code == OLDEST,
        )

    def amount_typed(self) -> Decimal:
        """The amount; raises MoneyError with a sentence where it is wrong or missing."""
        value = self.amount.value.strip()
        return positive(self.amount.parse(value) if value else None, "Type the amount that came in, such as 1200.")

    def _amount_lcy(self) -> Decimal | None:
        value = self.lcy.value.strip()
        if not self.code or not value:
            return None
        return positive(self.lcy.parse(value), "")

    def planned(self, receipt: Receipt) -> Plan:
        """What posting the receipt does; raises PlanError with a sentence."""
        return plan_of(self.desk.facts.setup, self.facts.customer_no, self.entries, receipt)

    def _show_plan(self) -> None:
        """What posting would do as it stands, or why it cannot."""
        try:
            receipt = self.receipt()
            plan = self.planned(receipt)
        except ValueError as error:
            tone = "warning" if self.amount.value.strip() else "dim"
            self.plan.show(sentence_lines(str(error), tone, WIDTH))
            return
        wanted = len(receipt.chosen)
        self.plan.show(plan_text(self.desk, self.entries, plan, receipt.currency_code, wanted))

    # The list of entries.

    def action_choose(self) -> None:
        """Choose the entries in a list; what is typed here stays."""
        from screens.receipts_apply import ApplyEntriesPage  # noqa: PLC0415 - start-up

        if not any(entry.remaining > 0 for entry in self.entries):
            self.said.show(sentence_lines(f"Nothing is open in {self.desk.currency(self.code)}.", "warning", WIDTH))
            return
        try:
            amount = self.amount_typed() if "amount" in self._touched else None
        except ValueError:
            amount = None
        page = ApplyEntriesPage(
            self.desk, self.entries, self.chosen_here(), self.take_chosen, amount=amount, posting_date=self.posting_date
        )
        self.app.push_screen(page)

    def take_chosen(self, chosen: Chosen) -> None:
        """Apply to these from now on."""
        self.chosen = chosen
        self._touched.add("applies")
        self._begun = True
        self.applies.set_value(CHOSEN)
        self.refigure()

    # Drafts.

    def values(self) -> dict[str, Any]:
        """All that is typed, for a draft."""
        typed: dict[str, Any] = {str(field.id): field.value for field in self._fields()}
        focus = getattr(self.focused, "id", "") or ""
        return {**typed, "chosen": packed(self.chosen), "touched": sorted(self._touched), "focus": focus}

    def _keep(self) -> None:
        if self._on_draft is not None and self.is_attached:
            self._on_draft(self.values())
