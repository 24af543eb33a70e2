"""Questions that differ only in what they are about go into one statement together."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import TypeVar

from rules.errors import BatlasError

Q = TypeVar("Q")
A = TypeVar("A")
T = TypeVar("T", bound=Hashable)


async def ask_alike(
    questions: Sequence[Q], terms: Callable[[Q], T], ask: Callable[[T, list[Q]], Awaitable[Sequence[A]]]
) -> list[A | BatlasError]:
    """Answers, or errors, in the order of the questions; `ask` is called once for all that have the same terms."""
    groups: dict[T, list[int]] = {}
    for number, question in enumerate(questions):
        groups.setdefault(terms(question), []).append(number)
    answers: dict[int, A | BatlasError] = {}
    for shared, numbers in groups.items():
        try:
            found = await ask(shared, [questions[number] for number in numbers])
            answers |= dict(zip(numbers, found, strict=True))
        except BatlasError as error:
            # A loader raises it to those who asked on these terms, and to nobody else.
            answers |= dict.fromkeys(numbers, error)
    return [answers[number] for number in range(len(questions))]
