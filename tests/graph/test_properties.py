"""Random chains on the real database against plain recursion; what is answered does not depend on the order and the batching of arrival."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.database import Database
from graph.origin import find_origins
from graph.recall import find_carriers
from graph.upstream import trace_upstream
from rules.origins import Grouping, Origins
from rules.recalls import RecallTerms
from rules.scope import LOCAL, Scope
from rules.trace import Trace
from rules.vocabulary import Mineral, Profile
from tests.chain import parse, take
from tests.graph.random_chain import RandomChain, chains

pytestmark = pytest.mark.usefixtures("database")

some = settings(
    max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(frozen=True)
class Answers:
    """Traces and origins of lithium, each in the order of the chain's things; keys have no prefix."""

    traces: Sequence[Trace | None]
    origins: Sequence[Origins | None]


async def answer(database: Database, chain: RandomChain, documents: Sequence[str]) -> Answers:
    """Take the documents in, each from a sender of its own, and ask for everything in them."""
    prefix = f"urn:t:{uuid4().hex}"
    text = "\n".join(f"[sender-{number}]\n{document}" for number, document in enumerate(documents))
    # Random quantities do not balance: a lenient profile keeps that as warnings.
    await take(database, parse(text, prefix), Profile.LENIENT)
    keys = [f"{prefix}:{thing.name}" for thing in chain.things]
    traces = await trace_upstream(Scope(LOCAL), database, keys)
    found = await find_origins(Scope(LOCAL), database, keys, [Mineral.LITHIUM])
    return Answers(
        [trace and bare_trace(trace, prefix) for trace in traces],
        [None if one is None else bare_origins(one[Mineral.LITHIUM], prefix) for one in found],
    )


def bare_trace(trace: Trace, prefix: str) -> Trace:
    """Without what names the document and the revision."""

    def bare(key: str) -> str:
        return key.removeprefix(f"{prefix}:")

    return replace(
        trace,
        start=bare(trace.start),
        nodes=tuple(
            replace(n, key=bare(n.key), party_key=n.party_key and bare(n.party_key), submission=None)
            for n in trace.nodes
        ),
        edges=tuple(replace(e, source=bare(e.source), target=bare(e.target), submission=None) for e in trace.edges),
        gaps=tuple(replace(gap, key=bare(gap.key)) for gap in trace.gaps),
        revision=0,
        warnings=(),
    )


def bare_origins(found: Origins, prefix: str) -> Origins:
    """Without what names the document and the revision; shares to nine digits."""

    def bare(grouping: Grouping) -> Grouping:
        shares = (
            replace(s, key=s.key.removeprefix(f"{prefix}:"), share=digits(s.share), mass_kg=digits(s.mass_kg))
            for s in grouping.shares
        )
        return Grouping(tuple(sorted(shares, key=lambda s: (-s.share, s.key))), digits(grouping.unknown))

    gaps = (replace(g, key=g.key.removeprefix(f"{prefix}:"), share=digits(g.share)) for g in found.gaps)
    return replace(
        found,
        item=found.item.removeprefix(f"{prefix}:"),
        revision=0,
        warnings=(),
        mass_kg=digits(found.mass_kg),
        coverage=digits(found.coverage),
        unknown=digits(found.unknown),
        by_source=bare(found.by_source),
        by_operator=bare(found.by_operator),
        by_country=bare(found.by_country),
        gaps=tuple(sorted(gaps, key=lambda g: (-g.share, g.key, g.reason))),
    )


def digits(value: float | None) -> float:
    """Nine of them; -1 for none."""
    return -1 if value is None else round(value, 9)


def shares(grouping: Grouping) -> Mapping[str, float]:
    """Share by key."""
    return {share.key: share.share for share in grouping.shares}


@some
@given(chain=chains())
async def test_traces_and_origins_are_those_of_plain_recursion(database: Database, chain: RandomChain) -> None:
    found = await answer(database, chain, chain.statements())
    for number, (thing, trace, origins) in enumerate(zip(chain.things, found.traces, found.origins, strict=True)):
        mentioned = any(number in run.inputs for other in chain.things for run in other.runs)
        if thing.stub and not mentioned:
            assert (trace, origins) == (None, None)
            continue
        assert trace is not None
        assert origins is not None
        depths, tiers = chain.depths_and_tiers(number)
        assert [(node.depth, node.key) for node in trace.nodes] == sorted((d, key) for key, d in depths.items())
        assert {node.key: node.tier for node in trace.nodes} == tiers
        edges = {(edge.source, str(edge.type), edge.target, edge.quantity) for edge in trace.edges}
        assert edges == set(chain.steps(number))
        assert len(trace.edges) == len(edges)
        ends = {t.name for t in chain.things if not t.runs and not t.parts and t.name in depths}
        assert {gap.key for gap in trace.gaps} == ends
        expected = {key: float(share) for key, share in chain.shares(number).items()}  # pyright: ignore[reportArgumentType]
        assert shares(origins.by_source) == pytest.approx(expected)
        for grouping in (origins.by_source, origins.by_operator, origins.by_country):
            assert sum(shares(grouping).values()) + grouping.unknown == pytest.approx(1)
        assert origins.coverage + sum(gap.share for gap in origins.gaps) == pytest.approx(1)
        if not thing.stub:
            assert origins.mass_kg == pytest.approx(float(chain.content(number, thing.kg)))


@some
@given(chain=chains(), chance=st.randoms(use_true_random=False))
async def test_order_and_batching_of_arrival_do_not_matter(
    database: Database, chain: RandomChain, chance: Random
) -> None:
    """Each statement in a document of its own, and all of them mixed in a few."""
    documents = chain.statements()
    mixed: list[list[str]] = [[] for _ in range(chance.randint(1, 3))]
    for document in chance.sample(documents, len(documents)):
        chance.choice(mixed).append(document)
    late = ["\n".join(texts) for texts in mixed if texts]
    assert await answer(database, chain, documents) == await answer(database, chain, late)


@some
@given(chain=chains())
async def test_a_recall_is_origins_read_the_other_way_round(database: Database, chain: RandomChain) -> None:
    prefix = f"urn:t:{uuid4().hex}"
    await take(database, parse("\n".join(chain.statements()), prefix), Profile.LENIENT)
    mines = [n for n, thing in enumerate(chain.things) if len(thing.runs) == 1 and thing.runs[0].kind == "EXTRACTION"]
    for mine in mines:
        lot = chain.things[mine]
        found = await find_carriers(Scope(LOCAL), database, [f"{prefix}:{lot.name}"], RecallTerms(Mineral.LITHIUM))
        carried = {
            key.removeprefix(f"{prefix}:"): group.share for group in found.carriers.carried for key in group.keys
        }
        expected = {
            thing.name: float(share)  # pyright: ignore[reportArgumentType]
            for number, thing in enumerate(chain.things)
            if number != mine and (share := chain.shares(number)[lot.runs[0].name])
        }
        assert carried == pytest.approx(expected)
