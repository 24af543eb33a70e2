"""A context for questions whose resolvers need none: it says who asks and no more."""

from types import SimpleNamespace
from typing import Any

from rules.scope import LOCAL, Scope

ASKING: Any = SimpleNamespace(scope=Scope(LOCAL), request_id="none")
