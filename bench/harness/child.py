"""Runs a program as a child and says what it cost.

The cost comes from the kernel's books for that child (wait4), not from a clock around it: on a machine whose cores are
shared, CPU time moves far less than wall time. The parent must stay small: Linux hands the parent's resident size down
to a fresh child as the floor of its own peak, so nothing heavy (numpy, sacrebleu) may be imported in this process.
"""
import os
import select
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ANSWER_TIMEOUT_S = 60.0


class ChildFailed(Exception):
    """A measured program ended badly or did not answer; the text says which and what it printed last."""


@dataclass
class Job:
    """One process to run: what, where, on which input (bytes for its standard input)."""

    argv: list
    stdin: bytes
    env: dict = field(default_factory=dict)
    cwd: str = None

    def environment(self):
        return {**os.environ, **self.env}


@dataclass
class Usage:
    """What a run cost. With several processes: CPU and peak memory are sums, wall is the longest."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    output: bytes


def own_size_mb():
    """Resident size of this process: the floor below which no child's peak can be read."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _last_line(errors):
    """What a program said last on its standard error (a temporary file): mostly the reason."""
    errors.seek(0)
    lines = errors.read()[-2000:].decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"


def _run_one(job, results, index):
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target, tempfile.TemporaryFile() as errors:
        source.write(job.stdin)
        source.seek(0)
        start = time.perf_counter()
        child = subprocess.Popen(job.argv, stdin=source, stdout=target, stderr=errors, env=job.environment(),
                                 cwd=job.cwd)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        target.seek(0)
        if child.returncode != 0:
            results[index] = ChildFailed(f"{job.argv[0]} ended with {child.returncode}: {_last_line(errors)}")
            return
        cpu = usage.ru_utime + usage.ru_stime
        results[index] = Usage(cpu, wall, usage.ru_maxrss / 1024, target.read())


def run_jobs(jobs):
    """Runs the jobs side by side and returns their joint Usage, outputs joined in the order of the jobs."""
    results = [None] * len(jobs)
    threads = [threading.Thread(target=_run_one, args=(job, results, i)) for i, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, Exception):
            raise result
    return Usage(
        sum(r.cpu_s for r in results),
        max(r.wall_s for r in results),
        sum(r.peak_mb for r in results),
        b"".join(r.output for r in results),
    )


class Pipe:
    """A living child with a pipe to its input and one from its output; the base of the line and message protocols."""

    def __init__(self, argv, env=None, cwd=None):
        self.argv = argv
        self._errors = tempfile.TemporaryFile()
        self._child = subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, bufsize=0,
            env={**os.environ, **(env or {})}, cwd=cwd,
        )
        self._buffer = bytearray()

    def cpu_s(self):
        """CPU time of the living child so far, all its threads, those that ended too; to the nanosecond.

        The clock of another process has a number made of its id and of the kind of clock (2: as scheduled), as
        clock_getcpuclockid(3) makes it."""
        return time.clock_gettime(~self._child.pid << 3 | 2)

    def send(self, data):
        self._child.stdin.write(data)

    def end_input(self):
        self._child.stdin.close()

    def _fill(self):
        ready, _, _ = select.select([self._child.stdout], [], [], ANSWER_TIMEOUT_S)
        chunk = os.read(self._child.stdout.fileno(), 1 << 16) if ready else b""
        if not chunk:
            raise ChildFailed(f"{self.argv[0]} gave no answer within {ANSWER_TIMEOUT_S:.0f} s or closed its output: "
                              f"{_last_line(self._errors)}")
        self._buffer += chunk

    def read_exactly(self, count):
        while len(self._buffer) < count:
            self._fill()
        data = bytes(self._buffer[:count])
        del self._buffer[:count]
        return data

    def read_line(self):
        while (end := self._buffer.find(b"\n")) < 0:
            self._fill()
        return self.read_exactly(end + 1)[:-1]

    def close(self):
        """Ends the child: its input is closed; what does not end by itself in 5 s is killed."""
        if not self._child.stdin.closed:
            self._child.stdin.close()
        try:
            self._child.wait(5)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._child.stdout.close()
        self._errors.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class LineSession(Pipe):
    """One line in, one line out."""

    def translate(self, sentence):
        self.send(sentence.encode() + b"\n")
        return self.read_line().decode()
