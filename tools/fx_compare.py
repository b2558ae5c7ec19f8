#!/usr/bin/env python3
"""How near Dragoman's translation is to that of an independent engine, fxtranslate, on the very same model bytes.

  tools/fx_compare.py MODEL_FOLDER TEXT_FILE [--derive all] [--from en --to pt] [--binary build/dragoman] [--goal 97]

Prints chrF (0..100, sacrebleu's defaults) of Dragoman's lines with fxtranslate's as the reference, the share of equal
lines and, with --show N, the first N lines that differ. Bit-identity is not to be expected of two int8 engines:
rounding turns the last float bit into a whole step. chrF of 97 is what two sound engines reach on real weights.

Takes any model folder that fxtranslate takes: shared or split vocabulary, int8 or float32 weights, any depth and head
count that the file states, with or without shortlist. --derive makes such variants of the folder's model first (see
derive_model.py) and compares on each of them; int8 variants that translate worse amplify the noise between two engines,
so their goals are lower (FLOORS). Lines are one sentence each: both engines are told not to split (fxtranslate cuts
what is longer than the model's length, so keep lines below some 80 words). A variant takes about 10 s for 30 lines (--lines), a minute for 200: the float32
ones run fxtranslate's slow path.

Exit: 0 goal reached, 1 not reached, 2 wrong use or a program failed, 77 fxtranslate, sacrebleu or the model is not here
(the mark for "skipped"; `bench/run --install` gets the packages).
"""
import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
import derive_model  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv-bench" / "bin" / "python"
SKIPPED = 77


class Failed(Exception):
    """A program refused or broke; the text says which and how."""


class PeerRefuses(Failed):
    """fxtranslate can't run this model, so there is nothing to compare with."""


def enter_venv():
    """Goes on in the benchmarks' own virtual environment when the packages are not importable here."""
    try:
        import fxtranslate  # noqa: F401
        import numpy
        import sacrebleu  # noqa: F401
    except ImportError as error:
        if PYTHON.exists() and os.environ.get("FX_COMPARE_IN_VENV") != "1":
            os.environ["FX_COMPARE_IN_VENV"] = "1"
            os.execv(PYTHON, [str(PYTHON), *sys.argv])
        print(f"fx_compare: skipped: {error.name} is not here; run `bench/run --install`", file=sys.stderr)
        sys.exit(SKIPPED)
    derive_model.np = numpy


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="MODEL_FOLDER")
    parser.add_argument("text", type=Path, metavar="TEXT_FILE", help="UTF-8, one sentence a line")
    parser.add_argument("--derive", metavar="KINDS", help="compare on variants: 'all', or of " +
                        ",".join(derive_model.KINDS))
    parser.add_argument("--from", dest="source", default="en")
    parser.add_argument("--to", dest="target", default="pt")
    parser.add_argument("--binary", type=Path, default=ROOT / "build" / "dragoman")
    parser.add_argument("--goal", type=float, default=97.0, help="chrF to reach (default 97)")
    parser.add_argument("--lines", type=int, help="only the first N lines")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N differing lines")
    given = parser.parse_args()
    given.derive = list(derive_model.KINDS) if given.derive == "all" else (given.derive or "").split(",")
    if unknown := [kind for kind in given.derive if kind and kind not in derive_model.KINDS]:
        parser.error(f"--derive: {', '.join(unknown)} is none of {', '.join(derive_model.KINDS)}")
    return given


def only_file(folder, *patterns):
    """The first file of the first pattern that matches, or None."""
    for pattern in patterns:
        if found := sorted(folder.glob(pattern)):
            return found[0]
    return None


@contextlib.contextmanager
def silent_stderr():
    """Its panics print a page each before they arrive here as exceptions, whose text says the same."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def by_fxtranslate(folder, lines):
    from fxtranslate import Translator

    model, shortlist = only_file(folder, "model*.bin"), only_file(folder, "lex*.bin")
    source = only_file(folder, "srcvocab*.spm", "vocab*.spm")
    target = only_file(folder, "trgvocab*.spm", "vocab*.spm")
    if not (model and source and target):
        print(f"fx_compare: skipped: {folder} has no model*.bin with its vocabulary", file=sys.stderr)
        sys.exit(SKIPPED)
    try:
        with silent_stderr():
            translator = Translator(*[path.read_bytes() for path in (model, source, target, shortlist) if path])
            return [translator.translate(line) if line.strip() else line for line in lines]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # its panics are not ordinary exceptions
        raise PeerRefuses(f"fxtranslate fails on {model}: {error}") from None


def by_dragoman(given, folder, lines):
    argv = [str(given.binary), "translate", "--from", given.source, "--to", given.target, "--model", str(folder),
            "--no-cache", "--no-split", "--raw"]
    done = subprocess.run(argv, input="\n".join(lines) + "\n", capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(f"{given.binary} ended with {done.returncode} on {folder}: {done.stderr.strip()[-500:]}")
    answers = done.stdout.rstrip("\n").split("\n")
    if len(answers) != len(lines):
        raise Failed(f"{given.binary}: {len(lines)} lines in, {len(answers)} out")
    return answers


def compare(given, label, folder, lines, goal):
    """Prints one row; returns whether the goal is reached."""
    from sacrebleu.metrics import CHRF

    theirs, ours = by_fxtranslate(folder, lines), by_dragoman(given, folder, lines)
    chrf = CHRF().corpus_score(ours, [theirs]).score
    differing = [i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b]
    for i in differing[:given.show]:
        print(f"line {i + 1}\n  source      {lines[i]}\n  dragoman    {ours[i]}\n  fxtranslate {theirs[i]}")
    verdict = "reached" if chrf >= goal else "MISSED"
    print(f"{label:20} chrF {chrf:6.2f}, goal {goal:g} {verdict}; equal lines {len(lines) - len(differing)} of "
          f"{len(lines)}", flush=True)
    return chrf >= goal


# Lower goals where the weights of an int8 variant no longer belong together: many of its choices are near a coin toss,
# and any two engines toss differently. A slow exact reference reached 96.1, 93.6 and 86.0 there (40 lines, en-pt), and
# 100 on the same shapes in float32, for which the full goal stands.
FLOORS = {"encoder-5": 93.0, "encoder-7": 90.0, "heads-4": 80.0}


def main():
    given = options()
    enter_venv()
    lines = given.text.read_text(encoding="utf-8").rstrip("\n").split("\n")[:given.lines]
    if given.derive == [""]:
        return 0 if compare(given, given.folder.name, given.folder, lines, given.goal) else 1
    reached = True
    with tempfile.TemporaryDirectory() as out:
        for kind in given.derive:
            folder = derive_model.derive(kind, given.folder, Path(out))
            try:
                reached &= compare(given, kind, folder, lines, min(given.goal, FLOORS.get(kind, given.goal)))
            except PeerRefuses as refusal:
                print(f"{kind:20} not compared: {refusal}", flush=True)
    return 0 if reached else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        print(f"fx_compare: {failure}", file=sys.stderr)
        sys.exit(2)
