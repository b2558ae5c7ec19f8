"""Reads ctest's report (JUnit form): shows failures with their output, names skipped tests with their reasons, and
ends with a line "counts: PASSED FAILED SKIPPED" for tools/test.sh.

count_tests.py REPORT [LOG]: ctest's log (LastTest.log) has every try of tests that were tried again. One that passed then counts
as passed, and is named; not so where a sanitizer spoke, which a second try does not take back."""
import re
import sys
import xml.etree.ElementTree as xml


def reason(output: str) -> str:
    """The line a skipped GoogleTest prints about itself, without the place in the source."""
    lines = [line.strip() for line in output.splitlines()]
    for number, line in enumerate(lines):
        if re.search(r": Skipped$", line) and number + 1 < len(lines):
            return lines[number + 1]
    return next((line for line in reversed(lines) if line and not line.startswith("[")), "no reason given")


SANITIZER = re.compile(r"WARNING: ThreadSanitizer|ERROR: (Address|Leak)Sanitizer|: runtime error: ")


def failed_tries(log: str) -> dict[str, str]:
    """{test: output} of tries that failed, as ctest's log tells them."""
    failed = {}
    for entry in re.split(r"^\d+/\d+ Testing: ", log, flags=re.MULTILINE)[1:]:
        name = entry.split("\n", 1)[0].strip()
        if "\nTest Passed." not in entry and "\nTest Skipped." not in entry:
            failed.setdefault(name, entry)
    return failed


def main() -> int:
    try:
        cases = list(xml.parse(sys.argv[1]).iter("testcase"))
    except (OSError, xml.ParseError) as error:
        print(f"FAILED: ctest left no report ({error})")
        print("counts: 0 1 0")
        return 1
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    tries = failed_tries(open(sys.argv[2], encoding="utf-8", errors="replace").read()) if len(sys.argv) > 2 else {}
    for case in cases:
        output = case.findtext("system-out") or ""
        skipped = case.find("skipped")
        earlier = tries.get(case.get("name")) if case.get("status") == "run" else None
        if earlier:
            print(f"RETRIED: {case.get('name')}: failed, then passed\n{earlier[-3000:]}")
        if earlier and SANITIZER.search(earlier):
            counts["failed"] += 1
            print(f"FAILED: {case.get('name')}: a sanitizer's report in the first try")
        elif case.get("status") == "run":
            counts["passed"] += 1
        elif skipped is not None and (skipped.get("message") or "").startswith(("SKIP_", "Disabled")):
            counts["skipped"] += 1
            print(f"SKIPPED: {case.get('name')}: {reason(output)}")
        else:  # failed, timed out, or could not be started
            counts["failed"] += 1
            print(f"FAILED: {case.get('name')}\n{output[-6000:]}")
    if not cases:
        print("FAILED: ctest found no test")
        counts["failed"] = 1
    print("counts:", counts["passed"], counts["failed"], counts["skipped"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
