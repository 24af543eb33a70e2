"""Limits of a query's size and shape, checked before it runs, and of its time. What a fragment holds is worked out once, however often it is spread."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
)
from strawberry.extensions import AddValidationRules, MaxTokensLimiter, SchemaExtension

from rules.errors import InvalidInput, TooExpensive

LONGEST_QUERY = 200_000
"""Characters of a query's text; a document of any size goes into a variable."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a query may be, and how many seconds it may take."""

    depth: int = 12
    tokens: int = 2_000
    aliases: int = 30
    seconds: float = 60


def limiters(limits: Limits) -> list[Callable[[], SchemaExtension]]:
    """Factories of the extensions that hold the limits. The rule itself is made once, so that validation can be cached."""
    rule = shape_rule(limits)
    return [
        TextLimiter,
        lambda: MaxTokensLimiter(limits.tokens),
        lambda: AddValidationRules([rule]),
        lambda: TimeLimiter(limits.seconds),
    ]


class TextLimiter(SchemaExtension):
    """Refuses a text that is too long, and several operations without the name of the one that is meant."""

    def on_operation(self) -> Iterator[None]:
        """Before it is parsed."""
        length = len(self.execution_context.query or "")
        if length > LONGEST_QUERY:
            message = (
                f"The query has {length:,} characters; {LONGEST_QUERY:,} are allowed. Give documents as variables."
            )
            raise TooExpensive(message)
        yield

    def on_parse(self) -> Iterator[None]:
        """After it is parsed."""
        yield
        document = self.execution_context.graphql_document
        operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)] if document else []
        if len(operations) > 1 and self.execution_context._provided_operation_name is None:
            raise InvalidInput(
                f"The request has {len(operations)} operations; say by `operationName` which one to run."
            )


class TimeLimiter(SchemaExtension):
    """Gives up an operation that takes too long, with what the database still does for it; of a subscription only its beginning is timed."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    async def on_execute(self) -> AsyncIterator[None]:  # pyright: ignore[reportIncompatibleMethodOverride] - a hook may be asynchronous
        """While it runs."""
        try:
            async with asyncio.timeout(self._seconds):
                yield
        except TimeoutError as error:
            message = f"It took longer than the {self._seconds:g} s of BATLAS_OPERATION_TIMEOUT_S; ask for less."
            raise TooExpensive(message) from error


def shape_rule(limits: Limits) -> type[ValidationRule]:
    """A rule that holds depth and aliases."""

    class Shape(ValidationRule):
        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            shapes: dict[str, tuple[int, int]] = {}
            for definition in context.document.definitions:
                if isinstance(definition, OperationDefinitionNode):
                    depth, aliases = _shape(definition.selection_set, context, shapes)
                    _check("nests", depth, limits.depth, "depth", context, definition)
                    _check("has", aliases, limits.aliases, "aliases", context, definition)

    return Shape


def _check(
    verb: str, found: int, most: int, what: str, context: ValidationContext, definition: OperationDefinitionNode
) -> None:
    if found > most:
        message = f"The query {verb} too many: {what} {found}, allowed are {most} (BATLAS_MAX_{what.upper()})."
        context.report_error(GraphQLError(message, definition))


def _shape(
    selections: SelectionSetNode | None, context: ValidationContext, shapes: dict[str, tuple[int, int]]
) -> tuple[int, int]:
    """(depth, aliases) of a selection; introspection has no depth."""
    depth, aliases = 0, 0
    for selection in selections.selections if selections else ():
        inner = (0, 0)
        match selection:
            case FieldNode():
                inner = _shape(selection.selection_set, context, shapes)
                counted = bool(selection.selection_set) and not selection.name.value.startswith("__")
                inner = (inner[0] + 1 if counted else 0, inner[1] + (selection.alias is not None))
            case InlineFragmentNode():
                inner = _shape(selection.selection_set, context, shapes)
            case FragmentSpreadNode():
                inner = _fragment(context.get_fragment(selection.name.value), context, shapes)
            case _:
                pass
        depth, aliases = max(depth, inner[0]), aliases + inner[1]
    return depth, aliases


def _fragment(
    fragment: FragmentDefinitionNode | None, context: ValidationContext, shapes: dict[str, tuple[int, int]]
) -> tuple[int, int]:
    if fragment is None:
        return 0, 0
    name = fragment.name.value
    if name not in shapes:
        # A cycle of fragments is another rule's to refuse.
        shapes[name] = (0, 0)
        shapes[name] = _shape(fragment.selection_set, context, shapes)
    return shapes[name]
