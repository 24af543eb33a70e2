"""Which certificates count for origins: those that held while the thing that they are about was run or made."""

import pytest

from graph.database import Database
from rules.scope import Scope
from tests.graph.conftest import Load
from tests.graph.origins import ask

CERTIFIED = """
    dig EXTRACTION {days} by miner at pit: -> 10 kg ore {{LITHIUM .1}}
    audit RESPONSIBLE_MINING {valid}: {about}
"""


@pytest.mark.parametrize("about", ["pit", "ore"])
@pytest.mark.parametrize(
    ("days", "valid", "share"),
    [
        ("2024-03-01..2024-03-31", "2024-01-01..2024-12-31", 1),
        ("2024-03-01..2024-03-31", "2024-03-01..2024-03-31", 1),
        ("2024-03-01..2024-03-31", "..", 1),
        ("2024-03-01..2024-03-31", "2023-01-01..2023-12-31", None),
        ("2024-03-01..2024-03-31", "2024-04-01..", None),
        ("2024-03-01..2024-03-31", "2024-03-02..2024-12-31", None),
        ("2024-03-01..2024-03-31", "2024-01-01..2024-03-30", None),
        ("..2024-03-31", "2024-01-01..2024-03-31", 1),
        ("..2024-03-31", "2024-01-01..2024-03-30", None),
        ("..2024-03-31", "2024-04-01..2024-12-31", None),
        ("2024-03-01..", "2024-03-01..2024-03-01", 1),
        ("2024-03-01..", "..2024-02-29", None),
        ("", "2024-01-01..2024-12-31", None),
        ("", "2024-01-01..", None),
        ("", "..2024-12-31", None),
        ("", "..", 1),
        ("2024-03-01..2024-03-31", "SUSPENDED 2024-01-01..2024-12-31", None),
        ("2024-03-01..2024-03-31", "WITHDRAWN ..", None),
    ],
    ids=[
        "held-all-along",
        "held-for-the-very-days",
        "held-always",
        "lapsed",
        "came-later",
        "came-a-day-late",
        "lapsed-a-day-early",
        "only-the-end-is-stated",
        "lapsed-before-the-end",
        "came-at-the-end",
        "only-the-beginning-is-stated",
        "lapsed-before-the-beginning",
        "nobody-says-when-it-ran",
        "nor-whether-that-was-after-the-beginning",
        "nor-whether-that-was-before-the-end",
        "held-always-whenever-it-ran",
        "suspended",
        "withdrawn",
    ],
)
async def test_a_certificate_covers_what_ran_while_it_held(
    load: Load, scope: Scope, database: Database, prefix: str, days: str, valid: str, share: float | None, about: str
) -> None:
    await load(CERTIFIED.format(days=days, valid=valid, about=about))
    found = await ask(scope, database, f"{prefix}:ore")
    assert [(one.share, one.certificates) for one in found.certified] == (
        [] if share is None else [(share, (f"{prefix}:audit",))]
    )


@pytest.mark.parametrize("about", ["dig", "pit", "miner", "ore", "rock", "pit, miner, ore"])
async def test_a_certificate_is_about_the_run_its_place_its_party_the_item_or_its_model(
    load: Load, scope: Scope, database: Database, prefix: str, about: str
) -> None:
    text = CERTIFIED.format(days="2024-03-01..2024-03-31", valid="2024-01-01..2024-12-31", about=about)
    await load(f"~rock\n{text.replace('10 kg ore', '10 kg ore ~rock')}")
    found = await ask(scope, database, f"{prefix}:ore")
    assert [(one.share, one.certificates) for one in found.certified] == [(1, (f"{prefix}:audit",))]


@pytest.mark.parametrize(("valid", "share"), [("..", 1), ("2024-01-01..", None)], ids=["always", "from-then-on"])
async def test_a_certificate_of_a_lot_that_no_run_made_counts_where_it_has_no_bounds(
    load: Load, scope: Scope, database: Database, prefix: str, valid: str, share: float | None
) -> None:
    await load(f"9 kg lot {{LITHIUM .1}}\naudit QUALITY {valid}: lot")
    found = await ask(scope, database, f"{prefix}:lot")
    assert [one.share for one in found.certified] == ([] if share is None else [share])


@pytest.mark.parametrize(
    ("second", "share"),
    [("2024-05-01..2024-05-31", 1), ("2025-01-01..2025-01-31", None), ("2023-12-31..2024-01-01", None), ("", None)],
    ids=["both-while-it-held", "one-after", "one-that-began-before", "one-of-which-nobody-says-when"],
)
async def test_a_certificate_of_a_lot_held_for_all_runs_that_made_it(
    load: Load, scope: Scope, database: Database, prefix: str, second: str, share: float | None
) -> None:
    await load(
        f"""
        dig EXTRACTION 2024-03-01..2024-03-31: -> 5 kg ore {{LITHIUM .1}}
        dig-2 EXTRACTION {second}: -> 5 kg ore
        audit QUALITY 2024-01-01..2024-12-31: ore
        """
    )
    found = await ask(scope, database, f"{prefix}:ore")
    assert [one.share for one in found.certified] == ([] if share is None else [share])
