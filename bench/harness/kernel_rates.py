"""Rates of the int8 kernels in GMAC/s, beside what this CPU can do with registers only.

Builds bench/kernels in a folder of its own and reads what the program prints."""
import re
import shutil
import subprocess

from .alternate import say
from .places import ROOT, Missing

BUILD = ROOT / "build-bench"
PROGRAM = BUILD / "bench" / "kernels" / "bench_kernels"


def _build():
    if not shutil.which("cmake"):
        raise Missing("cmake is not here to build the kernel benchmark: run `make setup`")
    configure = ["cmake", "-S", str(ROOT), "-B", str(BUILD), "-DCMAKE_BUILD_TYPE=Release", "-DDRAGOMAN_BENCH=ON",
                 "-DDRAGOMAN_TESTS=OFF", *(["-G", "Ninja"] if shutil.which("ninja") else [])]
    for argv in (configure, ["cmake", "--build", str(BUILD), "--target", "bench_kernels", "--parallel"]):
        done = subprocess.run(argv, capture_output=True, text=True)
        if done.returncode != 0:
            lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
            raise Missing(f"the kernel benchmark does not build: {lines[-1] if lines else argv}")


def parse(text):
    """The program's table -> table, two peaks, rows, shapes ({"K x N hot": [GMAC/s per row count]})."""
    head = re.search(r"table ([\w-]+), GMAC/s; registers only: ([\d.]+) plain, ([\d.]+) ", text)
    rows = re.search(r"rows:((?: +\d+)+)", text)
    if not head or not rows:
        raise Missing("the kernel benchmark's output is not what this script knows")
    shapes = {}
    for k, n, way, rates in re.findall(r"^ *(\d+) x (\d+) +(hot|stream)((?: +[\d.]+)+)$", text, re.MULTILINE):
        shapes[f"{k} x {n} {way}"] = [float(rate) for rate in rates.split()]
    return {"table": head[1], "peak_gmacs": float(head[2]), "peak_safe_gmacs": float(head[3]),
            "rows": [int(row) for row in rows[1].split()], "shapes": shapes}


def kernel_rates(context):
    """The kernel that would be chosen here; the full table stays in the JSON result."""
    _build()
    done = subprocess.run([str(PROGRAM), *(["--quick"] if context.quick else [])], capture_output=True, text=True)
    if done.returncode != 0:
        raise Missing(f"the kernel benchmark failed: {done.stderr.strip()}")
    say("  kernels: done")
    return {**parse(done.stdout), "text": done.stdout}
