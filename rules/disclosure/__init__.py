"""What a viewer may see of an answer. Authorities and local viewers see all; here is what is left for the others."""

from rules.disclosure.conceal import conceal, keys_in
from rules.disclosure.cover import Cover
from rules.disclosure.sight import Sight

__all__ = ["Cover", "Sight", "conceal", "keys_in"]
