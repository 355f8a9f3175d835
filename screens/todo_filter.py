"""What the to-do list shows: open or closed, whose, and due when; typed as words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, cast

if TYPE_CHECKING:
    from store.queries.todos import TodoDue, TodoState

_STATES: Final = ("open", "closed", "all")
_WHOSE: Final = ("mine", "everybody")
_DUES: Final = ("today", "overdue", "ahead", "any")
WORDS: Final = (*_STATES, *_WHOSE, *_DUES)
_OWNERS: Final = {"mine": "mine", "everybody": "everybody's"}
_WHEN: Final = {"today": "due today", "overdue": "overdue", "ahead": "due later", "any": ""}


@dataclass(frozen=True, slots=True)
class Shown:
    """Which to-dos are listed."""

    state: TodoState = "open"
    whose: Literal["mine", "everybody"] = "everybody"
    due: TodoDue = "any"

    @property
    def words(self) -> str:
        """As it is typed."""
        return " ".join(word for word in (self.state, self.whose, self.due) if word != "any")

    @property
    def text(self) -> str:
        """As the title says it."""
        parts = ("open and closed" if self.state == "all" else self.state, _OWNERS[self.whose], _WHEN[self.due])
        return ", ".join(part for part in parts if part)

    @classmethod
    def typed(cls, text: str) -> Shown:
        """Read words, each shortened as one likes; what is not named is open, everybody's, due any time.

        Raises:
            ValueError: A word is none of them, or may be two; the sentence names all.
        """
        shown = cls()
        for typed in text.casefold().split():
            word = _word(typed)
            if word in _STATES:
                shown = replace(shown, state=cast("TodoState", word))
            elif word in _WHOSE:
                shown = replace(shown, whose=cast("Literal['mine', 'everybody']", word))
            else:
                shown = replace(shown, due=cast("TodoDue", word))
        return shown


def _word(typed: str) -> str:
    found = [word for word in WORDS if word.startswith(typed)]
    if len(found) == 1 or typed in found:
        return typed if typed in found else found[0]
    if found:
        raise ValueError(f"“{typed}” may be {' or '.join(found)}: type more of it.")
    raise ValueError(f"“{typed}” is none of {', '.join(WORDS)}.")
