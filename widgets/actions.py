"""What a key does: actions, their keys, and how a page performs them.

An action is declared once: by the page that performs it, a common one in ``widgets.common_actions``. The key
bar, the list of keys, the palette, the ``:`` line and the remapping of keys are all made from these declarations.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from widgets.keynames import key_id, key_text, split_keys
from widgets.keysink import deliver

if TYPE_CHECKING:
    from textual import events

Keymap = Mapping[str, str]
"""An action's id to its keys, "key,key", instead of the declared ones."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a page can do.

    Attributes:
        id: Name in the configuration and on the ``:`` line; the page performs it in ``action_<id>``.
        keys: Keys, each by its character or Textual's name of it; the first one is shown.
        verb: One or two words for the key bar and the palette.
        help: A sentence for the list of keys.
        show_priority: Place in the key bar, 0 stays longest on a narrow terminal; None: not in the bar.
        danger: Whether it cannot be taken back.
        group: Heading in the list of keys.
    """

    id: str
    keys: tuple[str, ...]
    verb: str
    help: str
    show_priority: int | None = None
    danger: bool = False
    group: str = ""


class KeymapError(ValueError):
    """A remapping that cannot be used, with a sentence that says why."""


class ActionSet(Sequence[Action]):
    """The actions of one page, in the order declared: its own, then the common ones that it takes."""

    def __init__(self, actions: Iterable[Action], keymap: Keymap | None = None) -> None:
        by_id: dict[str, Action] = {}
        for action in actions:
            by_id.setdefault(action.id, action)
        self._by_id = by_id
        self._actions = tuple(by_id.values())
        self.keymap: Keymap = keymap or {}

    def __len__(self) -> int:
        return len(self._actions)

    def __getitem__(self, index: int | slice) -> Action:  # type: ignore[override]  # a slice of actions is not needed
        if isinstance(index, slice):
            raise TypeError("one action at a time")
        return self._actions[index]

    def find(self, action_id: str) -> Action | None:
        """The action of that id, or None."""
        return self._by_id.get(action_id)

    def keys(self, action: Action) -> tuple[str, ...]:
        """The action's keys after remapping, by Textual's names."""
        return keys_of(action, self.keymap)

    def key(self, action_id: str) -> str:
        """The action's first key as people read it, such as "Space"; empty if it has none."""
        action = self.find(action_id)
        keys = self.keys(action) if action else ()
        return key_text(keys[0]) if keys else ""


def keys_of(action: Action, keymap: Keymap | None = None) -> tuple[str, ...]:
    """The action's keys by Textual's names, remapped where the configuration says so."""
    mapped = (keymap or {}).get(action.id)
    keys = action.keys if mapped is None else split_keys(mapped)
    return tuple(key_id(key) for key in keys)


def bindings_for(actions: Iterable[Action], keymap: Keymap | None = None) -> list[BindingType]:
    """Textual bindings of the actions, each with the action's id, none shown by the stock footer.

    Args:
        actions: The page's actions, the page's own first.
        keymap: Remapped keys by action id, checked before with `check_keymap`.
    """
    taken: set[str] = set()
    bindings: list[BindingType] = []
    for action in ActionSet(actions):
        for key in keys_of(action, keymap):
            if key not in taken:
                taken.add(key)
                bindings.append(Binding(key, f"perform('{action.id}')", action.verb, show=False, id=action.id))
    return bindings


def check_keymap(actions: Iterable[Action], keymap: Keymap) -> None:
    """Refuse a remapping that names no action, empties one, or gives two actions of a page one key.

    Args:
        actions: The actions of one page, with the common ones.
        keymap: Keys by action id, from the configuration.

    Raises:
        KeymapError: With one sentence that says what is wrong and what to do.
    """
    for action_id, keys in keymap.items():
        if not split_keys(keys):
            raise KeymapError(f'Action "{action_id}" is given no key; name at least one, such as "F2".')
    clash = first_clash(actions, keymap)
    if clash:
        key, first, second = clash
        raise KeymapError(f'Key {key_text(key)} is given to both "{first.id}" and "{second.id}"; give one another key.')


def check_action_ids(known: Iterable[str], keymap: Keymap) -> None:
    """Refuse an id that no page declares, naming the nearest one.

    Args:
        known: The ids of all pages' actions.
        keymap: Keys by action id, from the configuration.

    Raises:
        KeymapError: With one sentence that says what is wrong and what to do.
    """
    names = sorted(set(known))
    for action_id in keymap:
        if action_id not in names:
            near = difflib.get_close_matches(action_id, names, 1, 0.3)
            hint = f'; did you mean "{near[0]}"?' if near else "; the list of keys names them all."
            raise KeymapError(f'There is no action "{action_id}"{hint}')


def first_clash(actions: Iterable[Action], keymap: Keymap | None = None) -> tuple[str, Action, Action] | None:
    """The first key that two of the actions share, with both; None if there is none."""
    owner: dict[str, Action] = {}
    for action in ActionSet(actions):
        for key in keys_of(action, keymap):
            other = owner.setdefault(key, action)
            if other is not action:
                return key, other, action
    return None


class ActionHost:
    """What a page (or the app) mixes in to perform its actions by id, from a key, the palette or the ``:`` line.

    A subclass sets `ACTIONS`, has an ``action_<id>`` method for each action it performs itself (what it lacks is asked
    of the app), and may override `why_not`, `tell` and `before_action`.
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = ()

    def why_not(self, action_id: str) -> str | None:  # noqa: ARG002  # pages override it
        """Why the action does not apply now, as a sentence, or None if it does."""
        return None

    def tell(self, text: str, kind: str = "info") -> None:
        """Show a sentence in the status line; pages override it."""

    def before_action(self) -> None:
        """Called before each action, to take the last message away; pages override it."""

    def performer(self, action_id: str) -> Callable[[], object] | None:
        """The method that performs the action: the page's own, else the app's, else None."""
        own = getattr(self, f"action_{action_id}", None)
        found = own or getattr(getattr(self, "app", None), f"action_{action_id}", None)
        return found if callable(found) else None

    async def perform(self, action_id: str) -> bool:
        """Perform an action if it applies now, else tell why not.

        Args:
            action_id: Id of an action of this page.

        Returns:
            Whether it was performed.
        """
        self.before_action()
        reason = self.why_not(action_id)
        method = self.performer(action_id)
        if reason is None and method is None:
            reason = "This page cannot do that."
        if reason is not None or method is None:
            self.tell(reason or "", "warning")
            return False
        result = method()
        if inspect.isawaitable(result):
            await result
        return True

    async def action_perform(self, action_id: str) -> None:
        """Textual's way in: every binding of `bindings_for` comes here."""
        await self.perform(action_id)

    def on_key(self, event: events.Key) -> None:
        """Give the key to an open prompt before any binding sees it."""
        deliver(self, event)

    def on_paste(self, event: events.Paste) -> None:
        """Give pasted text to an open prompt."""
        deliver(self, event)
