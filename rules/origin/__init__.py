"""Where minerals in items come from: the element rule."""

from rules.origin.trace_back import find_shares

__all__ = ["find_shares"]
