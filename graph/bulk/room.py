"""The memory that a bulk load may still take."""

import os
import re
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from rules.errors import TooExpensive

LEFT_ALONE = 0.1
"""Share of the machine's memory that a bulk load leaves to the rest of it."""
LEAST_LEFT = 512 * 2**20
"""Bytes that it leaves at least: for the documents that are read ahead."""

Spare = Callable[[], int]


def spare_bytes(proc: Path = Path("/proc"), groups: Path = Path("/sys/fs/cgroup")) -> int:
    """Bytes that a bulk load may still take of the machine, or of its container where that has less; negative where that is too much already."""
    return min(available - max(LEAST_LEFT, round(LEFT_ALONE * most)) for most, available in _limits(proc, groups))


def require_room(spare: int, taken: int, documents: int, of: int | None) -> None:
    """Raise TooExpensive where nothing can be spared any more, after some of the documents, which took `taken` bytes."""
    if spare >= 0:
        return
    if not documents:
        told = "This machine has no memory to spare for a bulk load."
    else:
        among = f"{documents:,}" if of is None else f"{documents:,} of {of:,}"
        told = f"A bulk load keeps what it has read in memory: after {among} documents that is {taken / 1e9:.1f} GB, and this machine can spare no more."
        if of is not None and of > documents:
            told += f" If the others are as large, all take some {taken * of / documents / 1e9:.0f} GB."
    raise TooExpensive(
        f"{told} Nothing was loaded. Load without --bulk, which takes long and little memory; or in bulk on a machine, or in a container, "
        "that has more; or the first of the documents in bulk, and afterwards the others without --bulk."
    )


def _limits(proc: Path, groups: Path) -> Iterator[tuple[int, int]]:
    """Most and available bytes: of the machine, and of each control group (Linux, version 2) around this process that has a limit."""
    told = _numbers(proc / "meminfo")
    if "MemAvailable" in told:
        yield told["MemTotal"] * 1024, told["MemAvailable"] * 1024
    else:
        most = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        # Kilobytes, except on macOS.
        yield most, most - (peak if sys.platform == "darwin" else peak * 1024)
    own = re.search(r"^0::/(.*)$", _text(proc / "self" / "cgroup"), re.MULTILINE)
    group = groups / (own[1] if own else "")
    for folder in (group, *group.parents):
        if not folder.is_relative_to(groups):
            return
        most = _text(folder / "memory.max").strip()
        if most.isdigit():
            # What files keep in memory is given back before anything else.
            used = int(_text(folder / "memory.current") or 0) - _numbers(folder / "memory.stat").get("inactive_file", 0)
            yield int(most), int(most) - used


def _numbers(file: Path) -> dict[str, int]:
    return {name: int(number) for name, number in re.findall(r"^(\w+):?\s+(\d+)", _text(file), re.MULTILINE)}


def _text(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""
