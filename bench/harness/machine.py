"""Says on which machine and which commit figures were taken: a figure without these is worth little."""
import os
import platform
import subprocess
from pathlib import Path

TELLING_FLAGS = ("avx2", "avx_vnni", "avx512f", "avx512_vnni", "asimddp", "i8mm")


def _cpuinfo():
    fields = {}
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        fields.setdefault(name.strip(), value.strip())
    return fields


def _git(root, *args):
    done = subprocess.run(["git", "-C", str(root), *args], capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""


def describe(root):
    """A flat dictionary: CPU, instruction sets, cores, memory, system, commit, load at the start."""
    info = _cpuinfo()
    flags = set(info.get("flags", info.get("Features", "")).split())
    commit = _git(root, "rev-parse", "--short", "HEAD") or "unknown"
    if _git(root, "status", "--porcelain"):
        commit += "+changes"
    family = f"family {info.get('cpu family', '?')} model {info.get('model', '?')}"
    return {
        "cpu": info.get("model name", platform.machine()),
        "cpu_family": family,
        "instruction_sets": [f for f in TELLING_FLAGS if f in flags],
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1),
        "system": platform.platform(terse=True),
        "load_at_start": [round(x, 2) for x in os.getloadavg()],
        "commit": commit,
    }


def one_line(machine):
    sets = " ".join(machine["instruction_sets"]) or "no vector sets of interest"
    return (f"{machine['cores']} cores of {machine['cpu']} ({machine['cpu_family']}; {sets}), "
            f"{machine['memory_gb']} GB, {machine['system']}")
