"""The process in which the suites are judged: questions in, verdicts out, as JSON over its pipes.

Importing the library costs more than most refreshes may: a second process does it while the first one prepares the run
and takes in. It ends when its input does, whatever became of the first one. Not here: the suites (`suites.py`).
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from orchestration.expectations.questions import Question, Verdict
from orchestration.settings import CHECKOUT

_ahead: list[subprocess.Popen] = []  # started, and not asked yet


@contextmanager
def ahead(is_needed: bool) -> Iterator[None]:
    """Within it a judge is getting ready, if one will be needed."""
    if is_needed:
        _ahead.append(_start())
    try:
        yield
    finally:
        while _ahead:
            process = _ahead.pop()
            process.kill()
            process.communicate()


def ask(questions: Iterable[Question]) -> dict[str, Verdict]:
    """The verdict per dataset; none for a dataset that could not be judged."""
    asked = [asdict(question) for question in questions]
    if not asked:
        return {}
    process = _ahead.pop() if _ahead else _start()
    answer, _ = process.communicate(json.dumps(asked).encode())
    if process.returncode != 0:
        return {}
    return {verdict["dataset"]: Verdict(**verdict) for verdict in json.loads(answer)}


def _start() -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "orchestration.expectations.judge"],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # the library's own chatter; what counts is the exit code
    )


def main() -> None:
    from orchestration.expectations import suites

    asked = sys.stdin.buffer.read()
    if asked:
        verdicts = suites.judge(Question(**question) for question in json.loads(asked))
        print(json.dumps([asdict(verdict) for verdict in verdicts]))


if __name__ == "__main__":
    main()
