"""What one viewer knows of the things that an answer speaks of."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from rules.disclosure.cover import Cover
from rules.withheld import Withheld


@dataclass(frozen=True, slots=True)
class Sight:
    """Keys by what the viewer may see of them; what is in none of these is concealed."""

    cover: Cover
    reason: Withheld
    stated: AbstractSet[str] = field(default_factory=frozenset)
    """What the viewer has stated itself: shown as it stated it."""
    own: AbstractSet[str] = field(default_factory=frozenset)
    """What it stated or made: it may ask what became of it."""
    known: AbstractSet[str] = field(default_factory=frozenset)
    """That, and what it owns, holds or answers for or once did, took in, or put together, with their parts: it may ask what is behind it."""
    public: AbstractSet[str] = field(default_factory=frozenset)
    """What everybody may look up by its key: models, certificates, who makes or issues them."""
    partners: AbstractSet[str] = field(default_factory=frozenset)
    """Parties whose names it knows."""

    def sees(self, key: str) -> bool:
        """Whether the viewer may see the key and what goes with it."""
        return key in self.known or key in self.partners

    def seeing(self, *keys: str) -> "Sight":
        """The same with more that is known."""
        return replace(self, known=self.known | set(keys))

    def name(self, key: str) -> str:
        """The key, or the name that stands for it."""
        return key if self.sees(key) else self.cover.hide(key)
