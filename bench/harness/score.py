"""BLEU and chrF by sacrebleu: reads {"reference": [...], "hypotheses": {name: [...]}} from a file, prints
{name: {"bleu", "chrf"}} as JSON. Run with the virtual environment's Python."""
import json
import sys

from sacrebleu.metrics import BLEU, CHRF


def main(path):
    with open(path, encoding="utf-8") as file:
        task = json.load(file)
    references = [task["reference"]]
    scores = {}
    for name, lines in task["hypotheses"].items():
        if len(lines) != len(task["reference"]):
            sys.exit(f"{name}: {len(lines)} lines against {len(task['reference'])} of the reference")
        scores[name] = {
            "bleu": BLEU().corpus_score(lines, references).score,
            "chrf": CHRF().corpus_score(lines, references).score,
        }
    json.dump(scores, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
