"""The web application, put together around a database."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute

from app.export.formats import FORMATS as EXPORTED
from app.export.questions import QUESTIONS
from app.feed import Feed
from app.intake import Intake
from app.settings import Settings
from app.web.documents import Remembered
from app.web.export import PATH as EXPORT
from app.web.export import ExportDoor
from app.web.graphql import Endpoint
from app.web.guard import Guard
from app.web.health import live, ready
from app.web.intake import PATH, SETTING, IntakeDoor
from app.web.lines import Lines
from app.web.refusal import confess, refuse
from app.web.trusted import read_trusted
from graph.database import Database
from loaders import Loaders
from rules.errors import BatlasError, InvalidInput
from rules.scope import LOCAL, Scope
from schema.build import build
from schema.context import Context
from schema.limits import Limits
from seed.readers import FORMATS

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def assemble(settings: Settings, database: Database) -> Starlette:
    """The application. Without sign-in whoever reaches it sees all, so it answers to loopback names only."""
    feed = Feed(database, settings.max_subscriptions)
    intake = Intake(database, settings.max_records, feed.wake)

    def new_context(request: HTTPConnection) -> Context:
        scope = Scope(LOCAL)
        return Context(scope, database, Loaders(scope, database), intake, request.state.request_id, feed)

    limits = Limits(settings.max_depth, settings.max_tokens, settings.max_aliases, settings.operation_timeout_s)
    schema = build(limits, compiled=settings.compiled)
    trusted = settings.trusted_documents
    documents = Remembered(settings.max_persisted) if trusted is None else read_trusted(trusted, schema)
    lines = Lines(schema, new_context, documents, settings.max_subscriptions, settings.max_operations_per_socket)
    endpoint = Endpoint(schema, new_context, documents, lines)
    app = Starlette(
        routes=[
            Route("/", index),
            Route("/graphql", endpoint),
            WebSocketRoute("/graphql", endpoint),
            Route(f"{PATH}{{format}}", IntakeDoor(intake, settings.max_intake_mb).take, methods=["POST"]),
            Route(
                f"{EXPORT}{{question}}.{{format}}",
                ExportDoor(database, settings.operation_timeout_s).give,
                methods=["GET"],
            ),
            Route("/health/live", live),
            Route("/health/ready", ready),
        ],
        middleware=[
            # A page that rebinds its own name to this address sends that name as Host.
            Middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, "[::1]"], www_redirect=False),
            Middleware(Guard, max_body_mb=settings.max_body_mb, own_limits={PATH: (settings.max_intake_mb, SETTING)}),
        ],
        exception_handlers={BatlasError: refuse, Exception: confess},
    )
    app.state.database, app.state.feed, app.state.lines = database, feed, lines
    return app


def require_loopback(host: str) -> None:
    """Raise InvalidInput for an address that others could reach."""
    if host not in LOOPBACK:
        raise InvalidInput(
            f"BATLAS_HOST is {host}: without sign-in Batlas listens on {', '.join(LOOPBACK)} only, for whoever reaches it sees all. "
            "Let a proxy on this machine check who calls."
        )


async def index(_request: Request) -> JSONResponse:
    """Where things are."""
    intake = [f"{PATH}{form}" for form in FORMATS]
    health = ["/health/live", "/health/ready"]
    export = [f"{EXPORT}{question}.{form}" for question in QUESTIONS for form in EXPORTED]
    return JSONResponse({"name": "Batlas", "graphql": "/graphql", "intake": intake, "export": export, "health": health})
