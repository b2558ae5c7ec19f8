"""Turns figures into a table for the terminal, and into the block of README.md between the bench marks."""
import json
import re
import time

from .machine import one_line
from .places import RESULTS, ROOT

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"


def _ratio(spread):
    return f"{spread['median']:.2f}x ({spread['min']:.2f}..{spread['max']:.2f})" if spread else ""


def _less_cpu(figures):
    ratio = figures.get("dragoman_times_less_cpu")
    return f", {ratio['median']:.2f}x Dragoman's" if ratio else ""


def _speed_rows(found):
    for place, figures in found.items():
        direction, threads = place.split()
        for name, f in figures.items():
            s = f["words_per_cpu_s"]
            yield (f"words per CPU-second, {direction}, {threads} thread{'s' * (threads != '1')}", name,
                   f"{s['median']:,.0f} ({s['min']:,.0f}..{s['max']:,.0f})", _ratio(f.get("dragoman_times_faster")),
                   f"{f['words_per_wall_s']['median']:,.0f} words/s of wall time")


def _latency_rows(found):
    for direction, figures in found.items():
        for name, f in figures.items():
            yield (f"one sentence, warm, {direction}", name, f"p50 {f['p50_ms']:.1f} ms, p95 {f['p95_ms']:.1f} ms",
                   _ratio(f.get("dragoman_times_faster")), f"{f['cpu_ms']:.1f} ms of CPU" + _less_cpu(f))


def _start_rows(found):
    for direction, figures in found.items():
        for name, f in figures.items():
            s = f["ms"]
            yield (f"start to first sentence, {direction}", name,
                   f"{s['median']:.0f} ms ({s['min']:.0f}..{s['max']:.0f})", _ratio(f.get("dragoman_times_faster")),
                   f"as {f['way']}; {f['cpu_ms']['median']:.0f} ms of CPU" + _less_cpu(f))


def _memory_rows(found):
    for direction, figures in found.items():
        ours = figures.get("dragoman", {}).get("peak_mb")
        for name, f in figures.items():
            ratio = f"{f['peak_mb'] / ours:.2f}x" if ours and name != "dragoman" else ""
            note = "as a user runs it, sentence cache on" if name == "dragoman" else ""
            yield f"peak memory, 2 threads, {direction}", name, f"{f['peak_mb']:.0f} MB", ratio, note


def _quality_rows(found):
    for direction, figures in found.items():
        for name, f in figures.items():
            note = ""
            if "bleu_less_bergamot" in f:
                note = f"Bergamot {f['bleu_less_bergamot']:+.2f} / {f['chrf_less_bergamot']:+.2f}"
            yield f"BLEU / chrF, flores-dev {direction}", name, f"{f['bleu']:.2f} / {f['chrf']:.2f}", "", note


def _equal_rows(found):
    for direction, variants in found.items():
        for label, f in variants.items():
            yield f"equal lines, {direction}", "dragoman", f"{f['equal']} of {f['lines']}", "", label


def _kernel_rows(found):
    if not found:
        return
    for rows in (1, 8, 30):
        at = found["rows"].index(rows)
        rates = [rates[at] for rates in found["shapes"].values()]
        plural = "s" if rows > 1 else ""
        yield (f"int8 products, kernel {found['table']}", "dragoman", f"{min(rates):.0f}..{max(rates):.0f} GMAC/s", "",
               f"{rows} row{plural} at a time; registers only reach {found['peak_gmacs']:.0f}, "
               f"{found['peak_safe_gmacs']:.0f} with four products added in 16 bits")


ROWS = {"speed": _speed_rows, "latency": _latency_rows, "start": _start_rows, "memory": _memory_rows,
        "quality": _quality_rows, "equal": _equal_rows, "kernels": _kernel_rows}
HEAD = ("figure", "system", "median (min..max)", "Dragoman better by", "note")


def rows(figures):
    """Rows of five strings; the figure's name is given once, on the first of its rows."""
    table = []
    for name, make in ROWS.items():
        table += list(make(figures.get(name, {})))
    return [("" if i and row[0] == table[i - 1][0] else row[0], *row[1:]) for i, row in enumerate(table)]


def as_text(result):
    table = [HEAD, *rows(result["figures"])]
    widths = [max(len(row[i]) for row in table) for i in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in table]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*_preface(result), "", *lines, *[f"!! {t}" for t in result["troubles"]]])


def _preface(result):
    return [f"{result['date']}, commit {result['machine']['commit']}, {one_line(result['machine'])}",
            f"load when it began: {result['machine']['load_at_start']}; {result['runs']} alternating runs"
            + (" of a part of the text (--quick)" if result["quick"] else ""),
            *[f"{name}: {about}" for name, about in result["systems"].items()]]


def as_markdown(result):
    """The README's block: machine, date, command, table, and what was left out."""
    head = [f"Taken {result['date']} at commit `{result['machine']['commit']}` with `{result['command']}` on "
            f"{one_line(result['machine'])}; {result['runs']} alternating runs; load at the start "
            f"{result['machine']['load_at_start'][0]}."
            + (" **--quick: a part of the text only.**" if result["quick"] else ""), ""]
    table = ["| " + " | ".join(HEAD) + " |", "|" + " --- |" * len(HEAD)]
    table += ["| " + " | ".join(row) + " |" for row in rows(_without_equal_detail(result["figures"]))]
    systems = ["", *[f"- {name}: {about}" for name, about in result["systems"].items()]]
    troubles = [f"- {t}" for t in result["troubles"]]
    return "\n".join([*head, *table, *systems, *troubles])


def _without_equal_detail(figures):
    """For the README one row of `equal` a direction is enough: the worst variant's share, and how many there were."""
    shown = dict(figures)
    for direction, variants in figures.get("equal", {}).items():
        same = sum(f["equal"] for f in variants.values())
        label = f"{len(variants)} variants: {', '.join(variants)}"
        shown["equal"] = {**shown["equal"], direction: {label: {"equal": same, "lines": sum(
            f["lines"] for f in variants.values())}}}
    return shown


def write_readme(result, path=ROOT / "README.md"):
    """Rewrites the block between the marks; returns an error sentence, or ''."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if BEGIN not in text or END not in text:
        return f"{path.name} has no {BEGIN} ... {END}; nothing was written"
    block = f"{BEGIN}\n{as_markdown(result)}\n{END}"
    marked = re.escape(BEGIN) + ".*?" + re.escape(END)
    path.write_text(re.sub(marked, lambda _: block, text, flags=re.S), encoding="utf-8")
    return ""


def write_json(result):
    """Keeps the whole result, every run, under bench/results/ (not in git); returns the path."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    cpu = re.sub(r"[^a-z0-9]+", "-", result["machine"]["cpu"].lower()).strip("-")
    path = RESULTS / f"{time.strftime('%Y%m%d-%H%M%S')}-{cpu}.json"
    path.write_text(json.dumps(result, indent=1))
    return path
