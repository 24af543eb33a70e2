"""The reference audits of GraphQL over HTTP, on the application behind a real server."""

from tests.node_tools import run_node
from tests.serving import Served


async def test_every_audit_of_graphql_over_http_passes_without_a_warning(server: Served) -> None:
    audits = await run_node("audit.mjs", server.url)
    assert [audit for audit in audits if audit["status"] != "ok"] == []
    assert len(audits) == 61
