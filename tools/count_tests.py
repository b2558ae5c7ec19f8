"""Reads ctest's report (JUnit form): shows failures with their output, names skipped tests with their reasons, and
ends with a line "counts: PASSED FAILED SKIPPED" for tools/test.sh."""
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


def main() -> int:
    try:
        cases = list(xml.parse(sys.argv[1]).iter("testcase"))
    except (OSError, xml.ParseError) as error:
        print(f"FAILED: ctest left no report ({error})")
        print("counts: 0 1 0")
        return 1
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for case in cases:
        output = case.findtext("system-out") or ""
        skipped = case.find("skipped")
        if case.get("status") == "run":
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
