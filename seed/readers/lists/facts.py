"""From lots to the facts that the graph takes."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import ValidationError

from rules.composition import Composition
from rules.item import Item
from rules.key import item_key, named_key
from rules.link import Consumed, Contains, Custody, Produced
from rules.process import Process
from rules.reading import Placed
from rules.record import Record
from rules.vocabulary import CompositionKind, IdentifierScheme, ItemKind, Mineral, ProcessKind, Unit
from seed.readers.lists.gather import Lot
from seed.readers.lists.parties import Directory
from seed.readers.lists.row import Entry
from seed.readers.lists.sheet import Ledger
from seed.readers.lists.value import Amount

R = TypeVar("R", bound=Record)

WHOLES = (ItemKind.MODULE, ItemKind.PACK, ItemKind.VEHICLE)
OF_A_RUN = ("process", "started", "ended", "facility", "country", "maker")


class Writer:
    """Makes the facts of one list."""

    def __init__(self, lots: Mapping[tuple[bool, str], Lot], directory: Directory, ledger: Ledger) -> None:
        self._lots = lots
        self._directory = directory
        self._ledger = ledger
        self._sender = directory.sender

    def facts(self) -> Iterator[Placed]:
        """Items, runs, links, and then what they name."""
        for lot in self._lots.values():
            kind = self._kind(lot)
            if kind is not None:
                yield from self._of(lot, kind)
            elif lot.whole and "quantity" in lot.said and self._amount(lot)[0] is None:
                self._tell_unit(lot)
            elif lot.whole:
                message = f"It is not told what kind of thing {lot.number} is."
                remedy = 'Write a column Kind with material, component, cell, module, pack or vehicle, or tell it by the mapping, as in {"defaults": {"kind": "cell"}}.'
                self._ledger.say("MISSING_FIELD", lot.place, message, remedy, field="kind")
        yield from self._directory.stated()

    def _of(self, lot: Lot, kind: ItemKind) -> Iterator[Placed]:
        key = item_key(self._sender, kind, lot.number)
        said = lot.said
        unit, quantity, mass = self._amount(lot)
        if unit is None:
            if lot.whole:
                self._tell_unit(lot)
            return
        weight = _value(said, "weight")
        if "quantity" in said and unit is Unit.KG and weight is not None and float(weight.number) != quantity:
            message = f"{lot.number} has {quantity:g} kg by its quantity and {weight.number:f} kg by its weight."
            self._ledger.say("INVALID_VALUE", _place(lot, "weight"), message, "Keep the one that is right.", field="weight")  # fmt: skip
        fields: dict[str, Any] = {"serial" if lot.is_piece else "lot": lot.number, "unit": unit, "quantity": quantity, "massPerUnitKg": mass}  # fmt: skip
        fields |= {"key": key, "kind": kind, "name": _value(said, "name"), "identifiers": tuple(self._identifiers(lot))}
        fields["composition"] = self._composition(lot)
        yield from self._build(Item, fields, lot.place, said)
        parts = [put for put in lot.inputs.values() if self._is_part(kind, put)]
        rest = [put for put in lot.inputs.values() if not self._is_part(kind, put)]
        if rest or any(name in said for name in OF_A_RUN):
            yield from self._run(lot, kind, key, rest)
        for put in parts:
            link = self._link(put, kind) | {"whole": key, "from": _value(said, "ended")}
            yield from self._build(Contains, link | {"part": link.pop("item")}, put["inputLot"].place, put)
        if "customer" in said:
            held = {"item": key, "party": self._directory.party(said["customer"]), "from": _value(said, "delivered")}
            yield from self._build(Custody, held, said["customer"].place, {**said, "from": said.get("delivered")})
        elif "delivered" in said:
            self._ledger.ignored["delivered without a customer"] += 1

    def _tell_unit(self, lot: Lot) -> None:
        message = f"It is not told what the {_shown(self._amount(lot)[1])} of {lot.number} are counted in."
        remedy = "Write the unit into the header, as in Quantity (kg), or into a column Unit."
        self._ledger.say("MISSING_FIELD", _place(lot, "quantity"), message, remedy, field="unit")

    def _run(self, lot: Lot, kind: ItemKind, item: str, inputs: list[dict[str, Entry]]) -> Iterator[Placed]:
        """The run that made the lot; its key holds in all lists of the sender."""
        said = lot.said
        key = named_key("process", self._sender, kind.lower(), lot.number)
        maker = self._directory.party(said["maker"]) if "maker" in said else self._sender
        step, word = _value(said, "process") or (ProcessKind.OTHER, None)
        fields: dict[str, Any] = {"key": key, "kind": step, "kindText": word, "operator": maker}
        fields |= {
            "started": _value(said, "started"),
            "ended": _value(said, "ended"),
            "country": _value(said, "country"),
        }
        if "facility" in said:
            fields["facility"], stated = self._directory.facility(said["facility"], said.get("country"), maker)
            if stated:
                # The plant states its country.
                del fields["country"]
        yield from self._build(Process, fields, lot.place, said)
        yield from self._build(Produced, {"item": item, "process": key}, lot.place, said)
        for put in inputs:
            link = self._link(put, kind) | {"process": key}
            if "inputRole" in put:
                link["role"] = put["inputRole"].value
            yield from self._build(Consumed, link, put["inputLot"].place, put)

    def _kind(self, lot: Lot) -> ItemKind | None:
        """As told; what is weighed or measured is a material."""
        unit = self._amount(lot)[0]
        return _value(lot.said, "kind") or (ItemKind.MATERIAL if unit not in (None, Unit.PIECE) else None)

    def _amount(self, lot: Lot) -> tuple[Unit | None, float | None, float | None]:
        """(unit, quantity, kg of one unit)."""
        amount, weight = _value(lot.said, "quantity"), _value(lot.said, "weight")
        if amount is None and lot.is_piece:
            amount = Amount(Decimal(1), Unit.PIECE)
        if amount is None and weight is not None:
            amount, weight = weight, None
        unit = (amount and amount.unit) or _value(lot.said, "unit") or (Unit.PIECE if lot.is_piece else None)
        each = _value(lot.said, "unitMass")
        mass = None if unit is Unit.KG else each.number if each is not None else None
        if mass is None and weight is not None and amount is not None and amount.number > 0 and unit is not Unit.KG:
            mass = weight.number / amount.number
        if amount is None and unit is None and not any(name in lot.said for name in ("quantity", "weight")):
            # Nothing but its number is told: the amount is not known.
            unit = Unit.KG if _value(lot.said, "kind") is ItemKind.MATERIAL else None
        return unit, None if amount is None else float(amount.number), None if mass is None else float(mass)

    def _identifiers(self, lot: Lot) -> Iterator[dict[str, Any]]:
        said = lot.said
        if lot.is_piece and "lot" in said:
            # Many pieces share it, so it names none of them.
            yield {"scheme": IdentifierScheme.OTHER, "value": said["lot"].value}
        if "part" in said:
            yield {"scheme": IdentifierScheme.PART, "value": said["part"].value, "issuer": self._sender}
        if "customerLot" in said and "customer" in said:
            issuer = self._directory.party(said["customer"])
            yield {"scheme": IdentifierScheme.LOT, "value": said["customerLot"].value, "issuer": issuer}
        elif "customerLot" in said:
            message = f"The customer calls {lot.number} {said['customerLot'].value}, and is not named; the number is left out."
            self._ledger.say("UNKNOWN_FIELD", said["customerLot"].place, message, "Write the customer beside it.", field="customerLot")  # fmt: skip
            self._ledger.ignored["customerLot without a customer"] += 1

    def _composition(self, lot: Lot) -> Composition | None:
        fractions = {m: lot.said[f"content {m}"] for m in Mineral if f"content {m}" in lot.said}
        if not fractions:
            for name in ("compound", "compositionKind"):
                if name in lot.said:
                    self._ledger.ignored[f"{name} without a content"] += 1
            return None
        kind = _value(lot.said, "compositionKind") or CompositionKind.SPECIFICATION
        given = {"kind": kind, "compound": _value(lot.said, "compound")}
        try:
            return Composition(**given, fractions={m: entry.value for m, entry in fractions.items()})
        except ValidationError as error:
            self._refuse(
                error, next(iter(fractions.values())).place, {f"fractions {m}": e for m, e in fractions.items()}
            )
            return None

    def _is_part(self, kind: ItemKind, put: Mapping[str, Entry]) -> bool:
        """Whether the input keeps its identity in the whole."""
        told = _value(put, "inputKind")
        return kind in WHOLES and told is not None and told is not ItemKind.MATERIAL

    def _link(self, put: Mapping[str, Entry], kind: ItemKind) -> dict[str, Any]:
        """`item` and `quantity` of an input."""
        number, amount = put["inputLot"], _value(put, "inputQuantity")
        supplier = put.get("supplierKey") or put.get("supplier")
        party = self._sender if supplier is None else self._directory.party(supplier)
        if "supplierKey" in put and "supplier" in put:
            self._ledger.ignored["supplier beside its key"] += 1
        own = next((found for piece in (False, True) if (found := self._lots.get((piece, number.value)))), None)
        own = own if party == self._sender else None
        told = _value(put, "inputKind") or (own and self._kind(own))
        if told is None and kind in WHOLES:
            message = f"It is not told what kind of thing {number.value} is, which went in."
            self._ledger.say("MISSING_FIELD", number.place, message, "Write a column Input kind, as in cell.", field="inputKind")  # fmt: skip
        unit = self._amount(own)[0] if own is not None else None
        quantity = None if amount is None else float(amount.number)
        if amount is not None and amount.unit is None and unit is None:
            message = f"It is not told what the {_shown(quantity)} of {number.value} are counted in."
            self._ledger.say("MISSING_FIELD", put["inputQuantity"].place, message, "Write the unit into the header, as in Input quantity (kg).", field="inputUnit")  # fmt: skip
        elif amount is not None and unit is not None and amount.unit not in (None, unit):
            message = f"{number.value} is counted in {unit}, and {_shown(quantity)} {amount.unit} of it went in; how much is left out."
            self._ledger.say("UNIT_MISMATCH", put["inputQuantity"].place, message, f"Write it in {unit}.")
            quantity = None
        return {"item": item_key(party, told or ItemKind.MATERIAL, number.value), "quantity": quantity}

    def _build(
        self, record: type[R], fields: Mapping[str, Any], place: str, said: Mapping[str, Entry | None]
    ) -> Iterator[Placed]:
        given = {name: value for name, value in fields.items() if value is not None}
        try:
            yield Placed(place, record.model_validate(given, by_alias=True, by_name=False))  # pyright: ignore[reportArgumentType] - records here are facts
        except ValidationError as error:
            self._refuse(error, place, said)

    def _refuse(self, error: ValidationError, place: str, said: Mapping[str, Entry | None]) -> None:
        for fault in error.errors(include_url=False)[:20]:
            name = " ".join(str(step) for step in fault["loc"]) or ""
            entry = said.get(name) or said.get({"quantity": "inputQuantity"}.get(name, name))
            code = "NON_POSITIVE_QUANTITY" if fault["type"] == "greater_than" else "INVALID_VALUE"
            if "without timezone" in fault["msg"] or fault["type"] == "timezone_aware":
                code = "TIME_WITHOUT_ZONE"
            text = str(fault.get("ctx", {}).get("error") or f"{fault['msg'][:1].lower()}{fault['msg'][1:]}")
            message = f"`{name or 'row'}` cannot be taken: {text}."
            self._ledger.say(code, entry.place if entry else place, message, "Correct the cell; docs/LISTS.md says what each field holds.", field=name)  # fmt: skip


def _value(said: Mapping[str, Entry], name: str) -> Any:
    entry = said.get(name)
    return None if entry is None else entry.value


def _place(lot: Lot, name: str) -> str:
    return lot.said[name].place if name in lot.said else lot.place


def _shown(number: float | None) -> str:
    return "amount" if number is None else f"{number:g}"
