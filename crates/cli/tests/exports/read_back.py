"""Reads an export with the tool it is for: `read_back.py FORMAT FILE`, and prints how many things were in it."""

import csv
import datetime
import json
import sys


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_csv(path):
    import pandas

    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert len({len(row) for row in rows}) == 1, "rows of different length"
    frame = pandas.read_csv(path, keep_default_na=False, dtype=str)
    assert len(frame) == len(rows) - 1
    assert {"doc", "fact", "starts", "ends", "words"} <= set(frame.columns)
    assert frame["starts"].astype(int).le(frame["ends"].astype(int)).all()
    return len(frame)


def read_jsonl(path):
    import pandas

    frame = pandas.read_json(path, lines=True)
    assert {"doc", "kind_of_fact", "words"} <= set(frame.columns)
    return len(frame)


def read_parquet(path):
    import pandas
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path)
    table.validate(full=True)
    frame = pandas.read_parquet(path)
    assert str(table.schema.field("words").type) == "string"
    assert str(table.schema.field("starts").type) == "int64"
    assert len(frame) == table.num_rows
    return table.num_rows


def read_followthemoney(path):
    from followthemoney import model

    ids, count = set(), 0
    for data in lines(path):
        proxy = model.get_proxy(data, cleaned=False)
        given = {(name, str(value)) for name, values in data["properties"].items() for value in values}
        kept = {(prop.name, value) for prop, value in proxy.itervalues()}
        lost = {name for name, _ in given} - {name for name, _ in kept}
        assert not lost, f"{data['schema']} has no {lost}"
        for prop, value in proxy.itervalues():
            assert prop.type.validate(value), f"{prop.name}: {value}"
            if prop.name in ("document", "resolved", "proof", "involved"):
                assert value in ids, f"{value} is named before it is told"
        ids.add(proxy.id)
        count += 1
    return count


def read_plover(path):
    known = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
    records = lines(path)
    for record in records:
        assert record["event"] and set(record["event"]) <= set(known.split()), record["event"]
        for actor in record["source"] + record["recipient"]:
            assert actor["actor_text"] and actor["identifier_text"], actor
        for day in (record.get("date"), record.get("enddate")):
            assert day is None or datetime.date.fromisoformat(day)
        assert all(words in record["text"] for words in record["event_text"]), record["id"]
    assert len({record["id"] for record in records}) == len(records), "an id twice"
    assert sum(bool(record["source"]) for record in records) > len(records) / 2, "most events have an actor"
    return len(records)


TEXT = {"type": "string", "minLength": 1}
SELECTOR = {
    "oneOf": [
        {
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 0},
            },
            "required": ["type", "start", "end"],
            "additionalProperties": False,
        },
        {
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": {"type": "string"},
                "prefix": {"type": "string"},
                "suffix": {"type": "string"},
            },
            "required": ["type", "exact"],
            "additionalProperties": False,
        },
    ]
}
ANNOTATION = {
    "type": "object",
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": {"type": "string", "format": "iri"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["describing", "tagging", "identifying", "classifying", "commenting"]},
        "body": {
            "type": "array",
            "items": {
                "properties": {"type": {"const": "TextualBody"}, "value": TEXT, "format": TEXT, "purpose": TEXT},
                "required": ["type", "value"],
                "additionalProperties": False,
            },
        },
        "target": {
            "type": "array",
            "minItems": 1,
            "items": {
                "properties": {"source": TEXT, "selector": {"type": "array", "minItems": 1, "items": SELECTOR}},
                "required": ["source", "selector"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["@context", "id", "type", "target"],
    "additionalProperties": False,
}


def read_annotation(path):
    import jsonschema

    check = jsonschema.Draft202012Validator(ANNOTATION)
    annotations = lines(path)
    for annotation in annotations:
        check.validate(annotation)
    assert len({annotation["id"] for annotation in annotations}) == len(annotations), "an id twice"
    return len(annotations)


def read_gkg(path):
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    for row in rows:
        assert len(row) == 27, len(row)
        assert not row[1] or (len(row[1]) == 14 and row[1].isdigit()), row[1]
        for mention in filter(None, row[12].split(";")):
            name, offset = mention.rsplit(",", 1)
            assert name and offset.isdigit(), mention
        for place in filter(None, row[9].split(";")):
            assert len(place.split("#")) == 7, place
        for place in filter(None, row[10].split(";")):
            kind, name, *unknown, offset = place.split("#")
            assert len(unknown) == 6 and kind in "14" and name and offset.isdigit(), place
        for quotation in filter(None, row[22].split("#")):
            offset, length, verb, words = quotation.split("|")
            assert int(offset) >= 0 and int(length) > 0 and words
        for amount in filter(None, row[24].split(";")):
            value, what, offset = amount.split(",")
            float(value), int(offset)
    return len(rows)


def read_claimreview(path):
    drafts = lines(path)
    for draft in drafts:
        assert draft["@context"] == "https://schema.org" and draft["@type"] == "ClaimReview"
        assert draft["claimReviewed"] and draft["itemReviewed"]["author"]["name"]
        assert "reviewRating" not in draft
    return len(drafts)


print(globals()[f"read_{sys.argv[1]}"](sys.argv[2]))
