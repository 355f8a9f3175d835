"""Who gets the keys while a prompt is open: the prompt, with no change of focus, which would repaint the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

from textual import events
from textual.screen import Screen

if TYPE_CHECKING:
    from textual.message_pump import MessagePump


class KeySink(Protocol):
    """What takes keys and pasted text in the focused widget's stead."""

    def take_key(self, event: events.Key) -> None:
        """Take one key."""

    def take_paste(self, text: str) -> None:
        """Take pasted text."""


_sinks: WeakKeyDictionary[Screen[object], KeySink] = WeakKeyDictionary()


def claim(screen: Screen[object], sink: KeySink) -> None:
    """Send the screen's keys to the sink until `release`."""
    _sinks[screen] = sink


def release(screen: Screen[object], sink: KeySink) -> None:
    """Give the keys back to the screen, if the sink still has them."""
    if _sinks.get(screen) is sink:
        del _sinks[screen]


def deliver(node: object, event: events.Key | events.Paste) -> bool:
    """Give the event to the open prompt of the widget's screen and stop it there.

    Args:
        node: A widget or screen that has been given the event; anything else has no prompt.
        event: A key or a paste.

    Returns:
        Whether a prompt took it.
    """
    screen = node if isinstance(node, Screen) else getattr(node, "screen", None)
    sink = _sinks.get(screen) if isinstance(screen, Screen) else None
    if sink is None:
        return False
    event.stop()
    event.prevent_default()
    if isinstance(event, events.Key):
        sink.take_key(event)
    else:
        sink.take_paste(event.text)
    return True


def has_sink(node: MessagePump) -> bool:
    """Whether a prompt is open on the widget's screen."""
    screen = node if isinstance(node, Screen) else getattr(node, "screen", None)
    return isinstance(screen, Screen) and screen in _sinks
