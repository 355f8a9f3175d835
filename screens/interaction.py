"""Credit Control Interaction (S7–S15, S18–S29, S35, S36, S43, S44): the call, from the first paint to its closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.interaction_actions import CHANGES, INTERACTION_ACTIONS
from screens.interaction_beginning import Beginning
from screens.interaction_reading import Start, by_number, first_header, first_line, read_opening, read_shown
from screens.interaction_session import InSession
from screens.interaction_taking import TakingOver
from store.queries import ledger
from store.requests.base import NotDone, new_id
from store.requests.calls import OpenInteraction, ResumeInteraction
from store.rules.selection import preselect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.desk import Desk
    from screens.interaction_reading import Opening, Shown
    from store.requests.base import Done, Outcome
    from widgets.actions import Action
    from widgets.grid import Grid


class InteractionPage(Beginning, TakingOver, InSession):
    """One interaction: being made, gone on with, or shown as it was left."""

    NAME = "Credit control interaction"
    EMPTY = "This customer has no open entries."
    ACTIONS: ClassVar[tuple[Action, ...]] = INTERACTION_ACTIONS
    SORTS = (
        ("due", "due date", False),
        ("document", "document no.", False),
        ("remaining", "remaining", True),
        ("status", "status", False),
        ("posting", "posting date", False),
        ("external", "external no.", False),
    )

    @classmethod
    def new(
        cls,
        desk: Desk,
        customer_no: str,
        *,
        origin: str,
        marked: tuple[int, ...] = (),
        cursor: int | None = None,
        todo_id: int | None = None,
    ) -> InteractionPage:
        """A new interaction; `marked` and `cursor` are entry nos. where it is started from (rule 4)."""
        return cls(desk, new_id(), start=Start(customer_no, origin, marked, cursor, todo_id))

    @classmethod
    def existing(cls, desk: Desk, interaction_id: str) -> InteractionPage:
        """An interaction as it was left; an open one that this program holds is gone on with."""
        return cls(desk, interaction_id)

    @classmethod
    def resumed(cls, desk: Desk, interaction_id: str) -> InteractionPage:
        """A draft whose program ended: gone on with exactly as it was (rule 12)."""
        return cls(desk, interaction_id, resume=True)

    # Reading.

    def show_page(self) -> None:
        """Read what is shown: the customer first, the interaction itself once it is in the store."""
        desk = self.desk
        if self.waits:
            return
        if self.header is not None:
            self.sync()
        elif self.opening is not None:
            self._opened(self.opening)
        elif self.start is not None:
            self.read("opening", self._opened, read_opening, self.start, desk.work_date, desk.facts.bands)
        elif self.resume:
            request = ResumeInteraction(actor=desk.actor, interaction_id=self.interaction_id)
            if not self.submit(request, lambda _done: self._load()):
                self._load()
        else:
            self._load()

    def _load(self) -> None:
        desk = self.desk
        self.read("shown", self._loaded, read_shown, self.interaction_id, desk.work_date, desk.facts.bands)

    def _opened(self, found: Opening) -> None:
        """Paint the customer, tick what rule 4 says, and ask the books for the interaction."""
        start, desk, customer = self.start, self.desk, found.customer
        if start is None or self.header is not None:
            return
        if customer is None:
            self.tell(f"There is no customer {start.customer_no}.", "error")
            return
        if desk.books.read_only:
            self.tell("These books are open read-only: no interaction can be made.", "error")
            return
        at = desk.now()
        me = desk.facts.me.code if desk.facts.me else ""
        ticked, sentence = self._preselected(start, found)
        todo_id = found.past.todo_id if found.past is not None else start.todo_id
        self.header = first_header(self.interaction_id, start, customer, desk.actor, at, me)
        self.warnings, self.contacts = found.warnings, found.contacts
        self.begin(
            OpenInteraction(
                actor=desk.actor,
                interaction_id=self.interaction_id,
                customer_no=customer.no,
                at=at,
                origin=start.origin,
                ticked=tuple(sorted(ticked)),
                todo_id=todo_id,
            )
        )
        self.entries = {row.entry_no: row for row in found.entries}
        self.take_lines({row.entry_no: first_line(row, ticked=row.entry_no in ticked) for row in found.entries})
        self.set_ticks(ticked, kept=True)
        self._go_to_first(ticked, start.cursor)
        self.show_aging(found.aging)
        self.show_header()
        self.show_known()
        self.take_past(found.past)
        if sentence:
            self.tell(sentence, "warning")

    def _preselected(self, start: Start, found: Opening) -> tuple[frozenset[int], str]:
        """Which entries are ticked at first, and what the page says about it (rule 4)."""
        marked, cursor = start.marked, start.cursor
        if start.origin == "todo" and not marked and cursor is None:
            cursor = found.todo_entry
        elif start.origin in {"credit_list", "customer_card", "session"}:
            return self.preselected(found), ""
        chosen = preselect(
            marked,
            cursor,
            [entry.entry_no for entry in found.entries],
            preselect_several=self.desk.facts.setup.preselect_several,
        )
        return chosen.ticked, chosen.sentence

    def _go_to_first(self, ticked: frozenset[int], cursor: int | None) -> None:
        first = next((number for number in self.lines if number in ticked), cursor)
        if first is not None:
            self.grid.go_to(first)

    def _loaded(self, found: Shown) -> None:
        """Show an interaction of the store for the first time."""
        if self.header is not None:  # the books changed while it was read: its draft is gone on with once
            self._synced(found)
            return
        header = found.header
        if header is None:
            self.tell("This interaction is not in the books any more: it was discarded.", "warning")
            return
        desk = self.desk
        mine = header.state == "open" and (self.resume or header.holder == desk.actor.holder)
        self.header = header
        self.read_past(header.customer_no)
        self.entered = bool(header.entered or header.call_started_at) or any(line.updated for line in found.lines)
        ticked = frozenset(line.entry_no for line in found.lines if line.ticked)
        self.take_lines(by_number(found.lines))
        self._take_known(found)
        self.live = mine and not desk.books.read_only
        self.set_ticks(ticked & self.selection.lines.keys() if self.live else ticked, kept=False)
        self._kept_ticks = ticked
        self.show_header()
        self.show_known()
        if self.live:
            self.keep_ticks()
            self.tell_of_draft(found, ticked - self.selection.lines.keys())
            self.restore(header.draft)

    def sync(self) -> None:
        """Read the interaction again: what the books made of it, and what others did meanwhile."""
        desk = self.desk
        self.read("sync", self._synced, read_shown, self.interaction_id, desk.work_date, desk.facts.bands)

    def _synced(self, found: Shown) -> None:
        header = found.header
        if header is None:
            if not self.unsaved and not self._looked_again:
                self._looked_again = True  # it may have been read a moment before it was made
                self.sync()
            elif not self.unsaved:
                self.live = False
                self.tell("This interaction is not in the books any more.", "warning")
            return
        self._looked_again, self.in_store = False, True
        if not self._header_pending:
            self.header = header
            self.entered = (
                bool(header.entered or header.call_started_at)
                or any(line.updated for line in found.lines)
                or self.updating
            )
            if not self.unsaved and (header.state != "open" or header.holder != self.desk.actor.holder):
                self.live = False  # gone on with, or closed, by another program
        self.stale = False
        paid = self._paid(found)
        self.grid.untick_keys(paid)
        self.take_lines(by_number(found.lines))
        self._take_known(found)
        self.show_header()
        self.show_known()
        self.tell_meanwhile(found, paid)

    def _paid(self, found: Shown) -> frozenset[int]:
        """The ticked entries of an interaction that is being made that were paid meanwhile."""
        if found.header is None or found.header.state != "open":
            return frozenset()
        return frozenset(line.entry_no for line in found.lines if not line.open_now) & self.selection.ticked

    def _take_known(self, found: Shown) -> None:
        self.entries = dict(found.entries)
        self.warnings, self.contacts = found.warnings, found.contacts
        if found.aging is not None:
            self.show_aging(found.aging)

    def outcome(self, outcome: Outcome) -> bool:
        """An interaction that could not be begun or gone on with can only be left."""
        mine = super().outcome(outcome)
        if mine and isinstance(outcome, NotDone) and isinstance(outcome.request, OpenInteraction | ResumeInteraction):
            self.live = False
            self.show_header()
        return mine

    # The list: all lines are held; only a filter or another order asks the books.

    def read_keys(self) -> None:
        """The lines in their order."""
        if self.filter is None and (self.sort, self.descending) == ("due", False):
            self.grid.empty_text = self.EMPTY
            self.grid.set_rows(self.lines.values(), key=lambda line: line.entry_no)
            self.status.position(self.grid.position_text)
            return
        if self.header is None:
            return
        self.read(
            "keys",
            self._take_order,
            ledger.entry_keys,
            work_date=self.desk.work_date,
            customer_no=self.header.customer_no,
            open_only=False,
            filter=self.filter,
            sort=self.sort,
            descending=self.descending,
        )

    def _take_order(self, keys: Sequence[int]) -> None:
        self.take_keys([key for key in keys if key in self.lines])
        self.show_totals()

    def read_rows(self, keys: tuple[int, ...]) -> None:
        """The rows are held already."""
        self.take_rows({key: self.lines[key] for key in keys if key in self.lines})

    # Actions.

    def why_not(self, action_id: str) -> str | None:
        """What is only read cannot be changed."""
        if action_id in CHANGES and not self.live:
            return self.only_read()
        if action_id in {"update_entries", "show_note"} and not self.lines:
            return "There is no entry."
        return super().why_not(action_id)

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """A second click shows the notes."""
        message.stop()
        self.action_show_note()

    def action_ledger(self) -> None:
        """The customer's ledger entries; the interaction stays open behind them."""
        if self.header is not None:
            self.program.open_ledger(self.header.customer_no, open_only=False)

    def action_explain(self) -> None:
        """Which entries make the totals, how the line under the cursor stands, and how the aging is made (rule 19)."""
        from screens.explain_interaction import InteractionFigures  # noqa: PLC0415 - start-up

        if self.header is None:
            return
        ticked = [line for number, line in self.lines.items() if number in self.selection.ticked]
        key = self.grid.cursor_key
        cursor = None if key is None else self.lines.get(int(key))
        self.app.push_screen(InteractionFigures(self.desk, self.header, ticked, cursor))

    def _told(self, done: Done) -> None:
        super()._told(done)
        self.sync()
