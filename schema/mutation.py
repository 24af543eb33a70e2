"""What can be changed."""

from typing import Annotated

import strawberry

from rules.reading import Terms
from schema.context import Info
from schema.report import Report


@strawberry.type(description="What can be changed.")
class Mutation:
    @strawberry.mutation(
        description="Take a document in: all of it, or nothing of it. Its report says what became of it and every fault at once."
    )
    async def submit(
        self,
        info: Info,
        document: Annotated[str, strawberry.argument(description="The document's text.")],
        format: Annotated[
            str,
            strawberry.argument(
                description="`batlas`, the native format, `catenax`, `epcis` or `csv`; docs/FORMAT.md."
            ),
        ] = "batlas",
        dry_run: Annotated[bool, strawberry.argument(description="Give the report alone and write nothing.")] = False,
        title: Annotated[
            str | None, strawberry.argument(description="A name for people, where the document has none.")
        ] = None,
        sender: Annotated[
            str | None, strawberry.argument(description="Of a list: key of the party that states it.")
        ] = None,
        mapping: Annotated[
            str | None,
            strawberry.argument(description="Of a list: how its columns are to be read, JSON; docs/LISTS.md."),
        ] = None,
    ) -> Report:
        """By the intake port. Raises InvalidInput for an unknown format and terms that it does not take, Unavailable."""
        # A lone surrogate has no bytes; what stands for it is told as what it is by the reader.
        content = document.encode("utf-8", errors="surrogatepass")
        context = info.context
        terms = Terms(title, sender, mapping)
        return Report.of(await context.intake(format, content, context.scope.viewer, dry_run=dry_run, terms=terms))
