"""What Node brings to the tests: reference audits and clients of others, in tests/node."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "node"
LONGEST_S = 60


async def run_node(script: str, *arguments: str) -> list[dict[str, Any]]:
    """What a script of tests/node prints, one JSON object a line. Skips, and says so, where Node or its packages are not there."""
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules" / ".batlas-lock").is_file():
        pytest.skip(
            f"NODE ABSENT: {script} did not run; `make setup` installs its packages where node and npm are there"
        )
    process = await asyncio.create_subprocess_exec(
        node, str(FOLDER / script), *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        async with asyncio.timeout(LONGEST_S):
            said, complained = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, complained.decode()
    return [json.loads(line) for line in said.decode().splitlines()]
