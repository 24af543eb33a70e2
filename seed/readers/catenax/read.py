"""Reading a document of Catena-X, whatever its shape and generation."""

import hashlib
from collections import Counter
from typing import Any

from rules.document import Header
from rules.link import Contains, HasPart
from rules.reading import Placed, Reading
from rules.vocabulary import Profile, Severity, Unit
from seed.readers.catenax.aspect import NAME
from seed.readers.catenax.container import MARK, is_container, read_container
from seed.readers.catenax.irs import is_answer, read_answer
from seed.readers.catenax.item import facts_of
from seed.readers.catenax.kind import kinds_of, planned_kinds_of
from seed.readers.catenax.link import codes_of, links_of, plans_of, units_of
from seed.readers.catenax.model import model_of
from seed.readers.catenax.place import sites_of
from seed.readers.catenax.relation import relations_of
from seed.readers.catenax.source import Source
from seed.readers.catenax.summary import summarise
from seed.readers.catenax.tracex import is_import, read_import
from seed.readers.catenax.twin import Ledger, judge_strays
from seed.readers.catenax.typed import BatteryCode, Dimension, Planned, PlannedSites, Typization
from seed.readers.text import parse_json

FORMAT = "catenax"


def read_catenax(content: bytes) -> Reading:
    """The document's facts; what is wrong with its form as findings with JSON pointers."""
    sha256 = hashlib.sha256(content).hexdigest()
    ledger = Ledger()
    document = parse_json(content, ledger.say, "Send one JSON object.")
    source = None if ledger.findings else _source(document, ledger)
    for twin in source.twins.values() if source else ():
        judge_strays(twin, ledger)
    facts = _facts(source, ledger) if source else []
    header = Header(sender=source.sender, title=source.title) if source and facts else None
    if source and facts:
        ledger.findings.append(summarise(source.size, facts))
    elif source and all(finding.severity is not Severity.ERROR for finding in ledger.findings):
        names = ", ".join(ledger.aspects) or "no aspects"
        message = f"The document holds no part that is understood; it has {names}."[:500]
        remedy = "Send twins with SerialPart, Batch, JustInSequencePart or PartAsPlanned."
        ledger.say("EMPTY_DOCUMENT", source.root, message, remedy)
    relations = {(p.fact.whole, p.fact.part) for p in facts if isinstance(p.fact, Contains)}
    planned = {(p.fact.model, p.fact.part) for p in facts if isinstance(p.fact, HasPart)}
    counts = Counter({"twin": source.size if source else 0, "relation": len(relations), **ledger.aspects})
    if planned:
        counts["planned relation"] = len(planned)
    return Reading(FORMAT, Profile.LENIENT, sha256, header, facts, ledger.findings, counts, dict(ledger.ignored))


def _source(document: Any, ledger: Ledger) -> Source | None:
    """The document taken apart as its shape has it; a finding where it has none that is known."""
    if isinstance(document, dict):
        for fits, read in ((is_container, read_container), (is_import, read_import), (is_answer, read_answer)):
            if fits(document):
                return read(document, ledger)
    names = [NAME.match(name) for name in document] if isinstance(document, dict) else []
    templates = [named["aspect"] for named in names if named]
    if templates and len(templates) == len(names):
        message = (
            f"These are aspect templates, such as of passports ({', '.join(templates)[:300]}), and not a container of twins, "
            "a Trace-X import or an answer of the Item Relationship Service: they are about no part."
        )
        remedy = f"Send the passports of parts: twins with their catenaXId, in a list under a key with {MARK}."
    else:
        shown = ", ".join(list(document)[:5]) if isinstance(document, dict) else type(document).__name__
        message = f"This is no Catena-X test-data container, Trace-X import or answer of the Item Relationship Service; it holds {shown[:200]}."
        remedy = f"Send an object with a list under a key with {MARK}, with a list `assets`, or with a `job` and its `relationships`, `shells` and `submodels`."
    ledger.say("UNKNOWN_RECORD_TYPE", "/", message, remedy)
    return None


def _facts(source: Source, ledger: Ledger) -> list[Placed]:
    twins = source.twins
    relations = [*source.relations, *relations_of(twins.values(), ledger)]
    kinds, planned = kinds_of(twins, relations), planned_kinds_of(twins, relations)
    units = units_of(twins, relations)
    facts = list(source.facts)
    for key, kind in kinds.items():
        # A lot that nobody uses is counted in kg.
        facts += facts_of(twins[key], kind, units.get(key, Unit.KG), ledger)
    facts += links_of([r for r in relations if not r.planned], units, ledger)
    facts += codes_of(twins, ledger)
    ends = (
        end for placed in facts if isinstance(placed.fact, Contains) for end in (placed.fact.whole, placed.fact.part)
    )
    built = frozenset(kinds).union(ends)
    for key, kind in planned.items():
        if key in built:
            message = f"{key} is planned and built; it is taken as the part that was built."
            remedy = "Give the type an id of its own."
            ledger.say("KIND_MISMATCH", twins[key].pointer, message, remedy, key)
            ledger.ignored["PartAsPlanned of a part that was built"] += 1
        else:
            facts.append(model_of(twins[key], kind))
            facts += sites_of(twins[key], ledger)
    facts += plans_of([r for r in relations if r.planned], built, ledger)
    _count_unused(source, built, frozenset(planned) - built, ledger)
    return facts


def _count_unused(source: Source, built: frozenset[str], models: frozenset[str], ledger: Ledger) -> None:
    """What was understood of twins that are no part, and of places where only types are made."""
    for twin in source.twins.values():
        typed = twin.get(Typization)
        if not typed and twin.get(Dimension):
            ledger.ignored["PhysicalDimension.weight"] += 1
        if not typed and twin.get(BatteryCode):
            ledger.ignored["TractionBatteryCode.tractionBatteryCode"] += 1
        sites = twin.get(PlannedSites)
        if sites and twin.key not in models:
            ledger.ignored[f"{sites[0]}.sites of a part that is not planned"] += len(sites[2].sites)
        if twin.bpnl and not typed and not (twin.get(Planned) and twin.key in built | models):
            ledger.ignored["bpnl"] += 1
