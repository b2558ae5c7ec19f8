"""What all figures share: who is measured, on which text, how often; and the long runs already made.

A long run gives three figures at once (speed, peak memory, the text to score), so it is kept and not repeated.
"""
from dataclasses import dataclass, field

from .child import run_jobs
from .places import eval_lines


@dataclass
class Context:
    systems: list
    directions: list
    runs: int
    quick: bool
    shared: object
    long_runs: dict = field(default_factory=dict)  # (direction, threads, system name) -> [Usage]
    troubles: list = field(default_factory=list)   # sentences for the end of the report
    failed: bool = False                           # something that is Dragoman's fault

    def lines(self, direction, side="source"):
        """Distinct lines of the evaluation text; fewer when quick."""
        lines = eval_lines(self.shared, direction, side)
        return lines[:200] if self.quick else lines

    def words(self, direction):
        return sum(len(line.split()) for line in self.lines(direction))

    def long_run(self, system, direction, threads):
        """Translates the whole text once; checks that every line came back."""
        lines = self.lines(direction)
        usage = run_jobs(system.jobs(direction, threads, lines))
        returned = usage.output.count(b"\n")
        if returned != len(lines):
            raise RuntimeError(f"{len(lines)} lines went in and {returned} came out")
        self.long_runs.setdefault((direction, threads, system.name), []).append(usage)
        return usage

    def some_long_run(self, system, direction, threads=None):
        """A long run made before (of the thread count, or of any), or a fresh one."""
        for count in [threads] if threads else (1, 2):
            if kept := self.long_runs.get((direction, count, system.name)):
                return kept[0]
        return self.long_run(system, direction, threads or 1)

    def trouble(self, sentence, ours=False):
        """Keeps a sentence for the end of the report; `ours` = Dragoman itself is at fault, so the whole run fails."""
        if sentence not in self.troubles:
            self.troubles.append(sentence)
        self.failed = self.failed or ours
