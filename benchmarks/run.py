"""Whole-process timings, paired: the refresh, a plain DuckDB process, a pandas script, and a refresh of nothing.

    python benchmarks/run.py [--scale 1] [--runs 5] [--folder FOLDER]

The machine may be shared: quote the medians and the ratios of pairs, not single times.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = sys.executable


def timed(command: list[str], data: Path) -> tuple[float, float]:
    """(wall seconds, peak memory in MB) of one process."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, env={**os.environ, "WPL_DATA": str(data)}, stdout=output, stderr=output, cwd=HERE.parent
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            output.seek(0)
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{output.read().decode()}")
    return seconds, usage.ru_maxrss / 1024


def fresh(folder: Path, landing: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "landing").symlink_to(landing)
    return folder


def show(name: str, runs: list[tuple[float, float]], base: list[tuple[float, float]] | None = None) -> None:
    seconds = [run[0] for run in runs]
    line = f"{name:<28} median {statistics.median(seconds):7.2f} s  ({min(seconds):.2f}-{max(seconds):.2f})"
    line += f"  peak {max(run[1] for run in runs):6.0f} MB"
    if base is not None:
        ratios = [mine[0] / other[0] for mine, other in zip(base, runs, strict=True)]
        line += f"  refresh / this: {statistics.median(ratios):.2f}"
    print(line, flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--scale", type=float, default=1.0)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "wpl-benchmark")
    given = arguments.parse_args()

    demo = given.folder / f"demo-{given.scale}"
    wpl = [PYTHON, "-m", "orchestration.cli"]
    if not demo.exists():
        show("wpl demo", [timed([*wpl, "demo", "--scale", str(given.scale)], demo)])
    landing = demo / "landing"

    warm = fresh(given.folder / "warm", landing)
    timed([*wpl, "refresh"], warm)
    sys.path.insert(0, str(HERE))
    from plain_duckdb import script

    plain_sql = given.folder / "plain.sql"
    plain_sql.write_text(script(warm))

    refreshes, plains, pandas = [], [], []
    for _ in range(given.runs):
        refreshes.append(timed([*wpl, "refresh"], fresh(given.folder / "refresh", landing)))
        plain = given.folder / "plain"
        shutil.rmtree(plain, ignore_errors=True)
        plain.mkdir()
        plains.append(timed([PYTHON, str(HERE / "plain_duckdb.py"), str(plain_sql), str(plain)], warm))
        pandas.append(timed([PYTHON, str(HERE / "pandas_script.py"), str(landing), str(plain / "cells.csv")], warm))
    show("refresh, all new", refreshes)
    show("plain DuckDB", plains, refreshes)
    show("pandas script", pandas, refreshes)

    nothing = [timed([*wpl, "refresh"], warm) for _ in range(given.runs)]
    imports = [timed([PYTHON, "-c", "import dagster"], warm) for _ in range(given.runs)]
    show("refresh, nothing new", nothing)
    show("import dagster", imports, nothing)


if __name__ == "__main__":
    main()
