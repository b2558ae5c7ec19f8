"""Whole pages: runs `dragoman page` on each, reads its report, and adds up what was kept, why, and where the time went."""
import collections
import json
import os
import statistics
import subprocess
import time
from dataclasses import dataclass, field

# Reasons that are nobody's choice: the block should have been translated and was not.
NO_GOOD_REASON = ("failed", "limit")
# A page's parse and re-insert are told for 200 KB; smaller pages say little about a rate.
UNIT_BYTES = 200 << 10
LARGE_BYTES = 100 << 10


@dataclass
class Run:
    """One page, translated once."""
    page: str
    report: dict = field(default_factory=dict)
    error: str = ""
    wall_s: float = 0.0
    peak_mb: float = 0.0

    @property
    def outside_ms(self):
        """Page handling: everything that is not the engine and its post-editing, its models or the disk."""
        times = self.report["timings"]
        return times["read_ms"] + times["finish_ms"]

    @property
    def edit_ms(self):
        return self.report["timings"]["edit_ms"]

    @property
    def engine_ms(self):
        return self.report["timings"]["translate_ms"]


def languages(index):
    """{page: language} of index.tsv."""
    rows = [line.rstrip("\n").split("\t") for line in open(index, encoding="utf-8")]
    return {row[0]: row[1] for row in rows if len(row) > 1 and len(row[1]) == 2}


def translate(binary, environment, source, pair, output):
    """Runs the program once; the page goes to `output`, its report is read."""
    report = output.with_suffix(".json")
    argv = [str(binary), "page", "--threads", "1", "--from", pair[0], "--to", pair[1], "--quiet", "-o", str(output),
            "--report", str(report), str(source)]
    start = time.monotonic()
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **environment})
    with child.stderr as stream:
        words = stream.read().decode(errors="replace").strip()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    run = Run(source.parent.name, wall_s=time.monotonic() - start, peak_mb=usage.ru_maxrss / 1024)
    if child.returncode != 0:
        run.error = f"exit {child.returncode}: {words[-300:]}"
        return run
    run.report = without_texts(json.loads(report.read_text(encoding="utf-8")))
    return run


def without_texts(report):
    """The report without the translations: this process must stay small, since its size is the floor of a child's peak."""
    for block in report["blocks"]:
        block["source"] = block["source"][:80]
        for texts in ("target", "sentences"):
            block.pop(texts, None)
    return report


def count_blocks(runs):
    """(blocks, translated, Counter of reasons) over all pages."""
    reasons = collections.Counter()
    for run in runs:
        for block in run.report["blocks"]:
            reasons[block["kept"]] += 1
    translated = reasons.pop(None, 0)
    return translated + sum(reasons.values()), translated, reasons


def without_reason(runs):
    """[(page, block)] that should have been translated and was not."""
    return [(run.page, block) for run in runs for block in run.report["blocks"] if block["kept"] in NO_GOOD_REASON]


def time_shares(repeats):
    """Page handling over engine time: (of the sum, [(share, page)] worst first). `repeats`: {page: [Run]}; medians count.

    Pages with next to no work for the engine would have no meaningful share, so those under 20 ms are left out of the list.
    """
    outside = {page: statistics.median(run.outside_ms for run in runs) for page, runs in repeats.items()}
    engine = {page: statistics.median(run.engine_ms for run in runs) for page, runs in repeats.items()}
    whole = sum(engine.values())
    each = sorted(((outside[page] / engine[page], page) for page in repeats if engine[page] >= 20), reverse=True)
    return (sum(outside.values()) / whole if whole else 0.0), each


def edit_share(repeats):
    """Post-editing over engine time, both summed over pages; medians count."""
    edit = sum(statistics.median(run.edit_ms for run in runs) for runs in repeats.values())
    whole = sum(statistics.median(run.engine_ms for run in runs) for runs in repeats.values())
    return edit / whole if whole else 0.0


def handling_per_unit(repeats):
    """[(ms for 200 KB, page)] of the large pages, slowest first."""
    out = []
    for page, runs in repeats.items():
        size = runs[0].report["bytes_in"]
        if size >= LARGE_BYTES:
            out.append((statistics.median(run.outside_ms for run in runs) * UNIT_BYTES / size, page))
    return sorted(out, reverse=True)


def checker_errors(check):
    """Faults of the checker, which it counts as the page's."""
    words = [result.get("no_output", "") for result in check["per_page"].values()]
    return [text for text in words if text.startswith("checker error")]


def property_table(check):
    """Lines of the checker's totals, and the pages that fail, with what."""
    lines = [f"{'property':13} pass fail   na"]
    for name, total in check["totals"].items():
        lines.append(f"{name:13} {total['pass']:4} {total['fail']:4} {total['na']:4}")
    lines.append(f"all eleven markup properties: {check['markup_pass']} of {check['pages']}")
    lines.append(f"all thirteen: {check['pass']} of {check['pages']}")
    for page, result in check["per_page"].items():
        failed = [name for name, one in result["properties"].items() if one["status"] == "fail"]
        if failed:
            lines.append(f"  {page}: {' '.join(failed)}")
    return lines
