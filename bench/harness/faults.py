"""Faults for bench/check: each maker takes a source and its sound translation and returns the translation with one fault in
it, or nothing where the sentence has no place for it. What is drawn depends on the seed and the sentence only."""
import random
import re
import unicodedata
from typing import NamedTuple

KINDS = ["number", "date", "unit", "name-spelling", "name-swapped", "credit", "negation", "quote", "clause", "doubled", "note",
         "untranslated"]
# Which findings name the fault for what it is.
FINDINGS = {
    "number": {"number", "date", "time"}, "date": {"date", "number"}, "unit": {"unit", "number"},
    "name-spelling": {"name-spelling", "name-swapped", "name-lost"},
    "name-swapped": {"name-swapped", "name-spelling", "name-lost"}, "credit": {"credit", "name-spelling", "name-swapped"},
    "negation": {"negation"}, "quote": {"quote"}, "clause": {"dropped", "length"}, "doubled": {"doubled"},
    "note": {"note"}, "untranslated": {"untranslated"}}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split()}
WEEKDAYS = {"en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
            "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo".split()}
SPELLED = {"en": "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split(),
           "pt": "dois três quatro cinco seis sete oito nove dez onze doze vinte trinta quarenta cinquenta".split()}
MEASURES = {
    "en": [["kilometers", "miles", "meters", "feet"], ["km", "mi"], ["°C", "°F"], ["million", "billion"], ["percent", "people"], ["%", ""],
           ["$", "€", "£", "R$"], ["dollars", "euros", "pounds", "yen"], ["days", "months", "weeks", "years"], ["hours", "minutes"],
           ["kg", "lb"], ["mph", "km/h"], ["inches", "centimeters"], ["tons", "pounds"], ["acres", "hectares"]],
    "pt": [["quilômetros", "milhas", "metros", "pés"], ["km", "mi"], ["°C", "°F"], ["milhões", "bilhões"], ["por cento", "pessoas"], ["%", ""],
           ["US$", "R$", "€", "£"], ["dólares", "euros", "libras", "ienes"], ["dias", "meses", "semanas", "anos"], ["horas", "minutos"],
           ["kg", "lb"], ["mph", "km/h"], ["polegadas", "centímetros"], ["toneladas", "libras"], ["acres", "hectares"]]}
NEGATIONS = {"en": [r" not\b", r"n't\b", r"\bnever ", r"\bcannot\b"], "pt": [r"\bnão ", r"\bnunca ", r"\bjamais "]}
NOTES = {"en": ["(in English)", "(in Portuguese)", "(translator's note)", "(site in English)"],
         "pt": ["(em inglês)", "(em português)", "(nota do tradutor)", "(site em inglês)"]}
NAMES = ["Thaier Al-Sudani", "Ammar Awad", "Marta Lavandier", "João Silva", "Kevin Lamarque", "Amr Alfiky", "Ueslei Marcelino",
         "Nacho Doce", "Carla Carniel", "Łukasz Głowala"]
CREDITS = ["REUTERS/{}", "{}/AP", "{}/AFP/Getty Images", "AP Photo/{}"]
LABELS = {"en": ["Photograph: {}", "({})", "{}", "Photo: {}"], "pt": ["Fotografia: {}", "({})", "{}", "Foto: {}"]}
SAID = {"en": ['"{}," he said.', '"{}", the minister said.', 'She wrote: "{}."'],
        "pt": ['"{}", disse ele.', '"{}", disse o ministro.', 'Ela escreveu: "{}."']}


class Case(NamedTuple):
    source: str
    target: str
    what: str


def plain(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def replaced(text, match, new):
    return text[:match.start()] + new + text[match.end():]


def number(rng, source, target, languages, _):
    kinds = ["digit", "digit", "spelled", "lost"]
    digits = list(re.finditer(r"(?<![\w.,:/])\d[\d.,]*\d|(?<![\w.,:/])\d(?![\w.,:/])", target))
    words = [m for m in re.finditer(r"\w+", target) if m.group() in SPELLED[languages[1]]
             and SPELLED[languages[0]][SPELLED[languages[1]].index(m.group())] in re.findall(r"\w+", source.lower())]
    kind = rng.choice(kinds)
    if kind == "spelled" and words:
        match = rng.choice(words)
        return replaced(target, match, rng.choice([w for w in SPELLED[languages[1]] if w != match.group()]))
    if not digits:
        return None
    match = rng.choice(digits)
    if kind == "lost" and len(re.findall(re.escape(match.group()), target)) == 1:
        return re.sub(r"  +", " ", replaced(target, match, ""))
    places = [i for i, c in enumerate(match.group()) if c.isdigit()]
    at = rng.choice(places)
    new = rng.choice([d for d in ("123456789" if at == 0 else "0123456789") if d != match.group()[at]])
    return replaced(target, match, match.group()[:at] + new + match.group()[at + 1:])


def date(rng, source, target, languages, _):
    found = []
    for names in (MONTHS, WEEKDAYS):
        ours, theirs = names[languages[0]], names[languages[1]]
        for i, name in enumerate(theirs):
            if not re.search(rf"\b{ours[i]}\b", source):
                continue
            found += [(match, [n for n in theirs if n != name]) for match in re.finditer(rf"\b{name}\b", target)]
    for match in re.finditer(r"\b(?:1[5-9]|20)\d\d\b", target):
        if match.group() in source:
            found.append((match, [str(int(match.group()) + step) for step in (-10, -1, 1, 2, 10)]))
    if not found:
        return None
    match, others = rng.choice(found)
    return replaced(target, match, rng.choice(others))


def unit(rng, source, target, languages, __):
    found = []
    for ours, family in zip(MEASURES[languages[0]], MEASURES[languages[1]]):
        for own, name in zip(ours, family):
            if not name or own not in source:
                continue
            edge = r"\b" if name[0].isalpha() else ""
            form = rf"{edge}{re.escape(name)}(?=\s?\d)" if name in ("$", "US$", "€", "£", "R$") else \
                rf"(?<=\d){re.escape(name)}(?!\w)|(?<=\d ){re.escape(name)}(?!\w)"
            for match in re.finditer(form, target):
                others = [other for other in family if other != name]
                found.append((match, others))
    if not found:
        return None
    match, others = rng.choice(found)
    return replaced(target, match, rng.choice(others))


def shared_names(source, target):
    """Capitalised words, not at a sentence's beginning, that both sides have."""
    ours = set(re.findall(r"[^\W\d_]{4,}", source))
    return [m for m in re.finditer(r"(?<=[^.!?:\"“] )[^\W\d_]{4,}", target)
            if m.group()[0].isupper() and m.group()[1:].islower() and m.group() in ours]


def misspelled(rng, word):
    letters = list(word)
    way = rng.choice(["exchange", "drop", "change", "double"])
    at = rng.randrange(1, len(letters) - 1)
    if way == "exchange" and letters[at] != letters[at + 1]:
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    elif way == "drop":
        del letters[at]
    elif way == "double" and letters[at] != letters[at + 1] and letters[at] != letters[at - 1]:
        letters.insert(at, letters[at])
    else:
        vowels, others = "aeiou", "bcdfgklmnprstv"
        pool = vowels if plain(letters[at]).lower() in vowels else others
        letters[at] = rng.choice([c for c in pool if c != plain(letters[at]).lower()])
    return "".join(letters)


def name_spelling(rng, source, target, _, __):
    found = shared_names(source, target)
    if not found:
        return None
    match = rng.choice(found)
    accented = plain(match.group()) != match.group()
    new = plain(match.group()) if accented and rng.random() < 0.3 else misspelled(rng, match.group())
    return None if new == match.group() else replaced(target, match, new)


def name_swapped(rng, source, target, _, others):
    found = shared_names(source, target)
    if not found:
        return None
    names = {m.group(): m for m in found}
    if len(names) > 1 and rng.random() < 0.5:
        one, other = rng.sample(sorted(names), 2)
        # Parts of one name, side by side, are no two names.
        if not re.search(rf"{one}\W+{other}|{other}\W+{one}", target):
            return re.sub(rf"\b(?:{one}|{other})\b", lambda m: other if m.group() == one else one, target)
    match = rng.choice(found)
    new = rng.choice([name for name in others if name not in source and name not in target])
    return re.sub(rf"\b{match.group()}\b", new, target)


def credit(rng, source, target, languages, _):
    person = rng.choice(NAMES)
    form, label = rng.choice(CREDITS), rng.randrange(4)
    whole = form.format(person)
    way = rng.choice(["spelling", "note", "agency", "lost", "translated"])
    words = person.split()
    if way == "spelling":
        part = rng.randrange(len(words))
        words[part] = misspelled(rng, words[part])
        bad = form.format(" ".join(words))
    elif way == "agency":
        bad = re.sub(r"REUTERS|AFP|AP\b", lambda m: {"REUTERS": "EFE", "AFP": "EPA", "AP": "AFP"}[m.group()], whole)
    elif way == "lost":
        bad = form.format(words[-1])
    elif way == "note":
        bad = whole + " " + NOTES[languages[1]][0]
    else:
        bad = whole.replace("AP Photo", "AP Foto").replace("Getty Images", "Getty Imagens").replace("REUTERS", "Reuter")
    if bad == whole:
        bad = form.format(misspelled(rng, words[0]) + " " + words[-1])
    if bad == whole:
        return None
    labelled = [LABELS[language][label] for language in languages]
    return labelled[0].format(whole), labelled[1].format(bad), source, target


def negation(rng, source, target, languages, _):
    if not any(re.search(form, source) for form in NEGATIONS[languages[0]]):
        return None
    found = [m for form in NEGATIONS[languages[1]] for m in re.finditer(form, target)]
    if not found:
        return None
    match = rng.choice(found)
    new = "can" if match.group() == "cannot" else ""
    return replaced(target, match, new)


def quote(rng, source, target, _, __):
    marks = list(re.finditer(r"[\"“”«»]", target))
    if not marks or not re.search(r"[\"“”«»]", source) or len(marks) % 2:
        return None
    return re.sub(r"  +", " ", replaced(target, rng.choice(marks), ""))


def clause(rng, _, target, __, ___):
    """Drops what lies between two commas, or before the first or behind the last: at least five words and a fifth of all."""
    cuts = [0] + [m.end() for m in re.finditer(r"[,;:] | [–—-] ", target)] + [len(target)]
    total = len(target.split())
    found = [(a, b) for a, b in zip(cuts, cuts[1:]) if len(target[a:b].split()) >= max(5, total / 5)
             and len(target[a:b].split()) <= total - 4]
    if not found:
        return None
    a, b = rng.choice(found)
    kept = target[:a].rstrip(" ,;:–—-") + (", " if a and b < len(target) else "") + target[b:]
    if not a:
        kept = kept[:1].upper() + kept[1:]
    return kept if kept[-1:] in ".!?\"”" else kept + "."


def doubled(rng, _, target, __, ___):
    way = rng.choice(["all", "all", "clause"])
    cuts = [m.end() for m in re.finditer(r", ", target)]
    if way == "clause" and cuts:
        at = rng.choice(cuts)
        end = next((c for c in cuts if c > at), len(target))
        if len(target[at:end].split()) >= 3:
            return target[:end].rstrip(" ,.") + ", " + target[at:end].rstrip(" ,.") + target[end - (end == len(target)):]
    return target + " " + target


def note(rng, _, target, languages, others):
    spaces = [m.start() for m in re.finditer(r"(?<=\w) (?=\w)", target)] + [len(target.rstrip(".!?"))]
    at = rng.choice(spaces)
    return target[:at] + " " + rng.choice(NOTES[languages[1]]) + target[at:]


def untranslated(rng, source, target, _, __):
    if len(source.split()) < 6:
        return None
    if rng.random() < 0.7:
        return source
    half = len(source.split()) // 2
    return " ".join(source.split()[:half] + target.split()[len(target.split()) // 2:])


def quoted(rng, source, target, languages):
    """A quotation made of a sound pair, where the set has too few."""
    form = rng.randrange(len(SAID["en"]))
    return [SAID[language][form].format(text.rstrip(".")) for language, text in zip(languages, (source, target))]


MAKERS = {"number": number, "date": date, "unit": unit, "name-spelling": name_spelling, "name-swapped": name_swapped, "credit": credit,
          "negation": negation, "quote": quote, "clause": clause, "doubled": doubled, "note": note, "untranslated": untranslated}


def make(kind, sources, targets, source_language, target_language, count, seed):
    """Up to `count` cases: one of each sentence, then again with other draws."""
    cases, seen, languages = [], set(), (source_language, target_language)
    others = sorted({m.group() for one, other in zip(sources, targets) for m in shared_names(one, other)})
    for turn in range(8):
        for i, (source, target) in enumerate(zip(sources, targets)):
            if len(cases) >= count:
                return cases
            rng = random.Random(f"{seed} {kind} {turn} {i}")
            if kind == "quote" and not re.search(r"[\"“”«»]", source + target) and turn > 0:
                source, target = quoted(rng, source, target, languages)
            bad = MAKERS[kind](rng, source, target, languages, others)
            if isinstance(bad, tuple):
                source, bad, _, _ = bad
            if bad is None or bad == target or (source, bad) in seen:
                continue
            seen.add((source, bad))
            cases.append(Case(source, bad, f"{kind}, line {i + 1}"))
    return cases
