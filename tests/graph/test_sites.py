"""Where instances of models are made by plan, now and as of before."""

from dataclasses import replace

from graph.database import Database
from graph.facility import fetch_facilities
from graph.model import fetch_models
from graph.site import fetch_sites
from rules.scope import Scope
from tests.facts import Facts, Record
from tests.graph.intake import accept, refuse


def made_at(f: Facts, model: str, facility: str, **more: str) -> Record:
    """A site of a model."""
    return {"type": "madeAt", "model": f.key(model), "facility": f.key(facility)} | more


async def facilities(scope: Scope, database: Database, f: Facts, *models: str) -> list[list[str]]:
    """Names of the places of each model."""
    found = await fetch_sites(scope, database, [f.key(model) for model in models])
    return [[site.facility.removeprefix(f"{f.prefix}:") for site in sites] for sites in found]


async def test_sites_are_told_for_each_model_with_their_times_and_what_is_not_stated_is_a_stub(
    database: Database, scope: Scope, prefix: str
) -> None:
    f = Facts(prefix)
    report = await accept(
        database,
        f,
        made_at(f, "pack", "north", validFrom="2024-01-01"),
        made_at(f, "pack", "east"),
        made_at(f, "cell", "east"),
    )
    assert await facilities(scope, database, f, "pack", "cell", "pack", "car") == [
        ["east", "north"],
        ["east"],
        ["east", "north"],
        [],
    ]
    ((_, north),) = await fetch_sites(scope, database, [f.key("pack")])
    assert north.valid_from is not None
    assert (north.valid_from.year, north.valid_to, north.submission) == (2024, None, report.submission)
    (model,), (place,) = (
        await fetch_models(scope, database, [f.key("pack")]),
        await fetch_facilities(scope, database, [f.key("north")]),
    )
    assert model is not None
    assert place is not None
    assert (model.is_stub, place.is_stub) == (True, True)


async def test_what_was_corrected_and_withdrawn_is_there_as_of_before(
    database: Database, scope: Scope, prefix: str
) -> None:
    f = Facts(prefix)
    wrong, other = made_at(f, "pack", "north", validTo="2025-01-01"), made_at(f, "pack", "south")
    first = await accept(database, f, wrong, other)
    right = made_at(f, "pack", "north", validTo="2999-01-01T00:00:00Z")
    await accept(database, f, right, f.withdrawn(other), corrects=first.submission)
    then = replace(scope, revision=first.revision)
    assert await facilities(scope, database, f, "pack") == [["north"]]
    assert await facilities(then, database, f, "pack") == [["north", "south"]]
    years = [
        sites[0].valid_to and sites[0].valid_to.year
        for s in (scope, then)
        for sites in await fetch_sites(s, database, [f.key("pack")])
    ]
    assert years == [2999, 2025]


async def test_a_plan_that_ends_before_it_begins_is_refused(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    site = made_at(f, "pack", "north", validFrom="2025-01-02T00:00:00Z", validTo="2025-01-02T00:00:00Z")
    assert await refuse(database, f, site) == [("INVALID_VALUE", "line 2")]
