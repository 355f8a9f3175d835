"""What others do to the entries while the interaction is made: shown on the line, and said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.interaction_closing import Closing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from screens.desk import Desk
    from screens.interaction_reading import Shown, Start
    from store.rows.calls import LineRow
    from store.rows.explained import EntryChange

MOST = 3
"""So many entries are named, the others counted."""


class Meanwhile(Closing):
    """An entry that was paid, paid in part or given another status by others has its mark, and the page says so."""

    def __init__(self, desk: Desk, interaction_id: str, *, start: Start | None = None, resume: bool = False) -> None:
        super().__init__(desk, interaction_id, start=start, resume=resume)
        self._known: dict[int, tuple[object, ...]] = {}
        """How each changed entry was when it was said."""
        self._by_others = False

    def changed_elsewhere(self) -> None:
        """Another program changed the books: what this did to the entries is said once they are read."""
        self._by_others = True
        super().changed_elsewhere()

    def tell_of_draft(self, found: Shown, unticked: Collection[int]) -> None:
        """As `tell_meanwhile`, for a draft that is gone on with: all that was changed since it was begun."""
        self._by_others = True
        self.tell_meanwhile(found, unticked)

    def tell_meanwhile(self, found: Shown, unticked: Collection[int]) -> None:
        """Say what others changed since it was said last.

        Args:
            found: The interaction as it was read now.
            unticked: Entry nos. that lose their tick, since they were paid.
        """
        now = {line.entry_no: _seen(line) for line in found.lines if line.changed}
        new = [line for line in found.lines if self._known.get(line.entry_no) != now.get(line.entry_no)]
        self._known = now
        told = [line for line in new if line.changed and line.entry_no not in {*unticked, *self.posted_here}]
        told = [line for line in told if not self._is_mine(found.changes.get(line.entry_no))]
        sentences = [_ticks_text([line.document_no for line in found.lines if line.entry_no in unticked])]
        if self._by_others and self.live:
            sentences.append(changed_text(self.desk, told, found.changes))
        self._by_others = False
        self.posted_here.clear()
        text = " ".join(sentence for sentence in sentences if sentence)
        if text:
            self.tell(text, "warning")

    def _is_mine(self, change: EntryChange | None) -> bool:
        """Whether one changed an entry oneself, here or in another program; an import is news whoever made it."""
        return change is not None and not change.imported and change.user_name == self.desk.actor.user_name


def _seen(line: LineRow) -> tuple[object, ...]:
    return line.open_now, line.remaining_now, line.status_now, line.promised_now


def _ticks_text(documents: list[str]) -> str:
    """Say which entries lose their tick; blank where none does."""
    if not documents:
        return ""
    was, tick = ("was", "its tick is") if len(documents) == 1 else ("were", "their ticks are")
    return f"{', '.join(documents)} {was} paid meanwhile: {tick} taken off."


def changed_text(desk: Desk, lines: Collection[LineRow], changes: Mapping[int, EntryChange]) -> str:
    """Say what became of entries meanwhile, and by whom: `Meanwhile bob: INV-1 600.00 left.`; blank for none."""
    if not lines:
        return ""
    users = sorted({changes[line.entry_no].user_name for line in lines if line.entry_no in changes} - {""})
    told = [f"{line.document_no} {_became(desk, line)}" for line in list(lines)[:MOST]]
    more = f" and {len(lines) - MOST} more" if len(lines) > MOST else ""
    return f"Meanwhile{' ' if users else ''}{', '.join(users)}: {'; '.join(told)}{more}."


def _became(desk: Desk, line: LineRow) -> str:
    if not line.open_now:
        return "paid"
    parts = []
    if line.remaining_now != line.remaining:
        parts.append(f"{desk.amount(line.remaining_now, line.currency_code)} left")
    if (line.status_now, line.promised_now) != (line.status_code, line.promised_date):
        day = f" for {desk.short_date(line.promised_now)}" if line.promised_now else ""
        parts.append(f"{line.status_now or 'no status'}{day}")
    return ", ".join(parts)
