#!/usr/bin/env python3
"""The WordPress plug-in of packaging/wordpress/dragoman as a ZIP file to upload, with its translations compiled and a copy of the widget.

    tools/wordpress_plugin.py build build/dragoman-wordpress.zip
    tools/wordpress_plugin.py check        # nothing is written
    tools/wordpress_plugin.py strings      # what a translation has to have, as a .po without answers

Fails when a translation lacks a string, has one that is no longer there, or loses a placeholder; and when version numbers differ.
"""
import ast
import pathlib
import re
import struct
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "packaging/wordpress/dragoman"
WIDGET = ROOT / "web/widget/dragoman.js"
CALL = re.compile(r"\b(?:__|esc_html__|esc_attr__)\(\s*'((?:[^'\\]|\\.)*)',\s*'dragoman'\s*\)")
ANY_CALL = re.compile(r"\b(?:__|_e|_n|_x|esc_html__|esc_attr__|esc_html_e|esc_attr_e)\(")
PLACEHOLDER = re.compile(r"%(?:\d+\$)?[sd]")
HEADER = re.compile(r"^ \* (Plugin Name|Description):\s+(.*)$", re.M)


class Wrong(Exception):
    """What is wrong, in words."""


def php_files():
    return sorted(PLUGIN.glob("**/*.php"))


def strings():
    """All strings of the plug-in that are translated, in the order of its files."""
    found = {}
    for _, value in HEADER.findall((PLUGIN / "dragoman.php").read_text("utf-8")):
        found[value] = None
    for file in php_files():
        text = file.read_text("utf-8")
        calls = CALL.findall(text)
        if len(calls) != len(ANY_CALL.findall(text)):
            raise Wrong(f"{file}: a string to be translated is not one quoted string and 'dragoman'")
        for call in calls:
            found[call.replace("\\'", "'").replace("\\\\", "\\")] = None
    return list(found)


def read_po(file):
    """Pairs of a .po file without plurals and contexts."""
    pairs, part, source, target = {}, None, "", ""
    lines = file.read_text("utf-8").splitlines() + ['msgid ""']
    for number, line in enumerate(lines, 1):
        if line.startswith("msgid "):
            if part == "msgstr":
                pairs[source] = target
            part, source, target, line = "msgid", "", "", line[6:]
        elif line.startswith("msgstr "):
            part, line = "msgstr", line[7:]
        elif not line.strip() or line.startswith("#"):
            continue
        if not re.fullmatch(r'"(?:[^"\\]|\\.)*"', line):
            raise Wrong(f"{file}, line {number}: not a quoted string")
        if part == "msgid":
            source += ast.literal_eval(line)
        else:
            target += ast.literal_eval(line)
    return pairs


def checked_po(file, wanted):
    pairs = read_po(file)
    if "charset=UTF-8" not in pairs.get("", ""):
        raise Wrong(f"{file}: its header does not say charset=UTF-8")
    for string in wanted:
        answer = pairs.get(string, "")
        if not answer:
            raise Wrong(f"{file}: not translated: {string}")
        if sorted(PLACEHOLDER.findall(string)) != sorted(PLACEHOLDER.findall(answer)):
            raise Wrong(f"{file}: other placeholders than in: {string}")
    for string in pairs:
        if string and string not in wanted:
            raise Wrong(f"{file}: nothing says this any more: {string}")
    return pairs


def mo_bytes(pairs):
    """The compiled form: two tables of lengths and places, sorted by the original, then the strings. No hash table, but WordPress wants
    to know where it would begin."""
    entries = sorted((source.encode(), target.encode()) for source, target in pairs.items())
    tables, data = [[], []], b""
    start = 28 + 16 * len(entries)
    for side in (0, 1):
        for entry in entries:
            tables[side].append((len(entry[side]), start + len(data)))
            data += entry[side] + b"\0"
    packed = b"".join(struct.pack("<II", *row) for row in tables[0] + tables[1])
    return struct.pack("<7I", 0x950412DE, 0, len(entries), 28, 28 + 8 * len(entries), 0, start) + packed + data


def version():
    """The one version: it stands in three places of the plug-in and in the project's header."""
    main = (PLUGIN / "dragoman.php").read_text("utf-8")
    readme = (PLUGIN / "readme.txt").read_text("utf-8")
    header = (ROOT / "include/dragoman/version.h").read_text("utf-8")
    places = [(r"^ \* Version:\s+(\S+)", main), (r"'DRAGOMAN_VERSION', '([^']+)'", main), (r"^Stable tag: (\S+)", readme)]
    found = [re.search(pattern, text, re.M) for pattern, text in places]
    versions = {one.group(1) if one else "none" for one in found}
    versions.add(".".join(re.findall(r"#define DRAGOMAN_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", header)))
    if len(versions) != 1:
        raise Wrong(f"versions of the plug-in, its readme and the project differ: {sorted(versions)}")
    return versions.pop()


def contents():
    """Path in the ZIP to bytes."""
    version()
    wanted = strings()
    out = {}
    for file in sorted(PLUGIN.rglob("*")):
        if file.is_file() and file.suffix in {".php", ".txt", ".po"}:
            out[f"dragoman/{file.relative_to(PLUGIN)}"] = file.read_bytes()
        if file.suffix == ".po":
            out[f"dragoman/{file.relative_to(PLUGIN).with_suffix('.mo')}"] = mo_bytes(checked_po(file, wanted))
    # As the server gives it: without the lines that are comments.
    out["dragoman/widget/dragoman.js"] = re.sub(rb"(?m)^ *(//.*|/\*\*.*\*/)\n", b"", WIDGET.read_bytes())
    out["dragoman/widget/license.txt"] = (ROOT / "LICENSE").read_bytes()
    return out


def build(target):
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(contents().items()):
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))  # the same bytes from the same files
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
            archive.writestr(entry, data)
    print(f"{target}: {target.stat().st_size // 1024} KB")


def main(arguments):
    what = arguments[0] if arguments else ""
    if what == "build" and len(arguments) == 2:
        build(pathlib.Path(arguments[1]))
    elif what == "check":
        contents()
    elif what == "strings":
        for string in strings():
            quoted = string.replace("\\", "\\\\").replace('"', '\\"')
            print(f'msgid "{quoted}"\nmsgstr ""\n')
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Wrong as wrong:
        sys.exit(f"wordpress_plugin.py: {wrong}")
