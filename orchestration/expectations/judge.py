"""The process in which the suites are judged: questions in, verdicts out, as lines of JSON over its pipes.

Importing the library costs more than most refreshes may: a second process does it while the first one prepares the run
and takes in. It ends when its input does, whatever became of the first one. Not here: the suites (`suites.py`).
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
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
    """The verdict per dataset; none for a dataset that could not be judged. One is judged while the next is counted."""
    process: subprocess.Popen | None = None
    for question in questions:
        process = process or (_ahead.pop() if _ahead else _start())
        with suppress(BrokenPipeError):  # it has died: told by its exit code
            process.stdin.write(json.dumps(asdict(question)).encode() + b"\n")
            process.stdin.flush()
    if process is None:
        return {}
    answers, _ = process.communicate()
    if process.returncode != 0:
        return {}
    verdicts = [Verdict(**json.loads(answer)) for answer in answers.splitlines()]
    return {verdict.dataset: verdict for verdict in verdicts}


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

    for verdict in suites.judge(Question(**json.loads(line)) for line in sys.stdin.buffer):
        print(json.dumps(asdict(verdict)), flush=True)
    os._exit(0)  # taking the library apart would keep the refresh waiting


if __name__ == "__main__":
    main()
