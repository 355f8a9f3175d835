"""A list that one word narrows, typed at `f`: `unsent`, `broken`; `all` is everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Collection


class ByWord(Page):
    """Mixed into list pages that have the action `filter`."""

    LISTED: ClassVar[Collection[str]]
    """The words there are, in the order in which they are offered."""

    word = "all"
    """What is listed."""

    def action_filter(self) -> None:
        """Type the word."""
        self.prompt.input(
            "Show ",
            self._filtered,
            value=self.word,
            fresh=True,
            changed=lambda text: self.prompt.set_echo(" ".join(self._candidates(text) or self.LISTED)),
            complete=self._candidates,
        )

    def _filtered(self, text: str) -> None:
        found = self._candidates(text)
        if len(found) != 1:
            raise ValueError(f"Choose one of {', '.join(found or self.LISTED)}.")
        self.word = found[0]
        self.show_facts()
        self.read_keys()

    def _candidates(self, text: str) -> list[str]:
        """The words that what was typed begins; one alone where it is a word itself."""
        typed = text.strip().casefold()
        return [typed] if typed in self.LISTED else [word for word in self.LISTED if typed and word.startswith(typed)]

    def read_keys(self) -> None:
        """The page's own."""
        raise NotImplementedError
