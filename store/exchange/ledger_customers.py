"""Customers as the rows of a ledger name them: the latest spelling counts, the others are kept for search."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(slots=True)
class LedgerCustomer:
    """What the rows of a ledger say of a customer."""

    named_on: str = ""
    """ISO posting date of the latest row with a name."""
    name: str = ""
    """The latest by posting date; of one day the last row's."""
    spellings: dict[str, str] | None = None
    """Every name with the latest posting date that it has, where there are several."""
    told_on: str = ""
    details: dict[str, object] = field(default_factory=dict)
    """Fields of the latest row, where the ledger's own file has them."""

    def see(self, name: str, posted: str) -> None:
        """Take a row's name.

        Args:
            name: As the row spells it, not blank.
            posted: ISO posting date.
        """
        if name != self.name and self.name:
            if self.spellings is None:
                self.spellings = {self.name: self.named_on}
            self.spellings[name] = max(posted, self.spellings.get(name, ""))
        if posted >= self.named_on:
            self.named_on, self.name = posted, name
            if self.spellings is not None:
                self.spellings[name] = posted

    def all_spellings(self) -> dict[str, str]:
        """Every name with its latest posting date."""
        return self.spellings or ({self.name: self.named_on} if self.name else {})


class LedgerCustomers(dict[str, LedgerCustomer]):
    """By customer no."""

    def __missing__(self, no: str) -> LedgerCustomer:
        found = self[no] = LedgerCustomer()
        return found

    def see(
        self,
        nos: Sequence[object],
        names: Sequence[object] | None,
        posted: Sequence[object],
        details: Mapping[str, Sequence[object]],
    ) -> None:
        """Take the rows of a batch, in the file's order.

        Args:
            nos: Customer nos.
            names: Their names, or None where the file has none.
            posted: ISO posting dates.
            details: Further fields of the customers.
        """
        if names is None:
            for no in set(nos):
                self[str(no)]
        else:
            for no, name, day in zip(nos, names, posted, strict=True):
                known = self[no]  # type: ignore[index]
                if name and (name != known.name or day > known.named_on):  # type: ignore[operator]
                    known.see(name, day)  # type: ignore[arg-type]
        if details:
            self._see_details(nos, posted, details)

    def _see_details(
        self, nos: Sequence[object], posted: Sequence[object], details: Mapping[str, Sequence[object]]
    ) -> None:
        for place, (no, day) in enumerate(zip(nos, posted, strict=True)):
            known = self[str(no)]
            if str(day) >= known.told_on:
                known.told_on = str(day)
                known.details.update((name, values[place]) for name, values in details.items() if values[place])
