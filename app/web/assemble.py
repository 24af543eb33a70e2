"""The web application, put together around a database."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from app.export.formats import FORMATS as EXPORTED
from app.export.questions import QUESTIONS
from app.intake import Intake
from app.settings import Settings
from app.web.export import PATH as EXPORT
from app.web.export import ExportDoor
from app.web.graphql import Endpoint
from app.web.guard import Guard
from app.web.health import live, ready
from app.web.intake import PATH, SETTING, IntakeDoor
from app.web.refusal import confess, refuse
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
    intake = Intake(database, settings.max_records)

    def new_context(request: Request) -> Context:
        scope = Scope(LOCAL)
        return Context(scope, database, Loaders(scope, database), intake, request.state.request_id)

    limits = Limits(settings.max_depth, settings.max_tokens, settings.max_aliases)
    schema = build(limits, compiled=settings.compiled)
    app = Starlette(
        routes=[
            Route("/", index),
            Route("/graphql", Endpoint(schema, new_context, settings.operation_timeout_s)),
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
    app.state.database = database
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
