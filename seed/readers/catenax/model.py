"""From planned types to models."""

from rules.model import Model
from rules.reading import Placed
from rules.vocabulary import ItemKind
from seed.readers.catenax.twin import Twin
from seed.readers.catenax.typed import Planned


def model_of(twin: Twin, kind: ItemKind) -> Placed:
    """The model of a twin with PartAsPlanned; who provides the twin makes its parts."""
    planned = twin.get(Planned)
    assert planned is not None  # noqa: S101 - the caller has looked
    _, pointer, part = planned
    name = part.part_type_information.name_at_manufacturer
    maker = f"urn:bpn:{twin.bpnl}" if twin.bpnl else None
    return Placed(pointer, Model(key=twin.key, kind=kind, name=name, manufacturer=maker))
