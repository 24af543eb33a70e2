"""The answer of a job of the Item Relationship Service: what a part is made of, gathered from everybody along its chain.

`{"job", "relationships", "shells", "submodels", "tombstones", "bpns"}`; a tombstone is what could not be had, and why.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field, ValidationError

from rules.party import Party
from rules.reading import Placed
from rules.record import Text
from seed.readers.catenax.aspect import CatenaXId, Part, paths
from seed.readers.catenax.bill import Child
from seed.readers.catenax.item import PARTNER
from seed.readers.catenax.relation import PHYSICAL, Relation
from seed.readers.catenax.source import Source, no_id
from seed.readers.catenax.tombstone import read_tombstone
from seed.readers.catenax.tracex import read_submodel
from seed.readers.catenax.twin import Ledger, Twin, read_key

SENDER = "urn:batlas:party:catenax-irs"
LISTS = ("relationships", "shells", "submodels", "tombstones", "bpns")


class Relationship(Part):
    """A part in a whole; `catenaXId` is the whole, whichever way the job walked."""

    catena_x_id: CatenaXId = Field(alias="catenaXId")
    linked_item: Child
    aspect_type: str | None = None


class Partner(Part):
    manufacturer_id: str = Field(pattern=rf"^{PARTNER.pattern}$")
    manufacturer_name: Text | None = None


def is_answer(document: dict[str, Any]) -> bool:
    """Whether it has a job and what the job found."""
    return isinstance(document.get("job"), dict) and any(isinstance(document.get(name), list) for name in LISTS[:3])


def read_answer(document: dict[str, Any], ledger: Ledger) -> Source:
    """Its shells as twins, with the submodels that belong to them."""
    lists = {name: _list(document, name, ledger) for name in LISTS}
    for other in document.keys() - {"job", *LISTS}:
        ledger.ignored[other] += 1
    _job(document["job"], ledger)
    twins, owners = _shells(lists["shells"], ledger)
    _submodels(lists["submodels"], twins, owners, ledger)
    for number, stone in enumerate(lists["tombstones"]):
        read_tombstone(stone, f"/tombstones/{number}", ledger)
    source = Source(SENDER, "Item Relationship Service: a job's answer", "/shells", len(twins), twins)
    source.relations += _relations(lists["relationships"], ledger)
    source.facts += _partners(lists["bpns"], ledger)
    return source


def _list(document: Mapping[str, Any], name: str, ledger: Ledger) -> list[Any]:
    value = document.get(name)
    if value is not None and not isinstance(value, list):
        ledger.say("INVALID_VALUE", f"/{name}", f"`{name}` is no list.", "Send a list, even of one.")
    return value if isinstance(value, list) else []


def _job(job: Mapping[str, Any], ledger: Ledger) -> None:
    state = job.get("state")
    if isinstance(state, str) and state != "COMPLETED":
        message = f"The job is {state[:40]}; what it has not found is missing here."
        ledger.say("NOT_DELIVERED", "/job/state", message, "Ask it again when it is COMPLETED.")
    ledger.ignored["job"] += sum(path != "job.state" for path in paths(dict(job), "job"))


def _shells(shells: list[Any], ledger: Ledger) -> tuple[dict[str, Twin], dict[str, Twin]]:
    """Twins by key, and by the id of each submodel that their shells name."""
    twins: dict[str, Twin] = {}
    owners: dict[str, Twin] = {}
    for number, shell in enumerate(shells):
        pointer = f"/shells/{number}"
        payload = shell.get("payload") if isinstance(shell, dict) else None
        key = read_key(payload.get("globalAssetId") if isinstance(payload, dict) else None)
        if key is None or payload is None:
            no_id(f"{pointer}/payload/globalAssetId", ledger)
            continue
        twin = twins.setdefault(key, Twin(key, pointer))
        used = {"shells.payload.globalAssetId", "shells.payload.submodelDescriptors.identification"}
        unused = (path.split(".") for path in paths(shell, "shells") if path not in used)
        ledger.ignored.update(".".join(path[:3]) for path in unused)
        descriptors = payload.get("submodelDescriptors")
        for descriptor in descriptors if isinstance(descriptors, list) else []:
            name = descriptor.get("identification") if isinstance(descriptor, dict) else None
            if isinstance(name, str):
                owners.setdefault(name, twin)
    return twins, owners


def _submodels(submodels: list[Any], twins: dict[str, Twin], owners: Mapping[str, Twin], ledger: Ledger) -> None:
    # A submodel that names no part, of an answer about one part alone, is of that part.
    only = next(iter(twins.values())) if len(twins) == 1 else None
    for number, submodel in enumerate(submodels):
        pointer = f"/submodels/{number}"
        payload = submodel.get("payload") if isinstance(submodel, dict) else None
        key = read_key(payload.get("catenaXId")) if isinstance(payload, dict) else None
        name = submodel.get("identification") if isinstance(submodel, dict) else None
        twin = (twins.setdefault(key, Twin(key, pointer)) if key else owners.get(str(name))) or only
        if twin is None:
            message = f"Nothing says what part the submodel {str(name)[:80]} is of; it is left out."
            remedy = "Name it in the descriptors of its shell, or state catenaXId in its payload."
            ledger.say("UNKNOWN_RECORD_TYPE", pointer, message, remedy)
            kind = submodel.get("aspectType") if isinstance(submodel, dict) else None
            ledger.ignored[f"{str(kind)[:200]} (of no part)"] += 1
            continue
        read_submodel(twin, submodel, pointer, "submodels", ledger)


def _relations(relationships: list[Any], ledger: Ledger) -> Iterator[Relation]:
    for number, content in enumerate(relationships):
        pointer = f"/relationships/{number}"
        try:
            relationship = Relationship.model_validate(content)
        except ValidationError as error:
            ledger.fault(error, "The relationship", pointer)
            continue
        ledger.ignored.update(f"relationships{path}" for path in relationship.left_over())
        child = relationship.linked_item
        context = (child.lifecycle_context or "").lower()
        planned = context == "asplanned" or (not context and "AsPlanned" in (relationship.aspect_type or ""))
        if not planned and context and context not in PHYSICAL:
            ledger.ignored[f"relationships {child.lifecycle_context}"] += 1
            continue
        yield Relation(f"{pointer}/linkedItem", relationship.catena_x_id, child.key, child.quantity, planned)


def _partners(partners: list[Any], ledger: Ledger) -> Iterator[Placed]:
    for number, content in enumerate(partners):
        try:
            partner = Partner.model_validate(content)
        except ValidationError as error:
            ledger.fault(error, "The partner", f"/bpns/{number}")
            continue
        ledger.ignored.update(f"bpns{path}" for path in partner.left_over())
        yield Placed(f"/bpns/{number}", Party(key=f"urn:bpn:{partner.manufacturer_id}", name=partner.manufacturer_name))
