#!/usr/bin/env python3
"""How well the times of words fit the sound, how long speech takes, how soon it begins, and how much it drifts.

  bench/speech.py [--dragoman build/dragoman] [--voices voices]

Onsets are measured in the sound alone: where it is loud again behind 120 ms of silence. A text of one-word sentences gives an onset
to each word; a list with commas one to most; a long text of sentences gives the drift, as the median error of its last tenth less that of
its first. Neural voices (make voices) are measured where they are; what espeak-ng says is measured always.
"""
import argparse
import array
import contextlib
import json
import os
import pathlib
import re
import resource
import statistics
import subprocess
import tempfile
import time
import urllib.request

WORDS = {
    "pt-BR": "Bola. Gato. Dado. Mesa. Navio. Livro. Roda. Vento. Mapa. Lago. Porto. Barco. Cidade. Governo. Banco. Campo.",
    "en-US": "Ball. Door. Table. Garden. Market. Bridge. Window. Letter. Doctor. River. Minute. Village. Number. Paper.",
    "ar": "باب. بيت. ميناء. مدينة. نهر. جبل. رجل. ماء. ليل. نور.",
}
LISTS = {"en-US": "Balls, doors, tables, gardens, markets, bridges, windows, letters. Doctors, rivers, minutes, villages, numbers, papers."}
LONG = {
    "pt-BR": "O porto reabriu na segunda-feira. Todos os navios saíram. Ninguém ficou ferido. ",
    "en-US": "The port reopened on Monday morning. All of the ships have left. Nobody was hurt in the storm. ",
}
# What a reader hears first: a short sentence, a headline, and a long sentence, of which the first clause is made alone.
FIRST = [
    "Ships left Santos.",
    "Port of Santos reopens after a week of storms",
    "The port of Santos, closed since Friday, reopened on Monday morning after three days of heavy rain, the mayor of the city said "
    "at a meeting with the owners of the ships.",
]


def onsets(samples, rate):
    frame, quiet, out = rate // 200, 10 ** 6, []
    for at in range(0, len(samples) - frame, frame):
        part = samples[at:at + frame]
        loud = sum(value * value for value in part) / frame > 200 ** 2
        if loud and quiet >= 24:
            out.append(at * 1000 / rate)
        quiet = 0 if loud else quiet + 1
    return out


def speak(program, folder, text, language, voice):
    source, sound, times = folder / "t.txt", folder / "t.wav", folder / "t.json"
    source.write_text(text)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, "speak", str(source), "--format", "article", "--lang", language, "--voice", voice, "-o", str(sound),
                    "--timings", str(times)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    timings = json.loads(times.read_text())
    samples = array.array("h", sound.read_bytes()[44:])
    return samples, timings, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def errors(samples, timings):
    """Of each sentence's first word against the nearest onset."""
    heard = onsets(samples, timings["rate"])
    return [min((abs(onset - sentence["words"][0][2]) for onset in heard)) for sentence in timings["sentences"]]


def errors_within(samples, timings):
    """Of each onset against the nearest word."""
    words = [word[2] for sentence in timings["sentences"] for word in sentence["words"]]
    return [min(abs(onset - word) for word in words) for onset in onsets(samples, timings["rate"])]


def row(label, found):
    found = sorted(found)
    print(f"| {label} | {len(found)} | {statistics.median(found):.0f} | {found[int(len(found) * 0.9)]:.0f} | {found[-1]:.0f} |")


def times_of_words(program, folder, voices):
    print("| voice | words | median ms | p90 ms | max ms |\n| --- | --- | --- | --- | --- |")
    for language, voice in voices:
        samples, timings, _ = speak(program, folder, WORDS[language], language, voice)
        row(f"{timings['voice']}, {language}", errors(samples, timings))
        if language in LISTS:
            samples, timings, _ = speak(program, folder, LISTS[language], language, voice)
            row(f"{timings['voice']}, within sentences", errors_within(samples, timings))


def long_text(program, folder, language, voice):
    text = LONG[language] * 105
    samples, timings, cpu = speak(program, folder, text, language, voice)
    found = errors(samples, timings)
    tenth = max(1, len(found) // 10)
    drift = statistics.median(found[-tenth:]) - statistics.median(found[:tenth])
    seconds = timings["duration_ms"] / 1000
    peak = max(max(samples), -min(samples))
    clipped = sum(abs(value) >= 32767 for value in samples)
    # Sentences that are said again come out of the cache: their words count for the pace, not for the speed.
    print(f"{timings['voice']}: {seconds / 60:.1f} minutes of sound, {len(text.split()) * 60 / seconds:.0f} words a minute; drift "
          f"{drift:.0f} ms; peak {peak} of 32767, {clipped} samples clipped; {cpu:.1f} s of CPU time, most of it out of the cache")


def speed(program, folder, language, voice):
    """Sentences that differ, so that all are made; the program's start and the voice's loading are measured apart and taken off."""
    text = " ".join(f"Ship number {number} left the port of Santos on Monday morning, with {number + 7} containers of coffee." for number in range(30))
    _, timings, cpu = speak(program, folder, text, language, voice)
    _, _, empty = speak(program, folder, "A.", language, voice)
    seconds = timings["duration_ms"] / 1000
    print(f"{timings['voice']}: real-time factor {(cpu - empty) / seconds:.3f} (CPU time); start and loading {empty:.2f} s of CPU time")


@contextlib.contextmanager
def server(program, folder):
    log = open(folder / "log", "w+")
    process = subprocess.Popen([program, "serve", "--port", "0", "--data", str(folder / "data"), "--log", "none"], stderr=log)
    try:
        for _ in range(100):
            found = re.search(r"listening on (\S+)", (folder / "log").read_text())
            if found:
                yield found.group(1)
                return
            time.sleep(0.1)
        raise SystemExit("the server did not start: " + (folder / "log").read_text())
    finally:
        process.terminate()
        process.wait()


def first_sound(program, folder, voice):
    """From a request to the first byte that has sound in it, the voice being warm; each text is new to the cache."""
    with server(program, folder) as address:
        def ask(text):
            body = json.dumps({"language": "en-US", "voice": voice, "format": "wav", "text": text}).encode()
            request = urllib.request.Request(address + "/v1/speech", body, {"Content-Type": "application/json"})
            begun = time.monotonic()
            with urllib.request.urlopen(request) as answer:
                answer.read(64)  # the head of the file and some samples
                taken = (time.monotonic() - begun) * 1000
                answer.read()
            return taken
        cold = ask("Hello.")
        for text in FIRST:
            taken = [ask(text.replace("Santos", port)) for port in ("Recife", "Lisbon", "Bristol", "Hamburg", "Bergen")]
            print(f"{voice}: first sound of {len(text)} characters after {statistics.median(taken):.0f} ms (median of {len(taken)}; at most {max(taken):.0f})")
        print(f"{voice}: of a voice that has to be loaded first after {cold:.0f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dragoman", default="build/dragoman")
    parser.add_argument("--voices", default="voices", help="folder of neural voices (make voices)")
    arguments = parser.parse_args()
    program = arguments.dragoman
    os.environ["DRAGOMAN_VOICES"] = str(pathlib.Path(arguments.voices).absolute())
    listed = json.loads(subprocess.run([program, "voices", "--json"], check=True, capture_output=True).stdout)
    neural = [voice["id"] for voice in listed if voice["id"] == "piper/en_US-joe-medium"]
    if not neural:
        print("no neural voice is measured: make voices fetches one\n")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        times_of_words(program, folder, [(language, "espeak-ng/") for language in WORDS] + [("en-US", voice) for voice in neural])
        print()
        long_text(program, folder, "pt-BR", "espeak-ng/")
        for voice in neural:
            long_text(program, folder, "en-US", voice)
        for voice in ["espeak-ng/en-us", *neural]:
            speed(program, folder, "en-US", voice)
        for voice in ["espeak-ng/en-us", *neural]:
            first_sound(program, folder, voice)


if __name__ == "__main__":
    main()
