"""Measures `readout check`: one thing changed in sentences of real articles, and what it says of them.

    python3 tools/measure_check.py --readout target/release/readout --data FOLDER [--part tune|final] [--seed 1]

FOLDER holds JSON lines: `bulk/bbc2005.jsonl`, `bulk/masakhanews_en_dev_test.jsonl`, `polnear/train.jsonl`,
`stories/articles.jsonl` (`id`, `text`, and if known `date` and `title`), and `translations/*.jsonl` (`versions`: two
translations by people, `refA` and `refB`, sentence by sentence). Articles are put into piles; of each pile a draft is
made, a paragraph a sentence: some with one thing changed in a known way (tools/check_changes.py), some as they were
printed. `readout check DRAFT PILE --format jsonl` runs once for each pile. The same seed makes the same drafts.

The parts share no article: rules are tuned on one, and the figures told are those of the other. `--show N` prints N
sentences of each kind that were judged wrongly. The last line is one JSON object.
"""

import argparse
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

import check_changes as changes

AGREE = {"verbatim", "same", "rounded", "translation", "supported", "opinion"}
SETS = ["bulk/bbc2005.jsonl", "bulk/masakhanews_en_dev_test.jsonl", "polnear/train.jsonl", "stories/articles.jsonl"]
ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sen|Gov|Rep|Gen|Lt|Col|Sgt|Jr|Sr|Inc|Co|Corp|Ltd|vs|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Prof|Rev|Hon|Pvt|Mt|Ft|e\.g|i\.e)|\b[A-Z]|[A-Z]\.[A-Z])\.$")
RARE = ["cut", "splice", "speaker", "unit", "scale"]
OUTSIDE = re.compile(r"[“\"][^“”\"]*[”\"]")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--readout", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--part", choices=["tune", "final"], default="tune")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--piles", type=int, default=10, help="piles of each set")
    parser.add_argument("--articles", type=int, default=8, help="articles of a pile")
    parser.add_argument("--translations", type=int, default=24, help="documents in two translations")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--only", help="one kind of change, `nothing` or `translations`")
    parser.add_argument("--keep", help="a folder to keep drafts and piles in, to look at")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    began = time.time()
    results = []
    with tempfile.TemporaryDirectory() as folder:
        folder = options.keep or folder
        for name in SETS if options.only != "translations" else []:
            for n, pile in enumerate(piles(options, name, chance)):
                draft = draft_of(pile, options, chance)
                place = os.path.join(folder, f"{os.path.basename(name).split('.')[0]}-{n}")
                results += judged(options.readout, place, pile, draft)
        for n, (article, draft) in enumerate(translated(options, chance)):
            results += judged(options.readout, os.path.join(folder, f"translations-{n}"), [article], draft)
    table(results, options)
    print(json.dumps({**figures(results), "part": options.part, "seed": options.seed, "seconds": round(time.time() - began)}))


def in_part(identity, part):
    """One half of all articles for tuning, the other for the figures."""
    odd = hashlib.sha256(identity.encode()).digest()[0] % 2
    return odd == (part == "final")


def piles(options, name, chance):
    with open(os.path.join(options.data, name), encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    articles = []
    for i, line in enumerate(lines):
        identity = str(line.get("id") or line.get("url") or i)
        day = (line.get("date") or "")[:10]
        event = str(line.get("event_id", ""))
        # Articles on one event stay in one part and in one pile.
        if in_part(event or identity, options.part) and 600 < len(line["text"] or "") < 12000:
            articles.append({"id": identity, "text": line["text"], "published": day or "2015-06-17", "event": event})
    chance.shuffle(articles)
    if articles and articles[0]["event"]:
        articles.sort(key=lambda a: a["event"])
        groups = {}
        for article in articles:
            groups.setdefault(article["event"], []).append(article)
        found = list(groups.values())
        chance.shuffle(found)
        return [group[:options.articles] for group in found[:options.piles]]
    size = options.articles
    return [articles[i * size:(i + 1) * size] for i in range(options.piles) if articles[i * size:(i + 1) * size]]


def draft_of(pile, options, chance):
    """Sentences with what was changed in them: up to four of each article changed, as many left alone."""
    draft = []
    wanted = [k for k in changes.KINDS if options.only in (None, k)]
    counts = {kind: 0 for kind in wanted}
    for article in pile:
        found = sentences(article["text"])
        chance.shuffle(found)
        made = 0
        # Rare kinds first, and no more than three of a kind in a draft, so that each kind gets its share.
        for kind in sorted(wanted, key=lambda k: (RARE.index(k) if k in RARE else 9, counts[k], k)):
            for sentence in found:
                free = made < 4 and (counts[kind] < 3 or kind in RARE[:3])
                changed = changes.KINDS[kind](sentence, article["text"], chance) if free else None
                if changed and changed != sentence and changed not in article["text"]:
                    draft.append((kind, changed, sentence))
                    found.remove(sentence)
                    counts[kind] += 1
                    made += 1
                    break
        if options.only in (None, "nothing"):
            draft += [("nothing", s, s) for s in found[:4]]
    chance.shuffle(draft)
    return draft


def sentences(text):
    """Sentences that stand by themselves: whole, with balanced marks, and without a pronoun that nothing before explains."""
    out = []
    for paragraph in re.split(r"\n+", text):
        pieces, current = [], ""
        for word in paragraph.split():
            current = f"{current} {word}".strip()
            balanced = len(re.findall(r"[“”\"]", current)) % 2 == 0
            if balanced and re.search(r"[.!?][”\"’')]*$", word) and not ABBREVIATION.search(word.rstrip("”\"’')")):
                pieces.append(current)
                current = ""
        # A piece of direct speech goes on with who said it.
        out += [p for i, p in enumerate(pieces) if is_whole(p) and not (i + 1 < len(pieces) and pieces[i + 1][:1].islower())]
    return [s for s in dict.fromkeys(out) if text.count(s) == 1]


def is_whole(sentence):
    outside = OUTSIDE.sub(" ", sentence)
    words = sentence.split()
    if not 8 <= len(words) <= 45 or not re.match(r"[A-Z“\"]", sentence) or re.search(r"https?:|www\.|[\[\]{}<>|_@©•]|\.\.\.|…|:$", sentence):
        return False
    if re.search(r"\b(?:he|she|they|him|her|his|their|them|He|She|They|His|Her|Their|this|This|these|These|it|It|its|Its|that day|there)\b", first_words(outside)):
        return False
    if re.search(r"(?:^|[\s(])[”\"](?=\s|$)|\w[“\"]\w|[.!?,] \"[A-Z][^\"]*$", sentence) or not straight_in_order(sentence):
        return False
    return not re.match(r"[“\"].*[”\"]$", sentence) and not re.match(r"(?:But|And|So|Yet|Or|However|Also)\b", sentence)


def straight_in_order(sentence):
    """Straight marks that open behind a blank and close behind a letter or a stop."""
    marks = [m.start() for m in re.finditer('"', sentence)]
    opens = all(i == 0 or sentence[i - 1] in " (" for i in marks[::2])
    return opens and all(sentence[i - 1] not in " (" for i in marks[1::2])


def first_words(outside):
    """Up to the first name inside the sentence: behind it a pronoun has somebody to stand for."""
    name = re.search(r"(?<=\S )[A-Z][a-z]+", outside)
    return outside[:name.start()] if name else outside


def translated(options, chance):
    """Documents in two translations by people: one is the source, sentences of the other are the draft."""
    folder = os.path.join(options.data, "translations")
    documents = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".jsonl") and options.only in (None, "translations"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                documents += [json.loads(line) for line in file]
    documents = [d for d in documents if in_part(str(d["id"]), options.part) and {"refA", "refB"} <= set(d["versions"])]
    documents.sort(key=lambda d: (d.get("domain") != "news", str(d["id"])))
    news = [d for d in documents if d.get("domain") == "news"] or documents
    chance.shuffle(news)
    for document in news[:options.translations]:
        source, draft = document["versions"]["refA"], document["versions"]["refB"]
        article = {"id": str(document["id"]), "text": "\n\n".join(source), "published": "2021-06-17"}
        pairs = [(b, a) for a, b in zip(source, draft) if len(b.split()) >= 6 and re.search(r"[.!?”\"]$", b.strip())]
        if pairs:
            yield article, [("translations", " ".join(b.split()), a) for b, a in pairs]


def judged(readout, place, pile, draft):
    """What the program says of each sentence of a draft."""
    os.makedirs(os.path.join(place, "pile"), exist_ok=True)
    with open(os.path.join(place, "pile", "pile.jsonl"), "w", encoding="utf-8") as file:
        for a in pile:
            file.write(json.dumps({k: a[k] for k in ("id", "text", "published")}, ensure_ascii=False) + "\n")
    text, spans = "", []
    for kind, sentence, original in draft:
        spans.append((len(text), len(text) + len(sentence), kind, sentence, original))
        text += sentence + "\n\n"
    path = os.path.join(place, "draft.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    command = [readout, "check", path, os.path.join(place, "pile"), "--format", "jsonl"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    with open(os.path.join(place, "found.jsonl"), "w", encoding="utf-8") as file:
        file.write(done.stdout)
    found = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    found = [f for f in found if "finding" in f and f["finding"] not in AGREE and f.get("level") != "none"]
    out = []
    for start, end, kind, sentence, original in spans:
        mine = [f for f in found if start <= f["at"][0] < end]
        out.append({"kind": kind, "sentence": sentence, "original": original, "found": mine, "place": place})
    return out


def is_right(result):
    kinds = [f["finding"] for f in result["found"]]
    if result["kind"] not in changes.EXPECTED:
        return not kinds
    numbers = any(d.get("kind") == "number" for f in result["found"] if f["finding"] == "conflict" for d in f.get("differences", []))
    return any(k in changes.EXPECTED[result["kind"]] and (k != "conflict" or numbers) for k in kinds)


def figures(results):
    out = {}
    for kind in [*changes.KINDS, "all changes", "nothing", "translations"]:
        mine = [r for r in results if r["kind"] == kind or kind == "all changes" and r["kind"] in changes.KINDS]
        if not mine:
            continue
        right = sum(map(is_right, mine))
        if kind in ("nothing", "translations"):
            out[kind] = {"sentences": len(mine), "findings per 100": per_hundred(sum(len(r["found"]) for r in mine), len(mine)),
                         "sentences with one per 100": per_hundred(len(mine) - right, len(mine))}
        else:
            seen = sum(bool(r["found"]) for r in mine)
            out[kind] = {"sentences": len(mine), "right kind": per_hundred(right, len(mine)), "any finding": per_hundred(seen, len(mine))}
    return out


def per_hundred(part, whole):
    return round(100 * part / whole, 1)


def table(results, options):
    print(f"{'changed':<14}{'sentences':>10}{'right kind':>12}{'any finding':>13}")
    for kind, row in figures(results).items():
        if "right kind" in row:
            print(f"{kind:<14}{row['sentences']:>10}{row['right kind']:>12}{row['any finding']:>13}")
    print(f"\n{'unchanged':<14}{'sentences':>10}{'findings per 100':>18}{'sentences with one per 100':>28}")
    for kind, row in figures(results).items():
        if "findings per 100" in row:
            print(f"{kind:<14}{row['sentences']:>10}{row['findings per 100']:>18}{row['sentences with one per 100']:>28}")
    for kind in [*changes.KINDS, "nothing", "translations"]:
        wrong = [r for r in results if r["kind"] == kind and not is_right(r)]
        for r in wrong[:options.show]:
            told = "; ".join(f"{f['finding']} ({f['claim']}) {f['printed']!r}: {f.get('message', '')}" for f in r["found"]) or "nothing"
            print(f"\n[{kind}] {os.path.basename(r['place'])}\n  source: {r['original']}\n  draft:  {r['sentence']}\n  found:  {told}")
    print()


if __name__ == "__main__":
    main()
