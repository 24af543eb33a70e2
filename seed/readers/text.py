"""From bytes to JSON in which no name is there twice."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import orjson


def parse_json(content: bytes, say: Callable[[str, str, str, str], None], remedy: str) -> Any:
    """The JSON value; none where it is none or null, and then a finding is said: code, pointer, message and remedy."""
    try:
        text = content.decode("utf-8-sig")
        # The one is strict about numbers and characters, the other sees names that are there twice.
        orjson.loads(text)
        return json.loads(text, object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        say("INVALID_ENCODING", "/", f"The document is not UTF-8 (byte {error.start}).", "Send UTF-8.")
    except (ValueError, RecursionError) as error:
        say("INVALID_JSON", "/", f"The document is not JSON: {error}.", remedy)
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(f"the name {twice[:80]!r} is there twice in one object")
    return dict(pairs)
