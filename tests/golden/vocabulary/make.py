#!/usr/bin/env python3
"""Trains the small vocabularies beside this file. Needed only to change them: pip install sentencepiece, then run it.

Each covers one thing that loaders must get right: unigram.spm (own table of characters, unused pieces), bare.spm (no
table, no added space, spaces kept), bpe.spm, bytes.spm (byte fallback), marks.spm (user-defined symbols),
suffix.spm (space as suffix), noend.spm (no end mark).
"""
import os
import tempfile

import sentencepiece

HERE = os.path.dirname(os.path.abspath(__file__))
# From, to: code points in hexadecimal. NBSP to space, soft hyphen dropped, ligature and full-width forms folded,
# letter and combining mark composed, ellipsis to three stops, zero-width space to space.
RULES = ["A0\t20", "AD\t", "FB01\t66 69", "FF21\t41", "65 301\tE9", "2026\t2E 2E 2E", "200B\t20", "9\t20", "3000\t20",
         "B2\t32", "41 30A\tC5"]
COMMON = dict(model_type="unigram", vocab_size=360, unk_id=1, eos_id=0, bos_id=-1, character_coverage=1.0,
              hard_vocab_limit=False, minloglevel=2, num_threads=1)
MODELS = {
    "unigram": dict(rules=True),
    "bare": dict(normalization_rule_name="identity", add_dummy_prefix=False, remove_extra_whitespaces=False,
                 allow_whitespace_only_pieces=True),
    "bpe": dict(rules=True, model_type="bpe"),
    "bytes": dict(rules=True, byte_fallback=True, vocab_size=600),
    "marks": dict(rules=True, user_defined_symbols=["<tag>", "XQ"]),
    "suffix": dict(rules=True, treat_whitespace_as_suffix=True),
    "noend": dict(rules=True, eos_id=-1),
}


def main():
    with tempfile.TemporaryDirectory() as folder:
        rules = os.path.join(folder, "rules.tsv")
        with open(rules, "w") as out:
            out.write("\n".join(RULES) + "\n")
        for name, change in MODELS.items():
            options = {**COMMON, **change}
            if options.pop("rules", False):
                options["normalization_rule_tsv"] = rules
            sentencepiece.SentencePieceTrainer.train(input=os.path.join(HERE, "corpus.txt"),
                                                     model_prefix=os.path.join(folder, name), **options)
            with open(os.path.join(folder, name + ".model"), "rb") as model:
                data = model.read().replace(folder.encode(), b"x" * len(folder))
            with open(os.path.join(HERE, name + ".spm"), "wb") as out:
                out.write(data)


main()
