"""Document links of an interaction (S45, S46)."""

from __future__ import annotations

from screens.interaction_updates import Updating


class Linking(Updating):
    """Mixed into the interaction page: files linked to this interaction."""
