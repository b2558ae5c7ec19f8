#!/usr/bin/env python3
"""Makes src/check/data/lexicon/XX.txt: which word of a language stands for which English one, counted in translations.

  make_lexicon.py FORWARD [BACKWARD] > src/check/data/lexicon/pt.txt

FORWARD: lines "English ||| translation ||| 0-0 1-1 ...", as `dragoman translate --align --no-split` prints them with the
English text pasted before each line; BACKWARD the same from the other language into English. The text should be broad and
free: the glosses and examples of WordNet 3.0 (Debian package wordnet-base) were used. Only words that were linked again and
again are kept, so none of the text is in the result. Words are small letters without accents, cut to their first six.
A line "+accede aceita" has what was seen less often: a hint. A line "=copernicus copernico" is a name, whole; a line "~tion cao" says that words which begin alike may end so.
"""
import collections
import os
import re
import sys
import unicodedata

STEM = 6
LEAST_COUNT, LEAST_SHARE = 3, 0.03
HINT_COUNT, HINT_SHARE = 2, 0.01
NAME_COUNT, NAME_SHARE = 2, 0.1
ENDING_COUNT, SHORTEST_BEGINNING, LONGEST_ENDING = 12, 4, 6  # different words that end so
STROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "s", "ı": "i", "ð": "d"})
EDGES = re.compile(r"^[^\w]+|[^\w]+$")


def fold(word):
    word = word.lower().replace("’", "'")
    word = re.sub(r"'s$", "", word).translate(STROKED)
    word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return re.sub(r"['.]", "", word)


def words(text):
    return [EDGES.sub("", word) for word in text.split()]


def pairs(path):
    """(source word, target word, whether it is neither's first word) for every link; hyphened words are left out."""
    for line in open(path, encoding="utf-8"):
        source, target, links = line.rstrip("\n").split(" ||| ")
        one, other = words(source), words(target)
        for link in links.split():
            a, b = map(int, link.split("-"))
            if a < len(one) and b < len(other) and one[a].isalpha() and other[b].isalpha():
                yield one[a], other[b], a > 0


def endings(words_linked):
    """How often (in different words) a word that begins as its translation ends in one way, and the translation in another."""
    found = collections.Counter()
    for english, foreign in words_linked:
        common = len(os.path.commonprefix([english, foreign]))
        one, other = english[common:], foreign[common:]
        if common >= SHORTEST_BEGINNING and one != other and max(len(one), len(other)) <= LONGEST_ENDING:
            found[one, other] += 1
    return sorted(pair for pair, count in found.items() if count >= ENDING_COUNT)


def main():
    whole = set()
    links, names = collections.Counter(), collections.Counter()
    for path, swapped in zip(sys.argv[1:], (False, True)):
        for one, other, inside in pairs(path):
            english, foreign = (other, one) if swapped else (one, other)
            whole.add((fold(english), fold(foreign)))
            links[fold(english)[:STEM], fold(foreign)[:STEM]] += 1
            if inside and english[0].isupper() and foreign[0].isupper():
                names[fold(english), fold(foreign)] += 1
    print("# Which words stand for which English ones: first letters, without accents. Made by tools/make_lexicon.py.")
    for one, other in endings(whole):
        print(f"~{one or '-'} {other or '-'}")
    for mark, table, count, share in (("", links, LEAST_COUNT, LEAST_SHARE), ("=", names, NAME_COUNT, NAME_SHARE), ("+", links, HINT_COUNT, HINT_SHARE)):
        english, foreign = collections.Counter(), collections.Counter()
        for (one, other), n in table.items():
            english[one] += n
            foreign[other] += n
        kept = collections.defaultdict(list)
        for (one, other), n in sorted(table.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
            if mark == "=" and one == other:
                continue
            if mark == "+" and other in likely.get(one, ()):
                continue
            if n >= count and max(n / english[one], n / foreign[other]) >= share and len(one) > 1 and len(other) > 1:
                kept[one].append(other)
        if not mark:
            likely = {one: set(others[:24]) for one, others in kept.items()}
        for one in sorted(kept):
            print(mark + one, *kept[one][:24])


if __name__ == "__main__":
    main()
