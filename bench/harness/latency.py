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
            costs = {name: [] for name in sessions}
            for begin in range(0, count, BLOCK):
                _block(context, sessions, times, costs, lines[begin:begin + BLOCK])
            say(f"  latency {direction}: {count} sentences")
        found[direction] = _figures(times, costs)
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


def _block(context, sessions, times, costs, lines):
    """One turn of every system: wall ms of each sentence into `times`, CPU ms of the block into `costs`."""
    for name, session in list(sessions.items()):
        try:
            cpu = session.cpu_s()
            for line in lines:
                start = time.perf_counter()
                session.translate(line)
                times[name].append((time.perf_counter() - start) * 1000)
            costs[name].append((session.cpu_s() - cpu) * 1000)
        except Exception as error:
            _drop(context, sessions, name, error)
            del times[name]


def _block_sums(values):
    return [sum(values[i:i + BLOCK]) for i in range(0, len(values), BLOCK)]


def _figures(times, costs):
    ours = times.get("dragoman")
    figures = {}
    for name, values in times.items():
        figures[name] = {
            "p50_ms": percentile(values, 0.5), "p95_ms": percentile(values, 0.95),
            "mean_ms": sum(values) / len(values), "sentences": len(values),
            "cpu_ms": sum(costs[name]) / len(values),
        }
        if ours and name != "dragoman":
            figures[name]["dragoman_times_faster"] = paired_ratios(_block_sums(values), _block_sums(ours))
            figures[name]["dragoman_times_less_cpu"] = paired_ratios(costs[name], costs["dragoman"])
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
    """{way: (wall ms, CPU ms)}"""
    found = {}
    for way in system.ways_to_start():
        wall, cpu = system.first_answer(direction, sentence, way)
        found[way] = (1000 * wall, 1000 * cpu)
    return found


def _start_figures(results):
    walls, costs, figures = {}, {}, {}
    for name, runs in results.items():
        ways = {way: [run[way][0] for run in runs] for way in runs[0]}
        way = min(ways, key=lambda w: spread(ways[w])["median"])
        walls[name], costs[name] = ways[way], [run[way][1] for run in runs]
        figures[name] = {"way": way, "ms": spread(walls[name]), "cpu_ms": spread(costs[name]),
                         "all_ways_ms": {w: spread(v) for w, v in ways.items()}}
    for name in figures.keys() - {"dragoman"} if "dragoman" in figures else ():
        figures[name]["dragoman_times_faster"] = paired_ratios(walls[name], walls["dragoman"])
        figures[name]["dragoman_times_less_cpu"] = paired_ratios(costs[name], costs["dragoman"])
    return figures
