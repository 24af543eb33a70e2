"""Intake: documents into the graph."""

from graph.intake.take import take_in

__all__ = ["take_in"]
