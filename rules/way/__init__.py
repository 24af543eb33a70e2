"""By which ways a thing reaches an item, and how much of the item came along each."""

from rules.way.find import find_path

__all__ = ["find_path"]
