#!/usr/bin/env python3
"""Derives models of other shapes from a real one, so that shapes that can't be downloaded are proven on sane weights.

  tools/derive_model.py MODEL_FOLDER OUT_FOLDER KIND...      (KIND "all" = every one)

Each kind becomes a folder OUT_FOLDER/KIND in Firefox layout:

  same          the model as it is, written anew (proves the writer)
  no-shortlist  without the shortlist file: every word is a candidate
  split         source and target vocabulary apart, and the target's ids in another order than the source's (embedding,
                bias, vocabulary and shortlist moved along), so that mixing the two up gives nonsense
  encoder-5     encoder layer 2 left out  (of the layers, the one whose loss hurts least)
  encoder-7     encoder layer 2 twice     (harmless, too)
  heads-4       four attention heads in place of eight: a head is twice as wide; grammar suffers, sentences stay

and each of them with "-float32" behind it: all weights as float32, no activation multipliers. The last three translate
worse than the model they come from, but they translate: engines can be compared on them, best in float32, where
rounding to int8 does not amplify the last bit of a float.
Needs numpy (`bench/run --install` brings it along).
"""
import argparse
import os
import re
import shutil
import struct
import sys
from pathlib import Path

INT8, FLOAT32 = 0x4101, 0x0404
CONFIG = "special:model.yml"
SHORTLIST_HEADER = 48
np = None  # numpy, loaded by main after entering the virtual environment


def read_model(path):
    """{name: (type, shape, bytes)} of a Marian binary file, version 1."""
    data = path.read_bytes()
    version, count = struct.unpack_from("<2Q", data)
    if version != 1:
        raise SystemExit(f"{path} is no Marian binary of version 1")
    headers = [struct.unpack_from("<4Q", data, 16 + 32 * i) for i in range(count)]
    at, names, shapes, tensors = 16 + 32 * count, [], [], {}
    for header in headers:
        names.append(data[at:at + header[0] - 1].decode())
        at += header[0]
    for header in headers:
        shapes.append(struct.unpack_from(f"<{header[2]}i", data, at))
        at += 4 * header[2]
    at += 8 + struct.unpack_from("<Q", data, at)[0]
    for name, shape, header in zip(names, shapes, headers):
        tensors[name] = (header[1], shape, data[at:at + header[3]])
        at += header[3]
    return tensors


def write_model(path, tensors):
    """The inverse: tensors by name, the configuration last, data from a multiple of 256 on."""
    names = sorted(n for n in tensors if n != CONFIG) + [CONFIG]
    parts = [struct.pack("<2Q", 1, len(names))]
    for name in names:
        kind, shape, data = tensors[name]
        parts.append(struct.pack("<4Q", len(name) + 1, kind, len(shape), len(data)))
    parts += [name.encode() + b"\0" for name in names]
    parts += [struct.pack(f"<{len(tensors[n][1])}i", *tensors[n][1]) for n in names]
    pad = 256 - (sum(map(len, parts)) + 8) % 256
    path.write_bytes(b"".join([*parts, struct.pack("<Q", pad), bytes(pad), *[tensors[n][2] for n in names]]))


def configure(tensors, **changes):
    """Changes keys of the model's own configuration; a key that is not there is an error."""
    kind, _, data = tensors[CONFIG]
    text = data.decode()
    for key, value in changes.items():
        text, found = re.subn(rf"(?m)^{key.replace('_', '-')}:.*$", f"{key.replace('_', '-')}: {value}", text)
        if found != 1:
            raise SystemExit(f"the model's configuration has {found} keys {key}")
    tensors[CONFIG] = (kind, (len(text.encode()),), text.encode())


def setting(tensors, key):
    return int(re.search(rf"(?m)^{key}: *(\d+)", tensors[CONFIG][2].decode()).group(1))


def as_float32(name, tensor):
    """An int8 matrix as float32 in the (in, out) order that its header states; embeddings lie as stated already."""
    _, shape, data = tensor
    count = shape[0] * shape[1]
    multiplier = np.float32(struct.unpack_from("<f", data, count)[0])
    values = np.frombuffer(data, np.int8, count).astype(np.float32) / multiplier
    if not name.endswith("Wemb"):
        values = values.reshape(shape[1], shape[0]).T
    return FLOAT32, shape, np.ascontiguousarray(values).tobytes()


def float32(tensors):
    kept = {n: t for n, t in tensors.items() if not n.endswith("_QuantMultA")}
    return {n: as_float32(n, t) if t[0] == INT8 else t for n, t in kept.items()}


def with_encoder_layers(tensors, order):
    """The model with encoder layers order[0], order[1], ... (numbered from 1) as its layers 1, 2, ..."""
    made = {n: t for n, t in tensors.items() if not n.startswith("encoder_l")}
    for new, old in enumerate(order, 1):
        prefix = f"encoder_l{old}_"
        made.update({f"encoder_l{new}_" + n[len(prefix):]: t for n, t in tensors.items() if n.startswith(prefix)})
    configure(made, enc_depth=len(order))
    return made


def moved_rows(tensor, places, row_bytes):
    """Row i goes to row places[i]; what follows the rows (the int8 multiplier) stays."""
    kind, shape, data = tensor
    rows = np.frombuffer(data, np.uint8, len(places) * row_bytes).reshape(len(places), row_bytes)
    moved = np.empty_like(rows)
    moved[places] = rows
    return kind, shape, moved.tobytes() + data[len(places) * row_bytes:]


def split(tensors, places):
    made = dict(tensors)
    embedding, multiplier = made.pop("Wemb"), made.pop("Wemb_QuantMultA")
    made["encoder_Wemb"], made["decoder_Wemb"] = embedding, moved_rows(embedding, places, embedding[1][1])
    made["encoder_Wemb_QuantMultA"] = made["decoder_Wemb_QuantMultA"] = multiplier
    made["decoder_ff_logit_out_b"] = moved_rows(made["decoder_ff_logit_out_b"], places, 4)
    configure(made, tied_embeddings_all="false", tied_embeddings="true")
    return made


def moved_vocabulary(data, places):
    """A SentencePiece file with its pieces in another order: the repeated field 1 of its protobuf message."""
    pieces, rest, at = [], [], 0
    while at < len(data):
        begin, key = at, data[at]
        size, shift, at = 0, 0, at + 1
        while True:
            size |= (data[at] & 127) << shift
            shift, at = shift + 7, at + 1
            if data[at - 1] < 128:
                break
        if key & 7 != 2:
            raise SystemExit("the vocabulary holds a field that this tool does not know")
        at += size
        (pieces if key >> 3 == 1 else rest).append(data[begin:at])
    moved = [None] * len(pieces)
    for piece, place in zip(pieces, places):
        moved[place] = piece
    return b"".join(moved + rest)


def moved_shortlist(data, places):
    """Target ids replaced, each list ascending again, checksum anew."""
    _, _, _, _, n_offsets, n_ids = struct.unpack_from("<6Q", data)
    offsets = np.frombuffer(data, "<u8", n_offsets, SHORTLIST_HEADER).astype(np.int64)
    ids = places[np.frombuffer(data, "<u4", n_ids, SHORTLIST_HEADER + 8 * n_offsets)].astype("<u4")
    for begin, end in zip(offsets[:-1], offsets[1:]):
        ids[begin:end].sort()
    body = data[16:SHORTLIST_HEADER + 8 * n_offsets] + ids.tobytes()
    seed, mask = 0, 2**64 - 1
    for (word,) in struct.iter_unpack("<Q", body[:len(body) // 8 * 8]):
        seed ^= (word + 0x9E3779B9 + (seed << 6) + (seed >> 2)) & mask
    return data[:8] + struct.pack("<Q", seed) + body


def backwards_after(fixed, count):
    """places: ids below `fixed` stay, all others run backwards."""
    places = np.arange(count)
    places[fixed:] = places[fixed:][::-1]
    return places


def parts_of(source):
    """Paths of model, vocabulary and shortlist."""
    found = [sorted(source.glob(pattern)) for pattern in ("model*.bin", "vocab*.spm", "lex*.bin")]
    if not all(found):
        raise SystemExit(f"{source}: a model with one vocabulary for both sides and a shortlist is needed")
    return [paths[0] for paths in found]


def derive_split(tensors, vocabulary, shortlist, folder):
    """Vocabularies and shortlist of the kind "split" into `folder`; returns its tensors."""
    always = struct.unpack_from("<Q", shortlist.read_bytes(), 16)[0]  # ids below are always candidates: they stay
    places = backwards_after(always, tensors["Wemb"][1][0])
    shutil.copy(vocabulary, folder / f"src{vocabulary.name}")
    (folder / f"trg{vocabulary.name}").write_bytes(moved_vocabulary(vocabulary.read_bytes(), places))
    (folder / shortlist.name).write_bytes(moved_shortlist(shortlist.read_bytes(), places))
    return split(tensors, places)


def changed(kind, tensors):
    """The tensors of every other kind."""
    depth = range(1, setting(tensors, "enc-depth") + 1)
    if kind == "encoder-5":
        return with_encoder_layers(tensors, [layer for layer in depth if layer != 2])
    if kind == "encoder-7":
        return with_encoder_layers(tensors, sorted([*depth, 2]))
    if kind == "heads-4":
        configure(tensors, transformer_heads=4)
    return tensors


def derive(name, source, out):
    """Writes one kind into `out`; returns the folder."""
    model, vocabulary, shortlist = parts_of(source)
    kind = name.removesuffix(FLOAT_SUFFIX)
    folder = out / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tensors = read_model(model)
    if kind == "split":
        tensors = derive_split(tensors, vocabulary, shortlist, folder)
    else:
        for path in [vocabulary] if kind == "no-shortlist" else [vocabulary, shortlist]:
            shutil.copy(path, folder)
        tensors = changed(kind, tensors)
    write_model(folder / model.name, float32(tensors) if name.endswith(FLOAT_SUFFIX) else tensors)
    return folder


INT8_KINDS = ("same", "no-shortlist", "split", "encoder-5", "encoder-7", "heads-4")
FLOAT_SUFFIX = "-float32"
KINDS = (*INT8_KINDS, *[kind + FLOAT_SUFFIX for kind in INT8_KINDS])


def load_numpy():
    """numpy from here, or else by going on in the benchmarks' virtual environment."""
    global np
    try:
        import numpy
    except ImportError:
        python = Path(__file__).resolve().parents[1] / ".venv-bench" / "bin" / "python"
        if not python.exists() or Path(sys.executable) == python:
            print("derive_model: skipped: numpy is not here; run `bench/run --install`", file=sys.stderr)
            sys.exit(77)
        os.execv(python, [str(python), *sys.argv])
    np = numpy


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, metavar="MODEL_FOLDER")
    parser.add_argument("out", type=Path, metavar="OUT_FOLDER")
    parser.add_argument("kinds", nargs="+", metavar="KIND", choices=[*KINDS, "all"])
    given = parser.parse_args()
    load_numpy()
    for kind in KINDS if "all" in given.kinds else given.kinds:
        print(derive(kind, given.source, given.out))


if __name__ == "__main__":
    main()
