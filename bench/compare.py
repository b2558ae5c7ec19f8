#!/usr/bin/env python3
"""Two builds of dragoman, run in turn: is the new one faster, slower, or other in what it says?

  bench/compare.py OLD NEW [--pairs enpt,pten] [--threads N] [--runs N]

OLD and NEW are dragoman programs, for example one built from main in another worktree and build/dragoman. Prints the
ratio of CPU time, of latency and of start run by run, and how many lines differ. A ratio above 1 means that NEW is
better. Exits with 1 if NEW is slower by more than --tolerance in the median of a ratio and in every one of at
least three pairs, or crashes.
"""
import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from harness import latency, speed  # noqa: E402
from harness.context import Context  # noqa: E402
from harness.peers import Dragoman  # noqa: E402
from harness.places import DIRECTIONS, Missing, shared_folder  # noqa: E402


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--pairs", default="enpt", help="of " + ",".join(DIRECTIONS))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="200 lines only")
    parser.add_argument("--models", help="folder with enpt* and pten*")
    parser.add_argument("--shared", help="folder with eval/")
    parser.add_argument("--tolerance", type=float, default=0.03, help="how much slower is still accepted (0.03 = 3 %%)")
    return parser.parse_args()


def systems(given):
    """The new build carries the name that the figures compare with, so every ratio reads 'new better by'."""
    for binary in (given.old, given.new):
        if not Path(binary).is_file():
            raise Missing(f"{binary} is not there: build it first")
    return [Dragoman(given.old, given.models, name="old"), Dragoman(given.new, given.models, name="dragoman")]


def ratios(context):
    """(what, ratio) with a ratio's min, median and max over the pairs of runs."""
    measures = {"words per CPU-second": speed.speed, "latency": latency.latency, "start": latency.start}
    for figure, measure in measures.items():
        for place, figures in measure(context).items():
            if not {"old", "dragoman"} <= figures.keys():
                context.trouble(f"{figure}, {place}: one of the two failed", ours=True)
                continue
            yield f"{figure}, {place}", figures["old"]["dragoman_times_faster"]
            if less_cpu := figures["old"].get("dragoman_times_less_cpu"):
                yield f"{figure}, {place}, CPU time", less_cpu


def differing_lines(context, direction):
    old, new = (context.long_runs[(direction, 1, name)][0].output.split(b"\n") for name in ("old", "dragoman"))
    return sum(a != b for a, b in zip(old, new))


def main():
    given = options()
    context = Context(systems(given), given.pairs.split(","), given.runs, given.quick, shared_folder(given.shared))
    slower = False
    for what, ratio in ratios(context):
        bad = ratio["median"] < 1 - given.tolerance and ratio["max"] < 1 and ratio["runs"] >= 3
        slower = slower or bad
        print(f"{what:40} new better by {ratio['median']:.3f}x ({ratio['min']:.3f}..{ratio['max']:.3f}, "
              f"{ratio['runs']} pairs){'  SLOWER' if bad else ''}")
    for direction in context.directions if not context.failed else []:
        print(f"lines that differ, {direction:21} {differing_lines(context, direction)} of "
              f"{len(context.lines(direction))}")
    for trouble in context.troubles:
        print(f"!! {trouble}")
    return 1 if slower or context.failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Missing as error:
        sys.exit(f"compare: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
