"""Limits of a query's shape, checked before it runs."""

from collections.abc import Callable
from dataclasses import dataclass

from strawberry.extensions import (
    AddValidationRules,
    MaxAliasesLimiter,
    MaxTokensLimiter,
    QueryDepthLimiter,
    SchemaExtension,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a query may be."""

    depth: int = 12
    tokens: int = 2_000
    aliases: int = 30


def limiters(limits: Limits) -> list[Callable[[], SchemaExtension]]:
    """Factories of the extensions that hold the limits. The rules themselves are made once, so that validation can be cached."""
    rules = (
        *QueryDepthLimiter(limits.depth).validation_rules,
        *MaxAliasesLimiter(limits.aliases).validation_rules,
    )
    return [lambda: AddValidationRules(list(rules)), lambda: MaxTokensLimiter(limits.tokens)]
