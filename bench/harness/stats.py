"""The few statistics that the figures need."""
import statistics


def percentile(values, share):
    """The value below which `share` (0..1) of the values lie, between neighbours in a straight line."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def spread(values):
    """Minimum, median and maximum as a dictionary."""
    return {"min": min(values), "median": statistics.median(values), "max": max(values), "runs": len(values)}


def paired_ratios(ours, theirs):
    """ours/theirs run by run: run i of both stood side by side, so that noise meets both alike."""
    return spread([a / b for a, b in zip(ours, theirs)])
