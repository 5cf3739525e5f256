"""Writes the tables under ../data that spaCy keeps in its own code: run with a Python that has spaCy.

symbols.tsv      spacy.symbols.IDS: the strings whose id is a small number
base_norms.tsv   spacy.lang.norm_exceptions.BASE_NORMS: norms that every language shares
characters.txt   what str.isalpha() and its kin say of each character, as ranges of code points;
                 what re.IGNORECASE takes for the same: pairs of upper and lower case, groups beyond those
"""
import pathlib
import re._casefix
import sys
import unicodedata

import spacy
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.symbols import IDS

DATA = pathlib.Path(__file__).resolve().parent.parent / "data"
LICENCE = f"# From spaCy {spacy.__version__}, MIT licence, (C) 2016-2024 ExplosionAI GmbH and others."
CLASSES = {
    "alpha": str.isalpha,
    "upper": lambda c: c.isalpha() and c.isupper(),
    "digit": str.isdigit,
    "decimal": str.isdecimal,
    "word": lambda c: c.isalnum() or c == "_",
    "space": str.isspace,
}


def ranges(holds):
    start = None
    for code in range(0x110001):
        inside = code < 0x110000 and not 0xD800 <= code < 0xE000 and holds(chr(code))
        if inside and start is None:
            start = code
        if not inside and start is not None:
            yield f"{start:X}" if code - 1 == start else f"{start:X}-{code - 1:X}"
            start = None


def write(name, lines):
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    write("symbols.tsv", [LICENCE] + [f"{number}\t{name}" for name, number in sorted(IDS.items(), key=lambda x: x[1]) if name])
    write("base_norms.tsv", [LICENCE] + [f"{text}\t{norm}" for text, norm in BASE_NORMS.items()])
    lower = {code: ord(chr(code).lower()[0]) for code in range(0x110000)}
    pairs = [f"{code:X}:{small:X}" for code, small in lower.items() if small != code]
    same = sorted({tuple(sorted((a, *b))) for a, b in re._casefix._EXTRA_CASES.items()})
    groups = [":".join(f"{code:X}" for code in group) for group in same]
    head = f"# Python {sys.version_info[0]}.{sys.version_info[1]}, Unicode {unicodedata.unidata_version}: class, then ranges of code points."
    write("characters.txt", [head] + [" ".join([name, *ranges(holds)]) for name, holds in CLASSES.items()] + [" ".join(["lower", *pairs]), " ".join(["same", *groups])])


if __name__ == "__main__":
    main()
