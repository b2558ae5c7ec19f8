"""Runs several systems in turn (A B C A B C ...), so that a busy minute of the machine hits all of them alike."""
import sys


def say(text):
    print(text, file=sys.stderr, flush=True)


def alternate(context, runs, measure, label, systems=None):
    """Calls measure(system) for each system in each run and returns {name: [results]}.

    A system that fails is dropped from all further runs, and that is said; its partial results are thrown away, since
    they'd no longer pair up with the others'.
    """
    systems = context.systems if systems is None else systems
    results = {system.name: [] for system in systems}
    for run in range(runs):
        for system in systems:
            if system.name not in results:
                continue
            try:
                results[system.name].append(measure(system))
            except Exception as error:  # a peer may fail in any way; the others still deserve their figures
                say(f"  !! {system.name} left out of '{label}': {error}")
                context.trouble(f"{system.name} left out of '{label}': {error}", ours=system.name == "dragoman")
                del results[system.name]
        say(f"  {label}: run {run + 1} of {runs}")
    return results
