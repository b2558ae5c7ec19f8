#!/usr/bin/env python3
"""How near Dragoman's translation is to that of an independent engine, fxtranslate, on the very same model bytes.

  tools/fx_compare.py MODEL_FOLDER TEXT_FILE [--from en --to pt] [--binary build/dragoman] [--goal 97]

Prints chrF (0..100, sacrebleu's defaults) of Dragoman's lines with fxtranslate's as the reference, the share of equal
lines and, with --show N, the first N lines that differ. Bit-identity is not to be expected of two int8 engines:
rounding turns the last float bit into a whole step. chrF of 97 is what two sound engines reach on real weights.

Takes any model folder that fxtranslate takes: shared or split vocabulary, int8 or float32 weights, any depth and head
count that the file states, with or without shortlist. Lines are one sentence each: both engines are told not to split
(fxtranslate cuts what is longer than the model's length, so keep lines below some 80 words).

Exit: 0 goal reached, 1 not reached, 2 wrong use or a program failed, 77 fxtranslate, sacrebleu or the model is not here
(the mark for "skipped"; `bench/run --install` gets the two packages).
"""
import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv-bench" / "bin" / "python"
SKIPPED = 77


def enter_venv():
    """Goes on in the benchmarks' own virtual environment when the packages are not importable here."""
    try:
        import fxtranslate  # noqa: F401
        import sacrebleu  # noqa: F401
    except ImportError as error:
        if PYTHON.exists() and os.environ.get("FX_COMPARE_IN_VENV") != "1":
            os.environ["FX_COMPARE_IN_VENV"] = "1"
            os.execv(PYTHON, [str(PYTHON), *sys.argv])
        print(f"fx_compare: skipped: {error.name} is not here; run `bench/run --install`", file=sys.stderr)
        sys.exit(SKIPPED)


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="MODEL_FOLDER")
    parser.add_argument("text", type=Path, metavar="TEXT_FILE", help="UTF-8, one sentence a line")
    parser.add_argument("--from", dest="source", default="en")
    parser.add_argument("--to", dest="target", default="pt")
    parser.add_argument("--binary", type=Path, default=ROOT / "build" / "dragoman")
    parser.add_argument("--goal", type=float, default=97.0)
    parser.add_argument("--lines", type=int, help="only the first N lines")
    parser.add_argument("--no-shortlist", action="store_true", help="fxtranslate without the folder's shortlist; for a "
                        "folder that has one and a dragoman that was told to ignore it")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N differing lines")
    return parser.parse_args()


def only_file(folder, *patterns):
    """The first file of the first pattern that matches, or None."""
    for pattern in patterns:
        if found := sorted(folder.glob(pattern)):
            return found[0]
    return None


def by_fxtranslate(folder, lines, with_shortlist):
    from fxtranslate import Translator

    model = only_file(folder, "model*.bin")
    source = only_file(folder, "srcvocab*.spm", "vocab*.spm")
    target = only_file(folder, "trgvocab*.spm", "vocab*.spm")
    if not (model and source and target):
        print(f"fx_compare: skipped: {folder} has no model*.bin with its vocabulary", file=sys.stderr)
        sys.exit(SKIPPED)
    shortlist = only_file(folder, "lex*.bin") if with_shortlist else None
    try:
        translator = Translator(*[path.read_bytes() for path in (model, source, target, shortlist) if path])
    except BaseException as error:  # its panics are not ordinary exceptions
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        print(f"fx_compare: fxtranslate refuses {model}: {error}", file=sys.stderr)
        sys.exit(2)
    return [translator.translate(line) if line.strip() else line for line in lines]


def by_dragoman(given, lines):
    argv = [str(given.binary), "translate", "--from", given.source, "--to", given.target, "--model", str(given.folder),
            "--no-cache", "--no-split"]
    done = subprocess.run(argv, input="\n".join(lines) + "\n", capture_output=True, text=True)
    if done.returncode != 0:
        print(f"fx_compare: {given.binary} ended with {done.returncode}: {done.stderr.strip()[-500:]}", file=sys.stderr)
        sys.exit(2)
    return done.stdout.rstrip("\n").split("\n")


def main():
    given = options()
    enter_venv()
    from sacrebleu.metrics import CHRF

    lines = given.text.read_text(encoding="utf-8").rstrip("\n").split("\n")[:given.lines]
    theirs = by_fxtranslate(given.folder, lines, not given.no_shortlist)
    ours = by_dragoman(given, lines)
    if len(ours) != len(theirs):
        print(f"fx_compare: {len(lines)} lines in, {len(ours)} out of dragoman", file=sys.stderr)
        return 2
    chrf = CHRF().corpus_score(ours, [theirs]).score
    differing = [i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b]
    for i in differing[:given.show]:
        print(f"line {i + 1}\n  source      {lines[i]}\n  dragoman    {ours[i]}\n  fxtranslate {theirs[i]}")
    print(f"chrF {chrf:.2f} (goal {given.goal:g}), equal lines {len(lines) - len(differing)} of {len(lines)}")
    return 0 if chrf >= given.goal else 1


if __name__ == "__main__":
    sys.exit(main())
