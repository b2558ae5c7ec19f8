"""The measuring parts of bench/run, one file per figure. See bench/README.md for what each figure means."""
