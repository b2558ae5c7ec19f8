"""Latency of single sentences (warm) and time from the start of a process to its first translated sentence."""
import time
from contextlib import ExitStack

from .alternate import alternate, say
from .stats import paired_ratios, percentile, spread

WARM_UP = 30  # sentences to warm each system; others than the measured ones
BLOCK = 25    # neighbouring sentences that one system answers before the next system's turn


def latency(context):
    """p50, p95 and mean in ms per direction; each system answers the same sentences, one at a time, block by block."""
    found = {}
    for direction in context.directions:
        lines = context.lines(direction)
        count = 75 if context.quick else 300
        with ExitStack() as stack:
            sessions = _open(context, stack, direction, lines[-WARM_UP:])
            times = {name: [] for name in sessions}
            for begin in range(0, count, BLOCK):
                _block(context, sessions, times, lines[begin:begin + BLOCK])
            say(f"  latency {direction}: {count} sentences")
        found[direction] = _figures(times)
    return found


def _open(context, stack, direction, warm_up):
    sessions = {}
    for system in context.systems:
        try:
            session = stack.enter_context(system.session(direction))
            for line in warm_up:
                session.translate(line)
            sessions[system.name] = session
        except Exception as error:
            _drop(context, sessions, system.name, error)
    return sessions


def _drop(context, sessions, name, error):
    say(f"  !! {name} left out of 'latency': {error}")
    context.trouble(f"{name} left out of 'latency': {error}", ours=name == "dragoman")
    sessions.pop(name, None)


def _block(context, sessions, times, lines):
    for name, session in list(sessions.items()):
        try:
            for line in lines:
                start = time.perf_counter()
                session.translate(line)
                times[name].append((time.perf_counter() - start) * 1000)
        except Exception as error:
            _drop(context, sessions, name, error)
            del times[name]


def _block_sums(values):
    return [sum(values[i:i + BLOCK]) for i in range(0, len(values), BLOCK)]


def _figures(times):
    ours = times.get("dragoman")
    figures = {}
    for name, values in times.items():
        figures[name] = {
            "p50_ms": percentile(values, 0.5), "p95_ms": percentile(values, 0.95),
            "mean_ms": sum(values) / len(values), "sentences": len(values),
        }
        if ours and name != "dragoman":
            figures[name]["dragoman_times_faster"] = paired_ratios(_block_sums(values), _block_sums(ours))
    return figures


def start(context):
    """ms from just before the process is made to its first translated sentence. Of a system's ways to start, the
    fastest (by its median) counts; files are in the disk cache, since one start is made and thrown away first."""
    found = {}
    runs = 5 if context.quick else max(15, 3 * context.runs)
    for direction in context.directions:
        sentence = min(context.lines(direction), key=lambda line: abs(len(line.split()) - 15))
        alternate(context, 1, lambda s: _starts(s, direction, sentence), f"start {direction}, thrown away")
        results = alternate(context, runs, lambda s: _starts(s, direction, sentence), f"start {direction}")
        found[direction] = _start_figures(results)
    return found


def _starts(system, direction, sentence):
    return {way: 1000 * system.first_answer(direction, sentence, way) for way in system.ways_to_start()}


def _start_figures(results):
    best = {}
    for name, runs in results.items():
        ways = {way: [run[way] for run in runs] for way in runs[0]}
        way = min(ways, key=lambda w: spread(ways[w])["median"])
        best[name] = (way, ways)
    ours = best.get("dragoman")
    figures = {}
    for name, (way, ways) in best.items():
        figures[name] = {"way": way, "ms": spread(ways[way]), "all_ways_ms": {w: spread(v) for w, v in ways.items()}}
        if ours and name != "dragoman":
            figures[name]["dragoman_times_faster"] = paired_ratios(ways[way], ours[1][ours[0]])
    return figures
