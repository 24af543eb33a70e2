"""Chains as text (tests/chain.py) in the run's database."""

from collections.abc import Awaitable, Callable

import pytest

from graph.database import Database
from rules.vocabulary import Profile
from tests.chain import parse, take

Load = Callable[..., Awaitable[None]]


@pytest.fixture
def load(database: Database, prefix: str) -> Load:
    """Take a text in, its keys under the test's prefix."""

    async def run(text: str, profile: Profile = Profile.STRICT) -> None:
        await take(database, parse(text, prefix), profile)

    return run
