"""`batlas demo`."""

import time
from dataclasses import dataclass
from typing import Annotated

from typer import Exit, Option

from app.bulk import of_world
from app.cli.ask import Desk, at_desk
from app.cli.bulk import load_at_once, say
from app.cli.console import answers, bar
from app.cli.doubts import show_correction, show_dispute
from app.cli.history import ask_history, show_history
from app.cli.load import show
from app.cli.origins import ask_origins, show_origins
from app.cli.queries import HISTORY, ORIGINS, RECALL, TRACE
from app.cli.recall import ask_recall, show_recall
from app.cli.serve import serve_desk
from app.cli.trace import ask_trace, show_trace
from app.settings import database_config, read_settings
from app.web.serve import check_serving
from graph.bulk import spare_bytes
from graph.server.offline import has_store
from rules.errors import InvalidInput
from rules.report import Outcome, Report
from rules.scope import LOCAL, Viewer, ViewerKind
from rules.vocabulary import Mineral
from seed.world import (
    NAMESPACE,
    WorldDocument,
    corrected_lot,
    disputed_pack,
    documents,
    doubts,
    in_time,
    late_papers,
    pooled,
    recalled,
    vin,
)

VEHICLES = 200
MANY = 2_000
"""Vehicles from which on a load in bulk is the quicker one by far."""
VEHICLE_BYTES = 130_000
"""Memory that a bulk load keeps of one vehicle and all that is in it: measured, 1,000 vehicles."""
REPAIRED = 2
PACK = "query ($vin: String!) { vehicle(vin: $vin) { parts(first: 1) { edges { node { key } } } } }"

MAKER = "query ($key: String!) { item(key: $key) { producedBy { operator { key name { en } } } } }"


def demo(
    vehicles: Annotated[int, Option(min=1, max=5_000_000, help="Vehicles in the demo world.")] = VEHICLES,
    bulk: Annotated[
        bool | None,
        Option(
            "--bulk/--no-bulk",
            help=f"Load it at once into an empty graph; left out: from {MANY:,} vehicles on, where nothing was ever loaded.",
        ),
    ] = None,
    no_serve: Annotated[bool, Option("--no-serve", help="Stop after the answers.")] = False,
) -> None:
    """Load the demo world, ask it in GraphQL, print the answers, and serve it."""
    if not no_serve:
        check_serving(read_settings())

    at_once = may_be_bulk(vehicles) if bulk is None else bulk
    first_late = load_world_at_once(vehicles) if at_once else None

    async def work(desk: Desk) -> None:
        story = await load_world(desk, vehicles, first_late)
        await show_answers(desk, vin(pooled(vehicles)), story)
        answers.rule("Two cathode lots are recalled: what carries them?")
        answers.print(RECALL.strip(), style="dim", highlight=False)
        show_recall(await ask_recall(desk, recalled(NAMESPACE, vehicles), first=4))
        show_more()
        if not no_serve:
            await serve_desk(desk)

    at_desk(work)


@dataclass(frozen=True, slots=True)
class Story:
    """Revisions that the demo asks about."""

    before_late: int | None
    """Before the first of the late papers."""
    before_correction: int | None


def may_be_bulk(vehicles: int) -> bool:
    """Whether the world is large, the home is new, and there is memory enough."""
    config = database_config(read_settings())
    return vehicles >= MANY and config.address is None and not has_store(config.server) and has_memory(vehicles)


def has_memory(vehicles: int) -> bool:
    """Whether the machine can spare the memory that a bulk load of the world takes."""
    return vehicles * VEHICLE_BYTES < spare_bytes()


def load_world_at_once(vehicles: int) -> int:
    """Load all but what is in doubt in bulk; answers the revision of the first of the late papers. Raises InvalidInput for too large a world."""
    if not has_memory(vehicles):
        raise InvalidInput(
            f"A bulk load of {vehicles:,} vehicles takes {vehicles * VEHICLE_BYTES / 1e9:.0f} GB of memory, more than this machine can spare: "
            "ask for fewer, or load them one by one (--no-bulk), which takes long and little memory."
        )
    first = next(late_papers(vehicles)).title
    revisions: list[int] = []

    def tell(title: str, report: Report) -> None:
        if report.outcome is Outcome.REFUSED:
            show(title, report)
        if title == first and report.revision is not None:
            revisions.append(report.revision)

    bulk = load_at_once(of_world(documents, vehicles), "batlas", tell)
    if bulk.refused:
        raise Exit(3)
    say(bulk)
    return revisions[0]


async def load_world(desk: Desk, vehicles: int, first_late: int | None = None) -> Story:
    """Take the demo world in, or what is missing of one whose first late paper came in bulk; what is there already is not taken twice."""
    records, begun, at_once = 0, time.monotonic(), first_late is not None
    with bar() as progress:
        task = progress.add_task("Demo world", total=None, done="")

        async def take(document: WorldDocument) -> int | None:
            nonlocal records
            progress.update(task, description=document.title, done=f"{records:,} records")
            report = await desk.intake("batlas", document.content, LOCAL)
            if report.outcome is Outcome.REFUSED:
                show(document.title, report)
            records += sum(report.counts.values())
            return report.revision

        if first_late is None:
            for document in in_time(vehicles):
                await take(document)
            first_late, *_ = [await take(document) for document in late_papers(vehicles)]
        *_, corrected = [await take(document) for document in doubts(vehicles)]
    seconds = time.monotonic() - begun
    answers.print(
        f"The demo world, made-up companies at real places: {vehicles:,} vehicles, {records:,} records taken in one by one in {seconds:.1f} s."
        if at_once
        else f"The demo world, made-up companies at real places: {vehicles} vehicles, {records:,} records in {seconds:.1f} s."
    )
    return Story(first_late and first_late - 1, corrected and corrected - 1)


async def show_answers(desk: Desk, number: str, story: Story) -> None:
    """One vehicle back to the mines, where its minerals come from, what of that was known at an earlier revision, and what is in doubt."""
    found = await desk.ask("query ($vin: String!) { vehicle(vin: $vin) { key } }", vin=number)
    key = found["vehicle"]["key"]
    answers.rule(f"What is vehicle {number} made of?")
    answers.print(TRACE.strip(), style="dim", highlight=False)
    show_trace(await ask_trace(desk, key))
    answers.rule("Where do its minerals come from, and what is unknown?")
    answers.print(ORIGINS.strip(), style="dim", highlight=False)
    for mineral in (Mineral.LITHIUM, Mineral.NICKEL, Mineral.COBALT, Mineral.ALUMINIUM):
        show_origins(await ask_origins(desk, key, mineral))
    answers.rule("What happened to a pack that was repaired?")
    repaired = await desk.ask(PACK, vin=vin(REPAIRED))
    key_of_pack = repaired["vehicle"]["parts"]["edges"][0]["node"]["key"]
    answers.print(HISTORY.strip(), style="dim", highlight=False)
    show_history(await ask_history(desk, key_of_pack))
    await show_as_its_maker(desk, key)
    before = story.before_late
    if before is not None:
        answers.rule("What was known before a supplier's late papers, and what is known now?")
        show_origins(await ask_origins(desk, key, Mineral.NATURAL_GRAPHITE, as_of={"revision": before}))
        show_origins(await ask_origins(desk, key, Mineral.NATURAL_GRAPHITE))
    if story.before_correction is not None:
        answers.rule("Who says otherwise, and what was corrected?")
        await show_dispute(desk, disputed_pack())
        await show_correction(desk, corrected_lot(), story.before_correction)


async def show_as_its_maker(desk: Desk, key: str) -> None:
    """The same answer as it is told to the party that made the thing: shares and countries, and the names of those that it deals with."""
    found = await desk.ask(MAKER, key=key)
    maker = found["item"]["producedBy"][0]["operator"]
    answers.rule(f"What of that is told to its maker, {maker['name']['en']}?")
    answers.print(
        f"With a key of {maker['key']} (batlas keys create, BATLAS_SIGN_IN=true): its own, its partners by name, and of the others kinds, countries and shares.",
        style="dim",
        highlight=False,
    )
    show_origins(await ask_origins(desk.seen_by(Viewer(ViewerKind.PARTY, maker["key"])), key, Mineral.LITHIUM))


def show_more() -> None:
    """What to ask next."""
    answers.print(
        f"Ask on: [bold].venv/bin/batlas trace {vin(1)}[/], [bold].venv/bin/batlas origins {vin(1)} nickel[/], or over HTTP."
    )
