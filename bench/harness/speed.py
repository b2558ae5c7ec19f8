"""Words per CPU-second on long text: white-space separated words of the source over user plus system time of the child,
start-up included; and the peak of resident memory: of the same runs for the peers, of one with default settings (sentence
cache on) for Dragoman."""
from .alternate import alternate
from .child import own_size_mb, run_jobs
from .stats import paired_ratios, spread


def speed(context):
    """For each direction and thread count: words per CPU-second, words per second of wall time, ratios to Dragoman."""
    found = {}
    for direction in context.directions:
        words = context.words(direction)
        for threads in (1, 2):
            label = f"speed {direction}, {threads} thread{'s' if threads > 1 else ''}"
            runs = alternate(context, context.runs, lambda s: context.long_run(s, direction, threads), label)
            found[f"{direction} {threads}"] = _figures(words, runs)
    return found


def _figures(words, runs):
    ours = runs.get("dragoman")
    figures = {}
    for name, usages in runs.items():
        figures[name] = {
            "words_per_cpu_s": spread([words / u.cpu_s for u in usages]),
            "words_per_wall_s": spread([words / u.wall_s for u in usages]),
        }
        if ours and name != "dragoman":
            figures[name]["dragoman_times_faster"] = paired_ratios([u.cpu_s for u in usages], [u.cpu_s for u in ours])
    return figures


def memory(context):
    """Peak resident memory in MB on long text with two threads: the largest of the runs made, Dragoman's with
    the sentence cache among them."""
    found = {}
    floor = own_size_mb()
    for direction in context.directions:
        runs = alternate(context, 1, lambda s: context.some_long_run(s, direction, 2), f"memory {direction}")
        with_defaults = {s.name: [run_jobs(s.default_jobs(direction, 2, context.lines(direction))).peak_mb]
                         for s in context.systems if hasattr(s, "default_jobs")}
        figures = {}
        for name in runs:
            peak = max([u.peak_mb for u in context.long_runs[(direction, 2, name)]] + with_defaults.get(name, []))
            figures[name] = {"peak_mb": peak}
            if peak < 1.2 * floor:
                context.trouble(f"memory of {name} ({peak:.0f} MB) is near the floor that this script's own size sets "
                                f"({floor:.0f} MB): the true figure may be lower")
        found[direction] = figures
    return found
