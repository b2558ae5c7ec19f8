#!/usr/bin/env python3
"""Tests of the measuring itself: a wrong ruler is worse than none. Needs no peer, no model and no network.

  python3 bench/selftest.py
"""
import sys
import tempfile
import textwrap
import time
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from harness import alternate, equal, kernel_rates, pages, peers, report, stats  # noqa: E402
from harness.child import ChildFailed, Job, LineSession, run_jobs  # noqa: E402
from harness.context import Context  # noqa: E402


def python(code, stdin=b""):
    return Job([sys.executable, "-c", textwrap.dedent(code)], stdin)


class Pages(unittest.TestCase):
    def run_of(self, page, kept, read=1.0, finish=1.0, engine=100.0, size=200 << 10):
        blocks = [{"index": i, "role": "text", "kept": reason, "note": None, "source": "x"} for i, reason in enumerate(kept)]
        times = {"read_ms": read, "load_ms": 50.0, "translate_ms": engine, "edit_ms": 2.0, "finish_ms": finish, "write_ms": 9.0}
        return pages.Run(page, {"blocks": blocks, "timings": times, "bytes_in": size})

    def test_blocks_add_up_and_only_two_reasons_are_bad(self):
        runs = [self.run_of("a", [None, "name", "failed"]), self.run_of("b", [None, None, "limit", "no-words"])]
        blocks, translated, reasons = pages.count_blocks(runs)
        self.assertEqual((blocks, translated), (7, 3))
        self.assertEqual(reasons, {"name": 1, "failed": 1, "limit": 1, "no-words": 1})
        self.assertEqual([(page, block["index"]) for page, block in pages.without_reason(runs)], [("a", 2), ("b", 2)])

    def test_shares_are_of_engine_time_and_of_the_sum(self):
        repeats = {"slow": [self.run_of("slow", [], 5, 5, 100)], "quick": [self.run_of("quick", [], 1, 1, 900)],
                   "idle": [self.run_of("idle", [], 1, 1, 0)]}
        whole, each = pages.time_shares(repeats)
        self.assertAlmostEqual(whole, 14 / 1000)
        self.assertAlmostEqual(pages.edit_share(repeats), 6 / 1000)
        self.assertEqual([page for _, page in each], ["slow", "quick"])
        self.assertAlmostEqual(each[0][0], 0.1)

    def test_medians_of_repeats_and_rates_for_large_pages(self):
        runs = [self.run_of("a", [], read, 0, 100, 400 << 10) for read in (4, 400, 6)]
        self.assertAlmostEqual(pages.time_shares({"a": runs})[0], 0.06)
        self.assertEqual(pages.handling_per_unit({"a": runs, "small": [self.run_of("small", [], size=1000)]}), [(3.0, "a")])

    def test_a_fault_of_the_checker_is_not_the_pages(self):
        check = {"per_page": {"a": {"no_output": "checker error: X"}, "b": {"no_output": "no output"}, "c": {}}}
        self.assertEqual(pages.checker_errors(check), ["checker error: X"])

    def test_a_program_that_fails_gives_no_page(self):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "story" / "source.html"
            source.parent.mkdir()
            source.write_text("x")
            run = pages.translate("/bin/false", {}, source, ("en", "pt"), Path(folder) / "out.html")
        self.assertEqual(run.page, "story")
        self.assertIn("exit 1", run.error)


class Child(unittest.TestCase):
    def test_cpu_time_is_the_childs_work_and_not_its_waiting(self):
        busy = run_jobs([python("import time\nwhile time.process_time() < 0.4: pass")])
        idle = run_jobs([python("import time\ntime.sleep(0.4)")])
        self.assertGreater(busy.cpu_s, 0.39)
        self.assertLess(idle.cpu_s, 0.3)
        self.assertGreater(idle.wall_s, 0.39)

    def test_peak_memory_sees_what_was_touched_and_given_back(self):
        usage = run_jobs([python("x = bytearray(b'1') * (200 << 20)\ndel x")])
        self.assertGreater(usage.peak_mb, 200)
        self.assertLess(usage.peak_mb, 300)

    def test_jobs_side_by_side_are_summed_and_joined_in_order(self):
        echo = "import sys, time; time.sleep({}); sys.stdout.write(sys.stdin.read())"
        usage = run_jobs([python(echo.format(0.2), b"first\n"), python(echo.format(0), b"second\n")])
        self.assertEqual(usage.output, b"first\nsecond\n")

    def test_a_failing_program_is_an_error_with_its_last_words(self):
        with self.assertRaisesRegex(ChildFailed, "ended with 3: no such model"):
            run_jobs([python("import sys; print('no such model', file=sys.stderr); sys.exit(3)")])

    def test_cpu_time_of_a_living_child(self):
        code = "import time\nwhile input():\n while time.process_time() < 0.3: pass\n print(1, flush=True)"
        with LineSession([sys.executable, "-c", code]) as session:
            session.translate("work")
            worked = session.cpu_s()
            time.sleep(0.2)
            self.assertGreater(worked, 0.29)
            self.assertLess(session.cpu_s() - worked, 0.1)

    def test_a_session_that_dies_is_an_error(self):
        with LineSession([sys.executable, "-c", "input()"]) as session, self.assertRaises(ChildFailed):
            session.translate("a sentence")


class Numbers(unittest.TestCase):
    def test_percentiles_lie_between_neighbours(self):
        self.assertEqual(stats.percentile([4, 1, 3, 2], 0.5), 2.5)
        self.assertEqual(stats.percentile([1, 2, 3], 1.0), 3)

    def test_ratios_are_taken_pair_by_pair(self):
        ratio = stats.paired_ratios([2, 20, 6], [1, 10, 2])
        self.assertEqual((ratio["min"], ratio["median"], ratio["max"]), (2, 2, 3))

    def test_splitting_loses_no_line(self):
        lines = ["a" * n for n in (1, 50, 2, 3, 90, 4)]
        pieces = peers.split_evenly(lines, 2)
        self.assertEqual(sum(pieces, []), lines)
        self.assertTrue(all(pieces))


class Order(unittest.TestCase):
    def test_systems_take_turns_and_a_failing_one_is_left_out(self):
        class Named:
            def __init__(self, name):
                self.name = name

        seen, context = [], Context([Named("a"), Named("b")], [], 2, True, None)

        def measure(system):
            seen.append(system.name)
            if system.name == "b" and len(seen) > 2:
                raise ChildFailed("broke")
            return 1

        with mock.patch.object(alternate, "say"):
            results = alternate.alternate(context, 2, measure, "test")
        self.assertEqual(seen, ["a", "b", "a", "b"])
        self.assertEqual(results, {"a": [1, 1]})
        self.assertIn("broke", context.troubles[0])


FAKE = """\
#!{python}
import os, sys
if "--version" in sys.argv:
    print("fake\\nkernels: alien (not on this CPU) good (used) bad"); sys.exit()
tail = "!" if {fault} else ""
while line := sys.stdin.readline():
    print(line.rstrip() + tail, flush=True)
"""


class Equal(unittest.TestCase):
    """A program with a fault of each kind must be caught."""

    def run_with(self, fault):
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / "dragoman"
            program.write_text(FAKE.format(python=sys.executable, fault=fault))
            program.chmod(0o755)
            context = Context([peers.Dragoman(program)], ["enpt"], 1, False, None)
            lines = [f"line {i}" for i in range(130)]
            with mock.patch.object(Context, "lines", lambda *_: lines), mock.patch.object(equal, "say"), \
                    mock.patch.object(peers, "model_folder", lambda *_: "model"):
                figures = equal.equal(context)["enpt"]
        self.assertEqual(bool(context.failed), any(f["equal"] < f["lines"] for f in figures.values()))
        return {label for label, f in figures.items() if f["equal"] < f["lines"]}

    def test_a_sound_program_passes(self):
        self.assertEqual(self.run_with("False"), set())

    def test_a_kernel_that_differs_is_named(self):
        self.assertEqual(self.run_with("os.environ.get('DRAGOMAN_KERNEL') == 'bad'"), {"kernel bad"})

    def test_a_thread_count_that_matters_is_named(self):
        self.assertEqual(self.run_with("sys.argv[sys.argv.index('--threads') + 1] == '2'"),
                         {"2 threads", "pieces of 64, shuffled, 2 threads"})


class KernelRates(unittest.TestCase):
    def test_the_programs_table_is_read(self):
        text = ("table avx2, GMAC/s; registers only: 97.8 plain, 147.3 with sums of four in 16 bits\n"
                "K x N      rows:         1       8      30\n 256 x 256  hot       81.4   117.0   117.8\n"
                "1536 x 256  stream    75.9   125.6   128.7\nquantise 30 x 256     1.682 us\n")
        found = kernel_rates.parse(text)
        self.assertEqual(found["rows"], [1, 8, 30])
        self.assertEqual(found["shapes"]["1536 x 256 stream"], [75.9, 125.6, 128.7])
        self.assertEqual((found["table"], found["peak_safe_gmacs"]), ("avx2", 147.3))


class Readme(unittest.TestCase):
    RESULT = {"date": "2025-01-01", "command": "bench/run", "runs": 1, "quick": False, "systems": {}, "troubles": [],
              "machine": {"cpu": "x", "cpu_family": "y", "instruction_sets": [], "cores": 1, "memory_gb": 1,
                          "system": "z", "load_at_start": [0], "commit": "abc"},
              "figures": {"memory": {"enpt": {"dragoman": {"peak_mb": 50}, "bergamot": {"peak_mb": 400}}}}}

    def test_only_the_block_between_the_marks_changes(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "README.md"
            path.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
            self.assertEqual(report.write_readme(self.RESULT, path), "")
            text = path.read_text()
        self.assertTrue(text.startswith("before\n") and text.endswith("after\n"))
        self.assertIn("| bergamot | 400 MB | 8.00x |", text)
        self.assertNotIn("old", text)

    def test_a_readme_without_marks_is_left_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "README.md"
            path.write_text("nothing here")
            self.assertIn("nothing was written", report.write_readme(self.RESULT, path))
            self.assertEqual(path.read_text(), "nothing here")


if __name__ == "__main__":
    unittest.main()
