"""Finds a profile's fields in the header of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.exchange.captions import AMOUNTS, DATES, folded
from store.exchange.outcome import ImportRefused
from store.exchange.profile import MORE_ENTRIES
from store.exchange.profile_rows import ProfileRows
from store.exchange.reading import HEADER_ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.exchange.captions import Kind
    from store.exchange.profile import Captions, Profile

OF_CUSTOMER: Final = "customer."
"""Before a customer's field in the batches of a ledger's file."""
_TYPED: Final = DATES | AMOUNTS | frozenset(MORE_ENTRIES)


class ProfileReading:
    """Files as a profile says.

    Args:
        profile: The profile.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._grouped = bool(profile.rows.group or profile.rows.group_pattern)

    def score(self, captions: Sequence[str], number: int) -> int:
        """How many of the profile's fields a row has, where it has those that are needed."""
        asked = self.profile.file.header_row
        if number != asked if asked else number > HEADER_ROWS:
            return 0
        kind = self.kind_of(captions)
        return len(self._found(kind, _places(captions))) if kind else 0

    def kind_of(self, captions: Sequence[str]) -> Kind | None:
        """Entries where what they need is there, else customers where these have a column of their no. or name."""
        places = _places(captions)
        needs = {_fold(each) for each in self.profile.file.needs}
        if self.profile.entries and needs <= set(places) and not self._lacking(self._found("entries", places)):
            return "entries"
        if self.profile.customers and self._known_by() <= set(self._found("customers", places)):
            return "customers"
        return None

    def fields_of(self, kind: Kind, captions: Sequence[str], file: str) -> dict[str, int]:
        """The column of each field that is there; the header was recognised by those that are needed."""
        found = self._found(kind, _places(captions))
        wanted = [each for each in (*self.profile.rows.only, *self.profile.rows.without) if kind == "entries"]
        missing = [each for each in wanted if _fold(each) not in _places(captions)]
        if missing:
            raise ImportRefused(f"{file} lacks {' and '.join(missing)}, by which {self.profile.name} tells its rows.")
        return found

    def rows(self, captions: Sequence[str], fields: dict[str, int]) -> ProfileRows:
        """What takes the rows below, without those that are no entries."""
        kind = self.kind_of(captions) or "entries"
        return ProfileRows(self.profile, kind, _places(captions), fields, len(captions))

    def typed(self, fields: dict[str, int]) -> frozenset[int]:
        """The columns of dates, amounts and rates."""
        return frozenset(place for field, place in fields.items() if field.removeprefix(OF_CUSTOMER) in _TYPED)

    def unreadable(self, file: str) -> str:
        """The sentence for a file without a header of this profile."""
        told = []
        for what, captions in (("entries", self.profile.entries), ("customers", self.profile.customers)):
            if captions:
                told.append(f"{what} ({', '.join(words[0] for words in captions.values() if words)})")
        return f"{file} has no row with the columns that the profile {self.profile.name} needs for {' or '.join(told)}."

    def _found(self, kind: Kind, places: dict[str, int]) -> dict[str, int]:
        parts: list[tuple[str, Captions]] = [("", self.profile.customers)]
        if kind == "entries":
            parts = [("", self.profile.entries), (OF_CUSTOMER, self.profile.customer_in_entries)]
        found: dict[str, int] = {}
        for prefix, fields in parts:
            for field, words in fields.items():
                known = [places[_fold(word)] for word in words if _fold(word) in places]
                if known:
                    found[prefix + field] = known[0]
        return found

    def _lacking(self, found: dict[str, int]) -> bool:
        customer = self._grouped or {"customer_no", "customer_name"} & set(found)
        date = {"posting_date", "document_date"} & set(found)
        amount = {"original", "debit", "credit", "remaining"} & set(found)
        means = self.profile.open.means
        opened = means in {None, "all"} or means in found
        return not (customer and date and amount and opened)

    def _known_by(self) -> set[str]:
        """What a file of customers must have: the column that is the key, and the name where it has one."""
        if self.profile.keys.customer == "name":
            return {"name"}
        return {"no", "name"} & set(self.profile.customers)


def _fold(caption: str) -> str:
    """A caption without case, blanks and punctuation, unless nothing else is in it."""
    return folded(caption) or caption.strip()


def _places(captions: Sequence[str]) -> dict[str, int]:
    """The first column of each caption."""
    places: dict[str, int] = {}
    for place, caption in enumerate(captions):
        if known := _fold(caption):
            places.setdefault(known, place)
    return places
