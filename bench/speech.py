#!/usr/bin/env python3
"""How well the times of words fit the sound, how long speech takes, and how much it drifts.

  bench/speech.py [--dragoman build/dragoman]

Onsets are measured in the sound alone: where it is loud again behind 120 ms of silence. A text of one-word sentences gives an onset
to each word; a long text of sentences gives the drift, as the median error of its last tenth less that of its first.
"""
import argparse
import array
import json
import pathlib
import statistics
import subprocess
import tempfile
import time

WORDS = {
    "pt-BR": "Bola. Gato. Dado. Mesa. Navio. Livro. Roda. Vento. Mapa. Lago. Porto. Barco. Cidade. Governo. Banco. Campo.",
    "en-US": "Ball. Door. Table. Garden. Market. Bridge. Window. Letter. Doctor. River. Minute. Village. Number. Paper.",
    "ar": "باب. بيت. ميناء. مدينة. نهر. جبل. رجل. ماء. ليل. نور.",
}
LONG = "O porto reabriu na segunda-feira. Todos os navios saíram. Ninguém ficou ferido. "


def onsets(samples, rate):
    frame, quiet, out = rate // 200, 10 ** 6, []
    for at in range(0, len(samples) - frame, frame):
        part = samples[at:at + frame]
        loud = sum(value * value for value in part) / frame > 200 ** 2
        if loud and quiet >= 24:
            out.append(at * 1000 / rate)
        quiet = 0 if loud else quiet + 1
    return out


def speak(program, folder, text, language):
    source, sound, times = folder / "t.txt", folder / "t.wav", folder / "t.json"
    source.write_text(text)
    begun = time.monotonic()
    subprocess.run([program, "speak", str(source), "--format", "article", "--lang", language, "-o", str(sound), "--timings", str(times)],
                   check=True)
    taken = time.monotonic() - begun
    timings = json.loads(times.read_text())
    samples = array.array("h", sound.read_bytes()[44:])
    return samples, timings, taken


def errors(samples, timings):
    """Of each sentence's first word against the nearest onset."""
    heard = onsets(samples, timings["rate"])
    return [min((abs(onset - sentence["words"][0][2]) for onset in heard)) for sentence in timings["sentences"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dragoman", default="build/dragoman")
    program = parser.parse_args().dragoman
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        print("| language | words | median ms | p90 ms | max ms |\n| --- | --- | --- | --- | --- |")
        for language, text in WORDS.items():
            samples, timings, _ = speak(program, folder, text, language)
            found = sorted(errors(samples, timings))
            print(f"| {language} | {len(found)} | {statistics.median(found):.0f} | {found[int(len(found) * 0.9)]:.0f} | {found[-1]:.0f} |")
        samples, timings, taken = speak(program, folder, LONG * 105, "pt-BR")
        found = errors(samples, timings)
        tenth = max(1, len(found) // 10)
        drift = statistics.median(found[-tenth:]) - statistics.median(found[:tenth])
        seconds = timings["duration_ms"] / 1000
        peak = max(max(samples), -min(samples))
        print(f"\n{seconds / 60:.1f} minutes of sound in {taken:.1f} s; drift {drift:.0f} ms; peak {peak} of 32767")


if __name__ == "__main__":
    main()
