"""Measures the conflicts of `readout record`: one disagreement planted between two outlets, and whether it is shown.

    python3 tools/measure_conflicts.py --readout target/release/readout --data FILE... [--part tune|final] [--seed 1]

Each FILE holds JSON lines with `text` and, if known, `id`, `date` and `title`. Every article becomes two: one as it was
printed, and one of a second outlet, whose paragraphs stand in another order, whose attributions use other verbs, and
which leaves some sentences out. In most of them one sentence says something else than the first outlet's: a number, a
day, a place, a name, who speaks, whether it happened, up or down, a negation, how sure it is. One pair in six has no
disagreement: every conflict that such a pair shows is counted as false. All pairs are read as one pile.

A disagreement is shown when a conflict of the record cites both outlets, and in one of them the changed sentence. The
same seed makes the same pairs. The last line is one JSON object.
"""

import argparse
import json
import random
import re
import subprocess
import tempfile

import check_changes as changes
from measure_check import in_part, sentences

OUTLETS = ["Harbour Post", "Inland Courier"]
SAYS = {"said": ["stated", "told reporters", "noted"], "says": ["states", "notes"], "added": ["said", "went on"]}
OPPOSITES = [("rose", "fell"), ("risen", "fallen"), ("increased", "decreased"), ("higher", "lower"), ("increase", "decrease"),
             ("gained", "lost"), ("grew", "shrank"), ("up", "down"), ("rise", "fall"), ("climbed", "dropped"), ("growth", "decline")]
DONE = {"signed": "sign", "opened": "open", "approved": "approve", "launched": "launch", "completed": "complete", "visited": "visit",
        "met": "meet", "resigned": "resign", "rejected": "reject", "bought": "buy", "sold": "sell", "acquired": "acquire", "closed": "close",
        "won": "win", "appointed": "appoint", "released": "release", "arrested": "arrest", "joined": "join", "cancelled": "cancel",
        "ordered": "order", "elected": "elect", "sent": "send", "cut": "cut", "raised": "raise", "received": "receive", "ended": "end"}
PLACE = re.compile(r"\bin ([A-Z][a-z]{3,})(?=[,.]| (?:on|after|and|where|to|for|at|with|as|that|by|was|were|will|has|is)\b)")
PERSON = re.compile(r"(?<![\w.“\"] )(?<!^)\b([A-Z][a-z]{2,} [A-Z][a-z]{3,})(?=,| (?:said|told|was|is|has|had|who|added)\b)")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--readout", required=True)
    parser.add_argument("--data", required=True, nargs="+")
    parser.add_argument("--part", choices=["tune", "final"], default="tune")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--show", type=int, default=0, help="so many sentences of each kind that were missed")
    parser.add_argument("--false", type=int, default=0, help="so many conflicts that nobody planted")
    parser.add_argument("--keep", help="a file to keep the articles in, to look at")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    articles = read(options, chance)
    kinds = kinds_of(articles)
    pairs = made(articles, kinds, options, chance)
    record = recorded(options, pairs)
    judge(pairs, record)
    table(pairs, kinds, options)


def read(options, chance):
    out = []
    for name in options.data:
        with open(name, encoding="utf-8") as file:
            for i, line in enumerate(map(json.loads, file)):
                if in_part(str(line.get("event_id") or line.get("id") or i), options.part) and 700 < len(line["text"] or "") < 6000:
                    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n|\n {2,}|\n(?=[A-Z“\"])", line["text"])]
                    out.append({"title": line.get("title"), "text": "\n\n".join(p for p in paragraphs if p)})
    chance.shuffle(out)
    return out


def kinds_of(articles):
    """Places and people are those of the other articles."""
    def common(pattern, least):
        found = {}
        for i, article in enumerate(articles):
            for name in set(pattern.findall(article["text"])):
                found.setdefault(name, set()).add(i)
        return sorted(name for name, where in found.items() if len(where) >= least and name not in changes.MONTHS + changes.DAYS)

    places, people = common(PLACE, 3), common(PERSON, 1)

    def place(sentence, article, chance):
        found = [m for m in PLACE.finditer(sentence) if m.group(1) in places]
        new = chance.choice(places) if places else ""
        return None if not found or new in article else changes.put(sentence, *chance.choice(found).span(1), new)

    def name(sentence, article, chance):
        found = [m for m in PERSON.finditer(sentence) if m.group(1) in people]
        new = chance.choice(people)
        return None if not found or new.split()[1] in article else changes.put(sentence, *chance.choice(found).span(1), new)

    return {**{k: changes.KINDS[k] for k in ("number", "scale", "date", "speaker", "negation", "certainty")},
            "place": place, "name": name, "direction": direction, "status": status}


def direction(sentence, _, chance):
    out = []
    for pair in OPPOSITES:
        for old, new in (pair, pair[::-1]):
            number = r"(?= (?:by |to |from |of |about |nearly )?[$£€]?\d)"
            out += [changes.put(sentence, *m.span(), new) for m in re.finditer(rf"(?<=\w )\b{old}\b{number}", sentence)]
    return chance.choice(out) if out else None


def status(sentence, _, chance):
    verbs = "|".join(DONE)
    before = r"(?<!was )(?<!were )(?<!been )(?<!be )(?<!is )(?<!are )(?<!not )(?<!of )(?<!by )(?<!and )(?<!being )(?<!get )(?<!got )(?<=[a-z] )"
    found = list(re.finditer(rf"{before}((?:has |have |had )?({verbs}))(?= (?:a|an|the|its|his|her|their|on|in|for|with)\b)", sentence))
    if not found:
        return None
    m = chance.choice(found)
    return changes.put(sentence, *m.span(1), "will " + DONE[m.group(2)])


def made(articles, kinds, options, chance):
    pairs, counts = [], dict.fromkeys(kinds, 0)
    for article in articles:
        if len(pairs) == options.pairs:
            break
        pair = {"a": article["text"], "title": article["title"], "kind": "nothing", "old": None, "new": None, "shown": False}
        if len(pairs) % 6:
            for kind in sorted(kinds, key=lambda k: (counts[k], k)):
                found = [s for s in sentences(article["text"]) if article["text"].count(s) == 1]
                chance.shuffle(found)
                turned = ((s, kinds[kind](s, article["text"], chance)) for s in found)
                hit = next(((s, n) for s, n in turned if n and n != s), None)
                if hit:
                    pair.update(kind=kind, old=hit[0], new=hit[1])
                    counts[kind] += 1
                    break
            if pair["kind"] == "nothing":
                continue
        pair["b"] = second(pair, chance)
        pairs.append(pair)
    return pairs


def second(pair, chance):
    """The second outlet's text: nothing in it but the changed sentence says anything else."""
    paragraphs = pair["a"].split("\n\n")
    head, body = paragraphs[:1], paragraphs[1:]
    planted = lambda p: pair["old"] and pair["old"] in p
    body = [p for p in body if planted(p) or chance.random() > 0.12]
    for _ in range(len(body) // 3):
        i = chance.randrange(max(len(body) - 1, 1))
        body[i:i + 2] = body[i:i + 2][::-1]
    out = []
    for paragraph in head + body:
        if planted(paragraph):
            paragraph = paragraph.replace(pair["old"], pair["new"])
        for old, new in SAYS.items():
            paragraph = re.sub(rf"\b{old}\b(?=[.,]| (?:that|the|he|it|in|on)\b)", lambda m: chance.choice(new), paragraph)
        out.append(re.sub(r"^(?:But|And) (?=\w)", "", paragraph))
    return "\n\n".join(out)


def recorded(options, pairs):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for i, pair in enumerate(pairs):
            for side, outlet in zip("ab", OUTLETS):
                line = {"id": f"{i}{side}", "url": f"https://{side}.example/{i}", "outlet": outlet, "title": pair["title"], "date": "2015-06-17", "text": pair[side]}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        if options.keep:
            with open(options.keep, "w", encoding="utf-8") as kept, open(file.name, encoding="utf-8") as lines:
                kept.write(lines.read())
        facts = subprocess.run([options.readout, "facts", file.name], capture_output=True, check=True, text=True).stdout
        record = json.loads(subprocess.run([options.readout, "record", file.name], capture_output=True, check=True, text=True).stdout)
    record["texts"] = {}
    for line in map(json.loads, facts.splitlines()):
        record["texts"][line["id"]] = (line["url"].split("//")[1].split(".")[0], int(line["url"].rsplit("/", 1)[1]), line["text"])
    return record


def judge(pairs, record):
    for pair in pairs:
        pair["false"] = []
    for conflict in record["conflicts"]:
        sides = [(*record["texts"][c["doc"]], c["at"]) for c in conflict["at"]]
        numbers = {number for _, number, _, _ in sides}
        pair = pairs[min(numbers)]
        touched = False
        for side, _, text, at in sides:
            sentence = pair["old" if side == "a" else "new"]
            start = text.find(sentence) if sentence else -1
            touched |= start >= 0 and any(s < start + len(sentence) and e > start for s, e in at)
        if len(numbers) == 1 and touched and {side for side, *_ in sides} == {"a", "b"}:
            pair["shown"] = True
            pair["as"] = conflict["kind"]
            continue
        pair["false"].append((conflict["kind"], conflict["why"], len(numbers) > 1, len({s for s, *_ in sides}) == 1))


def table(pairs, kinds, options):
    figures = {}
    for kind in [*kinds, "nothing"]:
        of_kind = [p for p in pairs if p["kind"] == kind]
        if not of_kind:
            continue
        if kind == "nothing":
            continue
        figures[kind] = {"planted": len(of_kind), "shown": round(100 * sum(p["shown"] for p in of_kind) / len(of_kind), 1)}
        print(f"{kind:10} {figures[kind]['planted']:4} planted, {figures[kind]['shown']:5.1f} of 100 shown")
        for pair in [p for p in of_kind if not p["shown"]][:options.show]:
            print("   missed:", pair["old"], "\n          ", pair["new"])
    planted = [p for p in pairs if p["kind"] != "nothing"]
    unchanged = [p for p in pairs if p["kind"] == "nothing"]
    alone = sum(not across and not one for p in unchanged for _, _, across, one in p["false"])
    print(f"all        {len(planted):4} planted, {100 * sum(p['shown'] for p in planted) / max(len(planted), 1):5.1f} of 100 shown")
    print(f"unchanged  {len(unchanged):4} pairs, {100 * alone / max(len(unchanged), 1):5.1f} conflicts between its two texts in 100")
    inside = sum(one and not across for p in pairs for _, _, across, one in p["false"])
    across = sum(a for p in pairs for _, _, a, _ in p["false"])
    other = sum(not a and not one for p in planted for _, _, a, one in p["false"])
    print(f"           of all {len(pairs)} pairs: {inside} inside one text, {across} between articles, {other} elsewhere in changed pairs")
    for kind, why, is_across, is_one in [f for p in pairs for f in p["false"]][:options.false]:
        print("   false:", kind, "between articles" if is_across else "inside one text" if is_one else "in a pair", why)
    print(json.dumps({"kinds": figures, "shown": round(100 * sum(p["shown"] for p in planted) / max(len(planted), 1), 1),
                      "false in 100 unchanged": round(100 * alone / max(len(unchanged), 1), 1), "part": options.part, "seed": options.seed}))


if __name__ == "__main__":
    main()
