"""GraphQL. Vocabularies become enums before any type speaks of them."""

from schema import enums as enums
