"""Runs what README.md shows, and follows the links in our documents.

  readme_test.py                 tests every block
  readme_test.py --extract FILE  writes the C++ program to FILE (tools/install_test.sh builds it as a stranger would)

A ```cpp block is a whole program: it is built against the library in build/ and run in the source tree; if a ```text
block follows, that is what it must print. A ```console block is a session: lines with "$ " are commands (build/ is
first on the PATH), the lines below each are what it must print, "..." stands for any lines. Other blocks are prose.
"""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ENVIRONMENT = {**os.environ, "PATH": f"{ROOT}/build:{os.environ['PATH']}", "DRAGOMAN_MODELS": f"{ROOT}/models",
               "LD_LIBRARY_PATH": f"{ROOT}/build", "LC_ALL": "C.UTF-8"}


def blocks():
    """(language, text, line) of every fenced block."""
    text = (ROOT / "README.md").read_text()
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.S | re.M):
        yield found.group(1), found.group(2), text.count("\n", 0, found.start()) + 1


def run(command, **options):
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, text=True, capture_output=True, timeout=120, **options)


def matches(wanted: str, got: str) -> bool:
    pattern = "".join(".*?" if part == "...\n" else re.escape(part) for part in re.split(r"(^\.\.\.\n)", wanted, flags=re.M))
    return re.fullmatch(pattern, got, re.S) is not None


def report(what: str, wanted: str, done) -> bool:
    if done.returncode == 0 and matches(wanted, done.stdout):
        print("ok:", what)
        return True
    print(f"FAILED: {what} (exit {done.returncode})\n-- wanted\n{wanted}-- got\n{done.stdout}-- errors\n{done.stderr}")
    return False


def test_program(source: str, line: int, wanted: str) -> bool:
    folder = ROOT / "build" / "readme"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "program.cc").write_text(source)
    built = run(["c++", "-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Iinclude",
                 str(folder / "program.cc"), "-Lbuild", "-ldragoman", "-o", str(folder / "program")])
    if built.returncode:
        return report(f"README.md:{line}: the program builds", "", built)
    return report(f"README.md:{line}: the program prints what is shown", wanted, run([str(folder / "program")]))


def test_session(text: str, line: int) -> list:
    steps = re.split(r"^\$ ", text, flags=re.M)[1:]
    results = []
    for step in steps:
        command, _, wanted = step.partition("\n")
        results.append(report(f"README.md:{line}: {command}", wanted, run(["bash", "-c", command])))
    return results


def test_links() -> list:
    """Links in our documents that lead to a file of this tree."""
    results = []
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, text=True, capture_output=True).stdout.split()
    for name in listed or ["README.md", "HACKING.md", "DEPENDENCIES.md"]:
        page = ROOT / name
        links = re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.S | re.M))
        dead = [link for link in links if not (page.parent / link).exists()]
        print(f"FAILED: {name} links to {', '.join(dead)}, which is not there" if dead else f"ok: {name}: {len(links)} links")
        results.append(not dead)
    return results


def main() -> int:
    found = list(blocks())
    if sys.argv[1:2] == ["--extract"]:
        programs = [text for language, text, _ in found if language == "cpp"]
        if not programs:
            print("FAILED: README.md shows no C++ program")
            return 1
        pathlib.Path(sys.argv[2]).write_text(programs[0])
        return 0
    results = test_links()
    for number, (language, text, line) in enumerate(found):
        if language == "cpp":
            following = found[number + 1] if number + 1 < len(found) else ("", "", 0)
            results.append(test_program(text, line, following[1] if following[0] == "text" else "...\n"))
        elif language == "console":
            results += test_session(text, line)
    if not {"cpp", "console"} <= {language for language, _, _ in found}:
        print("FAILED: README.md shows no program or no session")
        results.append(False)
    print("counts:", results.count(True), results.count(False), 0)
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
