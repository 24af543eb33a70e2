"""How much memory a bulk load may still take."""

from pathlib import Path

import pytest

from graph.bulk import spare_bytes

GB = 2**30


def machine(folder: Path, total: int, available: int, group: str = "") -> tuple[Path, Path]:
    """What Linux tells of a machine, bytes, whose process is in the control group."""
    proc, groups = folder / "proc", folder / "cgroup"
    (proc / "self").mkdir(parents=True)
    groups.mkdir()
    told = f"MemTotal: {total // 1024} kB\nMemFree: 7 kB\nMemAvailable: {available // 1024} kB\n"
    (proc / "meminfo").write_text(told)
    (proc / "self" / "cgroup").write_text(f"4:memory:/other\n0::/{group}\n")
    return proc, groups


def limit(folder: Path, most: str, used: int, files: int) -> None:
    """A control group's limit and use, bytes; of what is used, what can be given back."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "memory.max").write_text(f"{most}\n")
    (folder / "memory.current").write_text(f"{used}\n")
    (folder / "memory.stat").write_text(f"anon {used - files}\ninactive_file {files}\n")


@pytest.mark.parametrize(
    ("total", "available", "spare"),
    [
        pytest.param(20 * GB, 12 * GB, 10 * GB, id="a tenth is left alone"),
        pytest.param(2 * GB, GB, GB // 2, id="half a GB at least"),
        pytest.param(20 * GB, GB, -GB, id="too much is taken already"),
    ],
)
def test_a_part_of_the_machine_is_left_alone(tmp_path: Path, total: int, available: int, spare: int) -> None:
    assert spare_bytes(*machine(tmp_path, total, available)) == spare


def test_the_tightest_limit_around_the_process_counts(tmp_path: Path) -> None:
    proc, groups = machine(tmp_path, 20 * GB, 20 * GB, "outer/inner")
    limit(groups / "outer" / "inner", "max", 3 * GB, 0)
    assert spare_bytes(proc, groups) == 18 * GB
    # 10 GB less the tenth less what is used, save the files that it keeps.
    limit(groups / "outer", str(10 * GB), 4 * GB, GB)
    assert spare_bytes(proc, groups) == 6 * GB


def test_a_machine_that_does_not_tell_what_is_free_is_taken_at_its_size(tmp_path: Path) -> None:
    assert spare_bytes(tmp_path, tmp_path) > 0
