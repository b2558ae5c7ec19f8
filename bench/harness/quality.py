"""BLEU and chrF of every system against the human reference, by sacrebleu with its defaults.

Scoring runs in a process of its own (score.py, in the benchmarks' virtual environment), so that this one stays small.
"""
import json
import subprocess
import tempfile
from pathlib import Path

from .alternate import say
from .places import ROOT, Missing
from .setup import PYTHON


def score(hypotheses, reference_lines):
    """{name: lines} and the reference -> {name: {bleu, chrf}}; raises Missing when sacrebleu isn't there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.json"
        path.write_text(json.dumps({"reference": reference_lines, "hypotheses": hypotheses}))
        argv = [str(PYTHON), str(ROOT / "bench" / "harness" / "score.py"), str(path)]
        done = subprocess.run(argv, capture_output=True, text=True)
    if done.returncode != 0:
        raise Missing(f"scoring failed: {done.stderr.strip()[-300:]}")
    return json.loads(done.stdout)


def quality(context):
    """Per direction and system: BLEU, chrF, their distance to Bergamot's, and how many lines equal Bergamot's."""
    found = {}
    for direction in context.directions:
        reference = context.lines(direction, "reference")
        hypotheses = {}
        for system in context.systems:
            try:
                usage = context.some_long_run(system, direction)
                hypotheses[system.name] = usage.output.decode("utf-8").rstrip("\n").split("\n")
            except Exception as error:
                context.trouble(f"{system.name} left out of 'quality {direction}': {error}",
                                ours=system.name == "dragoman")
                say(f"  !! {system.name} left out of 'quality {direction}': {error}")
        found[direction] = _with_distances(score(hypotheses, reference), hypotheses)
        say(f"  quality {direction}: scored {len(reference)} lines")
    return found


def _with_distances(scores, hypotheses):
    peer = scores.get("bergamot")
    for name, figures in scores.items():
        if peer and name != "bergamot":
            figures["bleu_less_bergamot"] = figures["bleu"] - peer["bleu"]
            figures["chrf_less_bergamot"] = figures["chrf"] - peer["chrf"]
            same = sum(a == b for a, b in zip(hypotheses[name], hypotheses["bergamot"]))
            figures["lines_equal_bergamot"] = same
    return scores
