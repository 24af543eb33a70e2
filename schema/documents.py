"""Documents of queries: parsed and validated once, as long as they are remembered."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse
from graphql.validation import ASTValidationRule
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

MOST_REMEMBERED = 128

LONGEST_REMEMBERED = 10_000
"""Characters. What is parsed takes up to a hundred times the memory of its text, so all that is remembered takes 130 MB at the very most."""

Rules = tuple[type[ASTValidationRule], ...]


def documents() -> Callable[[], SchemaExtension]:
    """The extension of one schema, all of whose requests share what is remembered. It stands behind those that set the terms."""

    @lru_cache(MOST_REMEMBERED)
    def read(
        text: str, schema: GraphQLSchema, rules: Rules, max_tokens: int | None
    ) -> tuple[DocumentNode, list[GraphQLError]]:
        document = parse(text, max_tokens=max_tokens)
        return document, validate_document(schema, document, rules)

    class Documents(SchemaExtension):
        """Stands in for parsing and validation."""

        def on_parse(self) -> Iterator[None]:
            """Both at once. Raises GraphQLError for what cannot be parsed."""
            asked = self.execution_context
            text = asked.query or ""
            reading = read if len(text) <= LONGEST_REMEMBERED else read.__wrapped__
            terms = asked.schema._schema, asked.validation_rules, asked.parse_options.get("max_tokens")
            asked.graphql_document, self._errors = reading(text, *terms)
            yield

        def on_validate(self) -> Iterator[None]:
            """What validation said."""
            self.execution_context.pre_execution_errors = self._errors
            yield

    return Documents
