"""The right to ask."""

from collections.abc import Iterator

from strawberry.extensions import SchemaExtension
from strawberry.types.graphql import OperationType

from rules.right import require
from rules.scope import Right


class ReadRight(SchemaExtension):
    """Refuses a question of a viewer who may only send documents."""

    def on_execute(self) -> Iterator[None]:
        """Before it is answered."""
        if self.execution_context.operation_type is not OperationType.MUTATION:
            require(self.execution_context.context.scope.viewer, Right.READ)
        yield
