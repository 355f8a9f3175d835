"""The cash receipt journal from an interaction (S34)."""

from __future__ import annotations

from screens.interaction_links import Linking


class Receiving(Linking):
    """Mixed into the interaction page: money that this customer sent."""
