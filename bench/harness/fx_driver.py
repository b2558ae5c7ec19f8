"""Drives fxtranslate as a filter: one line in, one line out, answered at once.

  fx_driver.py MODEL SOURCE_VOCABULARY TARGET_VOCABULARY [SHORTLIST] < in > out

Runs in the benchmarks' own virtual environment; imports nothing that would add to the engine's start or memory.
"""
import sys

from fxtranslate import Translator


def read(path):
    with open(path, "rb") as file:
        return file.read()


def main(paths):
    translator = Translator(*[read(path) for path in paths])
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        text = line.decode("utf-8").rstrip("\n")
        answer = translator.translate_long(text) if text.strip() else text
        target.write(answer.replace("\n", " ").encode() + b"\n")
        target.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
