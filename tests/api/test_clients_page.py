"""What docs/CLIENTS.md shows is true."""

import asyncio
import json
import re
import sys
from pathlib import Path

import graphql
import pytest

from app.web.documents import PersistedQueryNotFound, PersistedQueryNotSupported
from app.web.trusted import NotInList
from rules.errors import BatlasError
from schema.build import build
from tests.serving import Served

PAGE = (Path(__file__).parents[2] / "docs" / "CLIENTS.md").read_text()
BODIES = [json.loads(body)["query"] for body in re.findall(r"-d '(\{.*\})'$", PAGE, flags=re.MULTILINE)]
TEXTS = re.findall(r"(?:--data-urlencode 'query=|query = \"|QUERY = \")(.*?)['\"]", PAGE)


@pytest.mark.parametrize("query", [*BODIES, *TEXTS])
def test_its_questions_can_be_asked(query: str) -> None:
    assert graphql.validate(build()._schema, graphql.parse(query)) == []


def test_its_questions_are_found() -> None:
    assert (len(BODIES), len(TEXTS)) == (2, 3)


def test_it_has_every_code() -> None:
    errors = [BatlasError, *BatlasError.__subclasses__(), PersistedQueryNotFound, PersistedQueryNotSupported, NotInList]
    assert [error.code for error in errors if f"| `{error.code}` |" not in PAGE] == []


async def test_its_python_follows_what_comes_in(server: Served, car: str) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    code = code.replace("127.0.0.1:8000", server.host)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        async with asyncio.timeout(30):
            assert (await process.stdout.readline()).startswith(b"{'revision': 1,")
    finally:
        process.kill()
        await process.wait()
