"""Same bytes everywhere: the same sentences through different batches, thread counts and kernels must come out alike.

The text is shuffled and cut into pieces of 1, 7 and 64 lines; a piece is all that one process (for pieces of one line:
one exchange with a living process) gets to see, so it bounds what can share a batch.
"""
import random
import re
import subprocess

from .alternate import say
from .child import run_jobs
from .peers import Dragoman

PIECES = (1, 7, 64)
SLOW_KERNEL_LINES = 100  # the plain reference is some hundred times slower than the vector kernels
SEED = 20250401


def kernels_here(dragoman):
    """The kernels that `dragoman --version` says can run on this CPU."""
    text = subprocess.run([dragoman.binary, "--version"], capture_output=True, text=True).stdout
    line = re.search(r"^\W*kernels[^:]*:(.*)$", text, re.IGNORECASE | re.MULTILINE)
    named = re.findall(r"([a-z][a-z0-9_-]+)(?: \(([^)]*)\))?", line.group(1)) if line else []
    return [name for name, remark in named if not remark.startswith("not ")]


def _whole(dragoman, direction, threads, lines):
    output = run_jobs(dragoman.jobs(direction, threads, lines)).output
    return output.decode("utf-8").rstrip("\n").split("\n")


def _in_pieces(dragoman, direction, threads, lines, size):
    order = list(range(len(lines)))
    random.Random(SEED + size).shuffle(order)
    pieces = [order[i:i + size] for i in range(0, len(order), size)]
    answers = [None] * len(lines)
    if size == 1:
        with dragoman.session(direction) as session:
            for index in order:
                answers[index] = session.translate(lines[index])
        return answers
    for piece in pieces:
        for index, answer in zip(piece, _whole(dragoman, direction, threads, [lines[i] for i in piece]), strict=True):
            answers[index] = answer
    return answers


def _variants(base, kernels):
    """(label, function from direction and lines to answers, most lines) of everything that must agree."""
    yield "2 threads", lambda d, lines: _whole(base, d, 2, lines), None
    for size in PIECES:
        yield f"pieces of {size}, shuffled", lambda d, lines, s=size: _in_pieces(base, d, 1, lines, s), None
    yield "pieces of 64, shuffled, 2 threads", lambda d, lines: _in_pieces(base, d, 2, lines, 64), None
    for kernel in kernels:
        forced = Dragoman(base.binary, base.models, kernel=kernel)
        most = SLOW_KERNEL_LINES if kernel in ("reference", "scalar") else None
        yield f"kernel {kernel}", lambda d, lines, f=forced: _whole(f, d, 1, lines), most


def equal(context):
    """Per direction and variant: how many lines equal those of one thread, whole text, best kernel."""
    base = next((s for s in context.systems if s.name == "dragoman"), None)
    if base is None:
        return {}
    kernels = kernels_here(base)
    if not kernels:
        context.trouble("`dragoman --version` names no kernels, so forcing them was not tried", ours=True)
    found = {}
    for direction in context.directions:
        lines = context.lines(direction)
        wanted = _whole(base, direction, 1, lines)
        found[direction] = {}
        for label, translate, most in _variants(base, kernels):
            found[direction][label] = _compare(context, direction, label, translate, lines[:most], wanted)
        say(f"  equal {direction}: {len(found[direction])} variants")
    return found


def _compare(context, direction, label, translate, lines, wanted):
    try:
        answers = translate(direction, lines)
    except Exception as error:
        context.trouble(f"equal {direction}, {label}: {error}", ours=True)
        return {"lines": len(lines), "equal": 0, "error": str(error)}
    same = sum(a == b for a, b in zip(answers, wanted)) if len(answers) == len(lines) else 0
    if same != len(lines):
        first = next((i for i, (a, b) in enumerate(zip(answers, wanted)) if a != b), 0)
        context.trouble(f"equal {direction}, {label}: only {same} of {len(lines)} lines alike (first other one: line "
                        f"{first + 1})", ours=True)
    return {"lines": len(lines), "equal": same}
