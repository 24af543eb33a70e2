"""Quantities in kilograms."""

from rules.vocabulary import Unit


def unit_mass_kg(unit: Unit, own: float | None, of_model: float | None) -> float | None:
    """Mass of one unit, kg: the item's own statement, else its model's, which is of one piece and says nothing of a metre or a litre."""
    return of_model if own is None and unit is Unit.PIECE else own


def mass_kg(quantity: float | None, unit: Unit, mass_per_unit_kg: float | None) -> float | None:
    """Mass of a quantity; none where the quantity or the mass of a unit is not known."""
    if quantity is None:
        return None
    if unit is Unit.KG:
        return quantity
    return None if mass_per_unit_kg is None else quantity * mass_per_unit_kg
