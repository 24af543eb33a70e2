"""The web application, put together around a database."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
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
from app.web.hosts import hosts_of
from app.web.intake import PATH, SETTING, IntakeDoor
from app.web.lines import Lines
from app.web.refusal import confess, refuse
from app.web.sign_in import Porter, sign_in_of
from app.web.trusted import read_trusted
from graph.database import Database
from loaders import Loaders
from rules.errors import BatlasError
from rules.scope import Scope
from schema.build import build
from schema.context import Context
from schema.limits import Limits
from seed.readers import FORMATS

CALLING = ("authorization", "x-api-key", "x-request-id", "content-encoding")
"""Headers that pages of BATLAS_ALLOWED_ORIGINS may send. Credentials are among them and cookies are not, for Batlas has none."""
TELLING = ("x-request-id", "x-batlas-revision", "content-disposition", "www-authenticate")
"""Headers of answers that such pages may read."""


def assemble(settings: Settings, database: Database) -> Starlette:
    """The application. Without sign-in whoever reaches it sees all, so it answers to loopback names only. Raises InvalidInput for settings
    of sign-in that do not go together."""
    feed = Feed(database, settings.max_subscriptions)
    intake = Intake(database, settings.max_records, feed.wake)
    sign_in = sign_in_of(settings, database)

    def new_context(connection: HTTPConnection) -> Context:
        scope = Scope(connection.state.viewer)
        return Context(scope, database, Loaders(scope, database), intake, connection.state.request_id, feed)

    limits = Limits(settings.max_depth, settings.max_tokens, settings.max_aliases, settings.operation_timeout_s)
    schema = build(limits, compiled=settings.compiled)
    trusted = settings.trusted_documents
    documents = Remembered(settings.max_persisted) if trusted is None else read_trusted(trusted, schema)
    most = (settings.max_subscriptions, settings.max_operations_per_socket)
    lines = Lines(schema, new_context, documents, sign_in, *most)
    endpoint = Endpoint(schema, new_context, documents, lines, settings.allowed_origins)
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
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts_of(settings), www_redirect=False),
            # Before the guard, so that pages that may call can read what it refuses.
            Middleware(
                CORSMiddleware,
                allow_origins=settings.allowed_origins,
                allow_methods=("GET", "POST"),
                allow_headers=CALLING,
                expose_headers=TELLING,
            ),
            Middleware(
                Guard,
                max_body_mb=settings.max_body_mb,
                own_limits={PATH: (settings.max_intake_mb, SETTING)},
                pages=settings.allowed_origins,
            ),
            Middleware(Porter, sign_in=sign_in),
        ],
        exception_handlers={BatlasError: refuse, Exception: confess},
    )
    app.state.database, app.state.feed, app.state.lines, app.state.sign_in = database, feed, lines, sign_in
    return app


async def index(_request: Request) -> JSONResponse:
    """Where things are."""
    intake = [f"{PATH}{form}" for form in FORMATS]
    health = ["/health/live", "/health/ready"]
    export = [f"{EXPORT}{question}.{form}" for question in QUESTIONS for form in EXPORTED]
    return JSONResponse({"name": "Batlas", "graphql": "/graphql", "intake": intake, "export": export, "health": health})
