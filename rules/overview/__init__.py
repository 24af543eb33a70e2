"""From a trace to what a screen shows of it."""

from rules.overview.summarise import summarise

__all__ = ["summarise"]
