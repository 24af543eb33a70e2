"""kg that a step of a trace carries."""

from rules.trace import EdgeType, TraceEdge, TraceNode
from rules.vocabulary import Unit


def carried_kg(step: TraceEdge, source: TraceNode, target: TraceNode) -> float | None:
    """Its stated quantity by the mass of the item it counts; without one all of a part, of a run's output, or of one piece.

    None where that is not known. It is what the run took or gave, and not what of that is in the item that is asked about.
    """
    item = source if step.type is EdgeType.PRODUCED_BY else target
    if step.quantity is not None:
        if item.unit is Unit.KG:
            return step.quantity
        return step.quantity * item.mass_kg / item.quantity if item.mass_kg is not None and item.quantity else None
    # Of an input without a quantity it is not known how much went in, save of what cannot be divided.
    whole = step.type is not EdgeType.CONSUMED or (item.unit is Unit.PIECE and item.quantity == 1)
    return item.mass_kg if whole else None
