"""Search over GraphQL: from any word of it to the thing."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import strawberry

from graph.search import LONGEST
from graph.search import search as search_graph
from loaders import Loaders
from rules import search
from rules.errors import InvalidInput
from rules.search import Noun, SearchField
from rules.vocabulary import ItemKind
from schema.certificate import find_certificate
from schema.charger import find_charger
from schema.context import Info
from schema.facility import find_facility
from schema.item import find_item
from schema.model import find_model
from schema.moment import KnownAsOf, loaders_of
from schema.party import find_party
from schema.process import find_process
from schema.thing import Thing

MOST_HITS = 100
DEFAULT_HITS = 20

FINDERS: dict[Noun, Callable[[Loaders, str], Awaitable[Thing | None]]] = {
    Noun.ITEM: find_item,
    Noun.PARTY: find_party,
    Noun.FACILITY: find_facility,
    Noun.MODEL: find_model,
    Noun.PROCESS: find_process,
    Noun.CHARGER: find_charger,
    Noun.CERTIFICATE: find_certificate,
}


@strawberry.type(description="A thing that is called so.")
class Hit:
    noun: Noun = strawberry.field(description="What it is.")
    key: str = strawberry.field(description="Its key.")
    field: SearchField = strawberry.field(description="Where the text was found, of several the one that fits best.")
    text: str = strawberry.field(description="What that field says.")
    score: float = strawberry.field(
        description="1 where the field is the text; lower where it has its words among others, begins with them, or they have typos."
    )
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="The thing itself.")
    async def thing(self) -> Thing | None:
        """By the loader of its noun."""
        return await FINDERS[self.noun](self.loaders, self.key)

    @classmethod
    def of(cls, record: search.Hit, loaders: Loaders) -> "Hit":
        """From the record."""
        return cls(
            noun=record.noun,
            key=record.key,
            field=record.field,
            text=record.text,
            score=record.score,
            loaders=loaders,
        )


@strawberry.type(description="What is called so.")
class Search:
    hits: list[Hit] = strawberry.field(description="The best first, then by noun and key; each thing once.")
    truncated: bool = strawberry.field(
        description="Whether there may be more than these: give more of the name, or say what it is."
    )
    revision: int = strawberry.field(description="The ledger's revision that it was answered at.")


@strawberry.type
class SearchQuery:
    @strawberry.field(
        description="Things by a word of their key, number or name in English or Korean, its beginning, or with typos; exact numbers first."
    )
    async def search(
        self,
        info: Info,
        text: Annotated[
            str,
            strawberry.argument(
                description=f"What to look for, as people write it; all its words count. At most {LONGEST} characters."
            ),
        ],
        first: Annotated[int, strawberry.argument(description=f"How many hits, at most {MOST_HITS}.")] = DEFAULT_HITS,
        nouns: Annotated[
            list[Noun] | None, strawberry.argument(description="Only these; left out: everything.")
        ] = None,
        kinds: Annotated[list[ItemKind] | None, strawberry.argument(description="Only items of these kinds.")] = None,
        as_of: KnownAsOf = None,
    ) -> Search:
        """Raises InvalidInput for a text that is too long, and a number of hits out of bounds."""
        if not 0 <= first <= MOST_HITS:
            raise InvalidInput(f"`first` is {first}; ask for 0 to {MOST_HITS} hits.")
        loaders = await loaders_of(info, as_of)
        found = await search_graph(
            loaders.scope,
            loaders.database,
            text,
            first,
            nouns=list(Noun) if nouns is None else nouns,
            kinds=kinds,
        )
        hits = [Hit.of(hit, loaders) for hit in found.hits]
        return Search(hits=hits, truncated=found.truncated, revision=found.revision)
