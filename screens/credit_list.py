"""Customer Credit Status: who owes what, and how old it is (S1–S3)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from screens.changes_key import CHANGES, Changing
from screens.controllers_chosen import Assigning
from screens.customer_card_key import CARD
from screens.resume_key import RESUME, Resuming
from store.queries import credit_list
from store.queries.filtering import CREDIT_FIELDS
from widgets.actions import Action
from widgets.columns import Column
from widgets.common_actions import LIST_ACTIONS
from widgets.totals import Total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from screens.desk import Desk
    from store.rows.ledger import CreditRow, CreditTotals
    from store.rules.aging import AgingBands
    from widgets.grid import Grid


WARM_SECONDS = 0.1
"""After the first rows: they are painted by then."""


class CreditListPage(Resuming, Changing, Assigning):
    """A line a customer; Enter goes to its open entries."""

    NAME = "Customer Credit Status"
    EXPORTS = "list"
    FIELDS = CREDIT_FIELDS
    EMPTY = "No customers yet. Leave with Q, then: cctui import Customers.csv 'Customer Ledger Entries.csv'"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("new_interaction", ("i",), "Interaction", "Start an interaction with this customer.", 3),
        Action("ledger", ("l",), "Ledger", "All ledger entries of this customer, open ones first.", 5),
        CARD,
        RESUME,
        CHANGES,
        Action("assign", ("a",), "Assign", "Give this customer, or all that are filtered, to a controller.", 14),
        *(action for action in LIST_ACTIONS if action.group != "Tick"),
    )
    SORTS = (
        ("overdue", "overdue", True),
        ("balance", "balance", True),
        ("name", "name", False),
        ("no", "no.", False),
        ("limit", "credit limit", True),
        ("over_limit", "over limit", True),
        ("controller", "controller", False),
        ("last_interaction", "last interaction", True),
        ("next_action", "next action", False),
        ("promises", "promises", True),
        ("terms", "payment terms", False),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tickable=False)
        self.controllers: tuple[str, ...] = ()
        self._warming = False

    def columns(self) -> Sequence[Column]:
        """Names first, figures right, what can be spared last."""
        desk = self.desk
        bands = desk.facts.bands.labels

        def money(pick: int) -> Column:
            def text(row: CreditRow) -> str:
                known = len(row.bands_lcy) == len(bands)  # else read before the setup changed
                return blank_zero(desk, row.bands_lcy[pick]) if known else ""

            # the older a band, the longer it stays on a narrow terminal
            return Column(f"band{pick}", bands[pick], 10, text, "right", priority=4 + len(bands) - pick)

        return (
            Column("no", "No.", 10, lambda row: row.no, priority=0),
            Column("name", "Name", 24, lambda row: row.name, flexible=True, min_width=20),
            Column("overdue", "Overdue", 12, lambda row: desk.amount(row.overdue_lcy), "right", 1),
            Column("balance", "Balance", 12, lambda row: desk.amount(row.balance_lcy), "right", 1),
            *(money(pick) for pick in range(len(bands))),
            Column("limit", "Limit", 12, lambda row: limit_text(desk, row), "right", 17, limit_tone),
            Column("promises", "Prom.", 5, lambda row: str(row.open_promises or ""), "right", 3),
            Column("next_action", "Next", 10, lambda row: desk.short_date(row.next_action_on), priority=2),
            Column(
                "last_interaction", "Last call", 10, lambda row: desk.short_date(row.last_interaction_on), priority=15
            ),
            Column("controller", "Controller", 10, lambda row: row.credit_controller_code, priority=16),
            Column("terms", "Terms", 8, lambda row: row.payment_terms_code, priority=18),
        )

    def mark(self, row: CreditRow) -> str:
        """! over its limit."""
        return "!" if row.over_limit else " "

    def filter_text(self) -> str:
        """The search, and whose customers."""
        whose = f"controller {'|'.join(self.controllers)}" if self.controllers else ""
        return "  ".join(part for part in (super().filter_text(), whose) if part)

    def read_keys(self) -> None:
        """All customers that the filter leaves, in their order; the footer follows."""
        desk = self.desk
        self.read(
            "keys",
            self.take_keys,
            credit_list.credit_keys,
            work_date=desk.work_date,
            bands=desk.facts.bands,
            filter=self.filter,
            controllers=self.controllers,
            sort=self.sort,
            descending=self.descending,
        )
        self.read(
            "totals",
            partial(self._take_totals, desk.facts.bands),
            credit_list.credit_totals,
            work_date=desk.work_date,
            bands=desk.facts.bands,
            filter=self.filter,
            controllers=self.controllers,
        )

    def read_rows(self, keys: tuple[str, ...]) -> None:
        """The window that is seen."""
        self.read(
            "rows",
            partial(self._take_rows, self.desk.facts.bands),
            credit_list.credit_rows,
            keys,
            work_date=self.desk.work_date,
            bands=self.desk.facts.bands,
        )

    def facts_changed(self) -> None:
        """The bands of the setup are columns."""
        self.grid.set_columns(self.columns())
        super().facts_changed()

    def take_keys(self, keys: Sequence[str]) -> None:
        """Show these lines; a list without any is painted already."""
        super().take_keys(keys)
        if not keys:
            self._warm_soon()

    def take_rows(self, rows: Mapping[str, CreditRow]) -> None:
        """Show these rows; only then is there time to load what changes need."""
        super().take_rows(rows)
        self._warm_soon()

    def _warm_soon(self) -> None:
        if not self._warming:
            self._warming = True
            self.set_timer(WARM_SECONDS, self.program.warm)

    def _take_rows(self, bands: AgingBands, rows: Mapping[str, CreditRow]) -> None:
        if bands == self.desk.facts.bands:  # else the setup changed meanwhile, and they are being read again
            self.take_rows(rows)

    def _take_totals(self, bands: AgingBands, totals: CreditTotals) -> None:
        if bands == self.desk.facts.bands:
            self.take_totals(totals)

    def take_totals(self, totals: CreditTotals) -> None:
        """The footer: what all customers of the list owe, in LCY."""
        desk = self.desk
        figures = [
            Total(f"Overdue ({desk.lcy})", desk.amount(totals.overdue_lcy), "Overdue"),
            Total("Balance", desk.amount(totals.balance_lcy), "Bal."),
        ]
        for label, amount in zip(desk.facts.bands.labels, totals.bands_lcy, strict=True):
            figures.append(Total(label, desk.amount(amount), optional=True))
        self.totals.show(figures)

    # Going on.

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """The customer's open entries (S2)."""
        message.stop()
        self.program.open_ledger(str(message.key))

    def action_ledger(self) -> None:
        """The customer's entries, closed ones too."""
        if self.grid.cursor_key is not None:
            self.program.open_ledger(str(self.grid.cursor_key), open_only=False)

    def customer_here(self) -> str:
        """The customer under the cursor."""
        return "" if self.grid.cursor_key is None else str(self.grid.cursor_key)

    def action_new_interaction(self) -> None:
        """A new interaction, nothing ticked (rule 4)."""
        if self.grid.cursor_key is not None:
            self.program.open_interaction(str(self.grid.cursor_key), origin="credit_list")

    def action_explain(self) -> None:
        """Which entries and which rules make the customer's figures (rule 19)."""
        from screens.explain import CustomerFigures  # noqa: PLC0415 - start-up

        if self.grid.cursor_key is not None:
            self.app.push_screen(CustomerFigures(self.desk, str(self.grid.cursor_key)))

    def why_not(self, action_id: str) -> str | None:
        """Without a customer there is nothing to do."""
        about = {"enter", "ledger", "new_interaction", "customer_card", "explain", "assign"}
        if action_id in about and not len(self.grid.keys):
            return "There is no customer in the list."
        if action_id == "assign":
            return self.why_not_assign()
        return super().why_not(action_id)

    # Whose customers.

    def action_filter(self) -> None:
        """Choose whose customers are shown: several codes with | between, mine, or all."""
        codes = [row.code for row in self.desk.facts.controllers]
        self.prompt.input(
            "Controller ",
            self._filtered,
            value="|".join(self.controllers),
            fresh=True,
            complete=lambda text: _starting(codes, text),
        )
        self.prompt.set_echo(" ".join(("all", "mine", *codes)))

    def _filtered(self, text: str) -> None:
        wanted = text.strip().upper()
        me = self.desk.facts.me
        if wanted in {"", "ALL"}:
            self.controllers = ()
        elif wanted == "MINE":
            if me is None:
                raise ValueError("Setup maps no credit controller to you, so nothing is yours.")
            self.controllers = (me.code,)
        else:
            self.controllers = self._controllers_of(tuple(part.strip() for part in wanted.split("|") if part.strip()))
        self.show_facts()
        self.read_keys()

    def _controllers_of(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The codes as setup has them; raises ValueError where one is unknown."""
        known = {row.code.upper(): row.code for row in self.desk.facts.controllers}
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise ValueError(f"There is no credit controller {unknown[0]}: {', '.join(known.values()) or 'none yet'}.")
        return tuple(known[code] for code in codes)


def _starting(codes: list[str], text: str) -> list[str]:
    done, mark, last = text.rpartition("|")
    return [f"{done}{mark}{code}" for code in codes if code.upper().startswith(last.upper())]


def blank_zero(desk: Desk, value: Decimal) -> str:
    """An amount, or nothing for zero: a list of zeros hides what is owed."""
    return desk.amount(value) if value else ""


def limit_text(desk: Desk, row: CreditRow) -> str:
    """The credit limit; none is none."""
    return desk.amount(row.credit_limit_lcy) if row.credit_limit_lcy else ""


def limit_tone(row: CreditRow) -> str:
    """A limit that is exceeded stands out, with ! beside the line."""
    return "error" if row.over_limit else ""
