"""What carries material of some lots: the way downstream, with shares, chances and times."""

from rules.recall.carry import recall_lots
from rules.recall.flow import Flow, Held

__all__ = ["Flow", "Held", "recall_lots"]
