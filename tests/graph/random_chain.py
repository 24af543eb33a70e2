"""Random chains, and what they answer by plain recursion over fractions: slow, and independent of the code under test."""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from hypothesis import strategies as st

PARTIES = ("one", "two", "three", None)


@dataclass(frozen=True)
class Run:
    """What made a lot, or a part of it; kg of each input by its number."""

    name: str
    kind: str
    party: str | None
    kg: int
    inputs: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Thing:
    """A lot with its runs, or a whole with the kg of each lot that it holds. A stub is stated by nobody."""

    name: str
    percent: int = 0
    runs: tuple[Run, ...] = ()
    parts: dict[int, int] = field(default_factory=dict)
    stub: bool = False

    @property
    def kg(self) -> int:
        """kg of the lot: what its runs made, 50 where none did."""
        return sum(run.kg for run in self.runs) or 50


WeighedWay = tuple[tuple[str, ...], tuple[Fraction | None, ...]]
"""Names, and the shares whose product is the way's; none where one cannot be told."""


@dataclass(frozen=True)
class RandomChain:
    """Things, each made of earlier ones."""

    things: tuple[Thing, ...]

    def statements(self) -> list[str]:
        """Lines of tests/chain.py, each of which can come from another sender and at any time."""
        lines = []
        for thing in self.things:
            if thing.parts:
                held = [(self.things[n], kg) for n, kg in thing.parts.items()]
                parts = ", ".join(f"{kg} {'pc' if part.parts else 'kg'} {part.name}" for part, kg in held)
                lines.append(f"{thing.name} = {parts}")
            elif not thing.stub:
                made = [line for run in thing.runs for line in [self._made(run, thing)]]
                lines.append("\n".join([f"{thing.kg} kg {thing.name} {{LITHIUM {thing.percent / 100}}}", *made]))
        return lines

    def _made(self, run: Run, thing: Thing) -> str:
        inputs = ", ".join(f"{kg} kg {self.things[n].name}" for n, kg in run.inputs.items())
        by = f" by {run.party}" if run.party else ""
        return f"{run.name} {run.kind}{by}: {inputs} -> {run.kg} kg {thing.name}"

    def content(self, number: int, kg: int, *, of_mass: bool = False) -> Fraction:
        """kg of lithium, or of all, in so much of a thing."""
        thing = self.things[number]
        if thing.parts:
            return sum((self.content(n, amount, of_mass=of_mass) for n, amount in thing.parts.items()), Fraction())
        return Fraction(kg * (100 if of_mass else thing.percent), 100)

    def shares(self, number: int) -> Counter[str]:
        """Share of lithium by the name of the mine; what is missing to 1 is unknown."""
        thing = self.things[number]
        found: Counter[str] = Counter()
        if thing.parts:
            whole = self.content(number, 1)
            for n, kg in thing.parts.items():
                self._add(found, self.content(n, kg) / whole, n)
        for run in thing.runs:
            weight = Fraction(run.kg, thing.kg)
            if run.kind == "EXTRACTION":
                found[run.name] += weight  # pyright: ignore[reportArgumentType] - a counter of fractions
                continue
            known = {n: self.content(n, kg) for n, kg in run.inputs.items() if not self.things[n].stub}
            need = max(sum(known.values(), Fraction()), self.content(number, run.kg))
            for n, kg in known.items():
                self._add(found, weight * kg / need, n)
        return found

    def _add(self, found: Counter[str], weight: Fraction, number: int) -> None:
        for mine, share in self.shares(number).items():
            found[mine] += weight * share  # pyright: ignore[reportArgumentType, reportOperatorIssue]

    def steps(self, number: int) -> list[tuple[str, str, str, int]]:
        """Every edge upstream as often as a way passes it: source, type, target, kg."""
        thing = self.things[number]
        found = []
        for n, kg in thing.parts.items():
            found += [(thing.name, "CONTAINS", self.things[n].name, kg), *self.steps(n)]
        for run in thing.runs:
            found.append((thing.name, "PRODUCED_BY", run.name, run.kg))
            for n, kg in run.inputs.items():
                found += [(run.name, "CONSUMED", self.things[n].name, kg), *self.steps(n)]
        return found

    def ways(self, number: int) -> list[list[tuple[str, str | None]]]:
        """Every way upstream from a thing, to its end: names, each with who made or ran it."""
        thing = self.things[number]
        here = (thing.name, self.holder(number))
        behind = [way for n in thing.parts for way in self.ways(n)]
        for run in thing.runs:
            ran = (run.name, self.holder(next(iter(run.inputs))) if run.kind == "TRANSPORT" else run.party)
            behind += [[ran, *way] for n in run.inputs for way in self.ways(n)] or [[ran]]
        return [[here, *way] for way in behind] or [[here]]

    def weighed_ways(self, number: int, *, of_mass: bool = False) -> list[WeighedWay]:
        """Every way back from a thing to each thing and run behind it, with the share of lithium, or of all mass, that came along it."""
        thing = self.things[number]
        found: list[WeighedWay] = [((thing.name,), (Fraction(1),))]

        def go_on(names: tuple[str, ...], shares: tuple[Fraction | None, ...], n: int, share: Fraction | None) -> None:
            ways = self.weighed_ways(n, of_mass=of_mass)
            found.extend((names + more, (*shares, share, *each)) for more, each in ways)

        for n, kg in thing.parts.items():
            share = self.content(n, kg, of_mass=of_mass) / self.content(number, 1, of_mass=of_mass)
            go_on((thing.name,), (), n, share)
        for run in thing.runs:
            weight, names = Fraction(run.kg, thing.kg), (thing.name, run.name)
            found.append((names, (weight,)))
            known = {n: self.content(n, kg, of_mass=of_mass) for n, kg in run.inputs.items() if not self.things[n].stub}
            need = max(sum(known.values(), Fraction()), self.content(number, run.kg, of_mass=of_mass))
            for n in run.inputs:
                # All came by the one thing that went in; of a stub beside others nobody knows.
                go_on(
                    names,
                    (weight,),
                    n,
                    known[n] / need if n in known else Fraction(1) if len(run.inputs) == 1 else None,
                )
        return found

    def holder(self, number: int) -> str | None:
        """Who made a thing: of several runs only where they agree; of a shipped one who made it before; of a stub somebody else."""
        thing = self.things[number]
        if thing.stub:
            return thing.name
        if len(thing.runs) == 1 and thing.runs[0].kind == "TRANSPORT":
            return self.holder(next(iter(thing.runs[0].inputs)))
        parties = {run.party for run in thing.runs}
        return parties.pop() if len(parties) == 1 else None

    def depths_and_tiers(self, number: int) -> tuple[dict[str, int], dict[str, int]]:
        """Fewest steps and fewest changes of party to all that is upstream, by trying every way."""
        depths: dict[str, int] = {}
        tiers: dict[str, int] = {}
        for way in self.ways(number):
            last, tier = None, 0
            for depth, (name, party) in enumerate(way):
                tier += party is not None and last is not None and party != last
                last = party or last
                depths[name] = min(depth, depths.get(name, depth))
                tiers[name] = min(tier, tiers.get(name, tier))
        return depths, tiers


@st.composite
def chains(draw: st.DrawFn) -> RandomChain:
    """Two to nine things: mines' lots, made, shipped and stubbed ones, lots out of two runs, and wholes of wholes."""
    things: list[Thing] = []
    kg = st.integers(1, 90)
    for number in range(draw(st.integers(2, 9))):
        name, percent = f"lot-{number}", draw(st.integers(1, 60))
        earlier = [n for n, thing in enumerate(things) if not thing.parts]
        kinds = ["dig", *(["make", "make", "ship", "two", "stub", "gap"] if earlier else [])]
        if len(earlier) > 1 and not all(things[n].stub for n in earlier):
            kinds.append("whole")
        kind = draw(st.sampled_from(kinds))

        def run(what: str, suffix: str = "", number: int = number, earlier: list[int] = earlier) -> Run:
            party, made = draw(st.sampled_from(PARTIES)), draw(kg)
            if what == "dig":
                return Run(f"dig-{number}{suffix}", "EXTRACTION", party, made)
            most = 1 if what == "ship" else 3
            inputs = draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=most, unique=True))
            process = "TRANSPORT" if what == "ship" else "REFINING"
            return Run(f"run-{number}{suffix}", process, party, made, {n: draw(kg) for n in inputs})

        match kind:
            case "whole":
                inside = [n for n, thing in enumerate(things) if not thing.stub]
                held = draw(st.lists(st.sampled_from(inside), min_size=1, max_size=3, unique=True))
                things.append(Thing(f"pack-{number}", parts={n: 1 if things[n].parts else draw(kg) for n in held}))
            case "stub":
                things.append(Thing(name, stub=True))
            case "gap":
                things.append(Thing(name, percent))
            case "two":
                things.append(Thing(name, percent, (run("make", "a"), run("dig", "b"))))
            case _:
                things.append(Thing(name, percent, (run(kind),)))
    return RandomChain(tuple(things))
