"""What the worklist shows, in words: whose customers, which currency, how much, how old, or who is left out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from store.rules.money import MoneyError
from store.rules.worklist import Narrowing

if TYPE_CHECKING:
    from screens.desk import Desk

CODE_LENGTH = 3
"""Letters of a currency code."""
HINT = "mine everybody · ANNA|BOB · GBP EUR · 500 (at least) · band 2 · left (who is left out)"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is listed.

    Attributes:
        narrowing: Of whom.
        left: Whether those who are left out, with the reason, instead of those worth calling.
        words: As typed.
    """

    narrowing: Narrowing = field(default_factory=Narrowing)
    left: bool = False
    words: str = ""

    @classmethod
    def typed(cls, text: str, desk: Desk) -> Shown:
        """Read words; an empty text shows everybody's.

        Raises:
            ValueError: With a sentence that says which word is none.
        """
        shown = cls(words=" ".join(text.split()))
        words = text.split()
        while words:
            word = words.pop(0)
            if word.casefold() == "band":
                shown = shown.with_band(words.pop(0) if words else "", desk)
            else:
                shown = shown.with_word(word, desk)
        return shown

    def with_word(self, word: str, desk: Desk) -> Shown:
        """Narrowed by one word more; raises ValueError."""
        wanted = word.upper()
        if wanted in {"ALL", "EVERYBODY"}:
            return replace(self, narrowing=replace(self.narrowing, controllers=()))
        if wanted in {"LEFT", "OUT"}:
            return replace(self, left=True)
        if wanted == "MINE":
            if desk.facts.me is None:
                raise ValueError("Setup maps no credit controller to you, so nothing is yours.")
            return replace(self, narrowing=replace(self.narrowing, controllers=(desk.facts.me.code,)))
        if wanted.strip(">=")[:1].isdigit():
            return self.with_amount(word.lstrip(">="), desk)
        codes = {row.code.upper(): row.code for row in desk.facts.controllers}
        if all(part in codes for part in wanted.split("|")):
            chosen = tuple(codes[part] for part in wanted.split("|"))
            return replace(self, narrowing=replace(self.narrowing, controllers=chosen))
        if len(wanted) == CODE_LENGTH and wanted.isalpha():
            code = "" if wanted == desk.lcy else wanted
            return replace(self, narrowing=replace(self.narrowing, currency_code=code))
        raise ValueError(f"“{word}” is none of {HINT}.")

    def with_amount(self, word: str, desk: Desk) -> Shown:
        """Only those who owe at least so much; raises ValueError."""
        try:
            least = desk.parse_amount(word)
        except MoneyError as error:
            raise ValueError(str(error)) from error
        return replace(self, narrowing=replace(self.narrowing, least_lcy=least))

    def with_band(self, word: str, desk: Desk) -> Shown:
        """Only those with something in that overdue band; raises ValueError."""
        last = len(desk.facts.bands.labels) - 1
        if not word.isdecimal() or not 1 <= int(word) <= last:
            labels = ", ".join(f"{number} = {label}" for number, label in enumerate(desk.facts.bands.labels) if number)
            raise ValueError(f"Which band: {labels}?")
        return replace(self, narrowing=replace(self.narrowing, band=int(word)))

    def text(self, desk: Desk) -> str:
        """The same in words, for the title; empty for everybody worth calling."""
        wanted = self.narrowing
        said = ["left out"] if self.left else []
        said += ["|".join(wanted.controllers)] if wanted.controllers else []
        said += [desk.currency(wanted.currency_code)] if wanted.currency_code is not None else []
        said += [f"from {desk.amount(wanted.least_lcy)}"] if wanted.least_lcy is not None else []
        said += [desk.facts.bands.labels[wanted.band]] if wanted.band is not None else []
        return ", ".join(said)


def completions(text: str, desk: Desk) -> list[str]:
    """Words that the last one typed may become."""
    before, space, last = text.rpartition(" ")
    words = ["mine", "everybody", "left", "band", *(row.code for row in desk.facts.controllers), desk.lcy]
    return [f"{before}{space}{word}" for word in words if word.casefold().startswith(last.casefold())]
