"""Changes one thing in a sentence in a known way, for tools/measure_check.py.

Every function gets a sentence, its article and a source of chance, and gives the changed sentence, or nothing where
the change would not be grammatical, not be real, or could not be seen by a careful reader who has the article.
"""

import re

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
SAYS = "said|says|added|told|warned|explained|insisted|argued|claimed|noted|stressed|announced"
MARKS = re.compile(r'[“"]([^“”"]+)[”"]')
NAME = r"[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?(?: (?:[A-Z]\. )?[A-Z][a-zé]+(?:[-'’][A-Z][a-z]+)?){0,2}"
NUMBER = re.compile(r"(?<![\w.,:/\-–+'’])([$£€]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d/:\-–'’]|[.,]\d)(%|bn\b|mn?\b|tn\b)?(?![\w])")
PARTICIPLE = r"(?:\w+ed|been|made|taken|given|found|held|sent|seen|done|put|set|told|won|lost|built|begun|become)"
NOT_VERB = r"(?:not|also|already|still|be|just|only|never|now|been|no|always|often|it|he|she|they|you|we|I|there|this|that|the|a|an)"


def number(sentence, article, chance):
    """Another number outright: no rounding leads from one to the other."""
    places = [m for m in NUMBER.finditer(sentence) if is_amount(sentence, m)]
    words = [m for m in re.finditer(r"(?<![\w-])(%s) (?=[a-z]+s\b)" % "|".join(NUMBERS), sentence)]
    words = [m for m in words if not re.search(r"(?:\bthe|\bone|\bor|\bto|\band) $", sentence[:m.start()])]
    chance.shuffle(places)
    for m in places:
        new = other_number(m.group(2), m.group(3) or "", chance)
        if new and not re.search(r"(?<![\d.,])%s(?!\d|[.,]\d)" % re.escape(new), article):
            return put(sentence, m.start(2), m.end(3) if m.group(3) else m.end(2), new)
    for m in words:
        others = [n for n in NUMBERS if abs(NUMBERS.index(n) - NUMBERS.index(m.group(1))) > 1]
        noun = re.match(r"[a-z]+", sentence[m.end():]).group(0)
        new = chance.choice(others)
        if not re.search(rf"\b{new} (\w+ )?{noun}", article, re.I):
            return put(sentence, m.start(1), m.end(1), new)
    return None


def is_amount(sentence, m):
    """Not a year, a day of a month, a number of a name or of a rank, a result of a game, an age beside a name."""
    before, after = sentence[:m.start()], sentence[m.end():]
    bare = not m.group(1) and not m.group(4)
    if re.search(r"(?:%s|Sept?|Oct|Nov|Dec|Jan|Feb|Mar|Apr|Aug)\.? $" % "|".join(MONTHS), before):
        return False
    if re.match(r"\s?(?:%s|a\.?m\b|p\.?m\b|[A-Z]|-|–|GMT|o'clock)" % "|".join(MONTHS), after):
        return False
    if bare and re.fullmatch(r"1[5-9]\d\d|20\d\d", m.group(2)) and not m.group(3):
        return False
    if bare and re.search(r"(?:[A-Z][\w.'’]*|\b(?:article|section|page|no|number|chapter|channel|phase|at|aged|the)\.?|[(,])\s$", before):
        return False
    return not bare or bool(re.match(r" (?:[a-z]+ )?[a-z]+|[.]$", after))


def other_number(whole, decimals, chance):
    digits = whole.replace(",", "")
    value = float(digits + decimals)
    if value == 0:
        return None
    for _ in range(20):
        changed = value * chance.choice([0.4, 0.6, 0.7, 1.3, 1.4, 1.6, 1.8])
        if decimals:
            new = f"{changed:.{len(decimals) - 1}f}"
        else:
            zeros = len(digits) - len(digits.rstrip("0"))
            new = str(int(round(changed / 10**zeros)) * 10**zeros)
        if abs(float(new) - value) >= max(0.15 * value, 1 if not decimals else 0) and float(new) > 1:
            return f"{float(new):,.{max(len(decimals) - 1, 0)}f}" if "," in whole else new
    return None


def scale(sentence, article, chance):
    """Million for billion."""
    other = {"million": "billion", "billion": "million", "trillion": "billion", "bn": "m", "thousand": "million"}
    places = list(re.finditer(r"(?<=\d)( ?)(million|billion|trillion|thousand|bn)\b", sentence))
    if not places:
        return None
    m = chance.choice(places)
    figure = re.search(r"[\d.,]+$", sentence[:m.start()]).group(0)
    new = other[m.group(2)]
    if re.search(re.escape(figure) + " ?" + new + r"\b", article):
        return None
    return put(sentence, m.start(2), m.end(2), new)


def unit(sentence, article, chance):
    """Per cent for percentage points, one currency for another, miles for kilometres."""
    out = []
    if not (re.search(r"\$", sentence) and re.search("[£€]", sentence)):
        for old, new in [("$", "€"), ("£", "$"), ("€", "£")]:
            # "A$5" and "US$5" are other currencies already.
            out += [put(sentence, m.start(), m.end(), new) for m in re.finditer(r"(?<![\w])" + re.escape(old) + r"(?=\d)", sentence)][:1]
    growth = r"((?:rose|fell|grew|rise|fall|increased|decreased|declined|dropped|up|down|jumped|climbed)(?: by)? \d+(?:\.\d+)?)(%| percent\b| per cent\b)"
    out += [put(sentence, m.start(2), m.end(2), " percentage points") for m in re.finditer(growth, sentence)]
    pairs = [("kilometers", "miles"), ("kilometres", "miles"), ("miles", "kilometres"), ("km", "miles"), ("feet", "metres"),
             ("dollars", "euros"), ("euros", "dollars"), ("tonnes", "kilograms"), ("tons", "kilograms"), ("kg", "tonnes")]
    for old, new in pairs:
        # Both units in a sentence: one is the other converted.
        if not re.search(rf"\d ?{new}", sentence):
            out += [put(sentence, m.start(1), m.end(1), new) for m in re.finditer(rf"\d ({old})\b", sentence)]
    return chance.choice(out) if out else None


def date(sentence, article, chance):
    """Another day of the week, of the month, another month or year."""
    out = []
    for m in re.finditer(r"\b(?:on|last|next|since|until|by) (%s)\b(?! [A-Z])" % "|".join(DAYS), sentence):
        out.append((m.start(1), m.end(1), chance.choice([d for d in DAYS if d not in sentence])))
    for m in re.finditer(r"\b(?:%s) (\d{1,2})\b(?!,\d|\d|[-–])" % "|".join(MONTHS), sentence):
        day = int(m.group(1))
        out.append((m.start(1), m.end(1), str(chance.choice([d for d in range(1, 29) if d != day]))))
    for m in re.finditer(r"\b(?:[Ii]n|since|until|last|by|next) (%s)\b(?! \d|,? [A-Z])" % "|".join(MONTHS), sentence):
        out.append((m.start(1), m.end(1), chance.choice([x for x in MONTHS if x not in sentence])))
    for m in re.finditer(r"\b(?:[Ii]n|since|until|by|of|from|%s) ((?:19|20)\d\d)\b(?![-–,\d%%]| [A-Z])" % "|".join(MONTHS), sentence):
        year = int(m.group(1))
        new = str(year + chance.choice([-7, -4, -2, -1, 1, 2]))
        if new not in sentence:
            out.append((m.start(1), m.end(1), new))
    if not out:
        return None
    return put(sentence, *chance.choice(out))


def speakers(article):
    """Names that say something in this article, as they are printed beside the verb."""
    found = re.findall(rf"[”\",] (?:{SAYS}) ((?:M[rs]s? |Dr )?{NAME})(?=[,.;:]| (?:in|at|on|during|of|that|after|to)\b)", article)
    found += re.findall(rf"(?:^|(?<=[.”\"\n] ))((?:M[rs]s? |Dr )?{NAME}) (?:{SAYS})\b", article, re.M)
    common = r"(?:The|He|She|It|They|We|But|And|This|That|In|One|Some|Many|I|You|No|Who|As|Police|Officials|Others|An?|Critics|Experts|Sources|Analysts|Researchers|Authorities|Another)\b"
    found = {name for name in found if not re.match(common, name)}
    # One word alone is a person's where the article prints it behind a first name or a title.
    return sorted(n for n in found if " " in n or re.search(rf"(?:[A-Z][a-z]+|M[rs]s?) {re.escape(n)}\b", article))


def speaker(sentence, article, chance):
    """Another speaker of the same article in an attribution."""
    others = speakers(article)
    for name in others:
        verb = rf"(?:{SAYS})"
        m = re.search(rf"[”\",] {verb} ({re.escape(name)})(?=[,.;:]| (?:in|at|on|during|after)\b)|^({re.escape(name)})(?= {verb}\b)", sentence)
        if not m:
            continue
        at = 1 if m.group(1) else 2
        last = name.split()[-1]
        fit = [o for o in others if not set(o.split()[-1:]) & set(name.split()) and o.split()[-1] not in sentence and last not in o]
        # A description of the first speaker beside the name would make the change absurd.
        if fit and not sentence[m.end(at):].startswith(", ") and sentence.count(last) == 1:
            return put(sentence, m.start(at), m.end(at), chance.choice(fit))
    return None


def negation(sentence, article, chance):
    """`not` put in or taken out."""
    if sentence.rstrip("”\"").endswith("?") or re.search(r"\bnot (?:only|just|least)|whether|\bif\b", sentence):
        return None
    out = []
    for m in re.finditer(r"\b(is|are|was|were|has|have|had|will|would|can|should|must|did|does|do) not ", sentence):
        rest = sentence[m.end():]
        if m.group(1) not in ("did", "does", "do") and not re.search(r"\b(?:any|yet|ever|at all|until|but|anything|anyone|either|nor|necessarily)\b", rest[:80]):
            out.append(put(sentence, m.start(), m.end(), m.group(1) + " "))
    inserted = [r"\b(is|are|was|were) (?=(?:%s|the|a|in|on|at|to|under|expected)\b)" % PARTICIPLE,
                r"\b(has|have|had) (?=%s\b)" % PARTICIPLE,
                r"\b(will|would|can|should|must) (?=(?:be|[a-z]{3,})\b)"]
    for pattern in inserted:
        for m in re.finditer(pattern, sentence):
            before, after = sentence[:m.start()], sentence[m.end():]
            asked = re.search(r"\b(?:than|as|what|how|who|when|where|which|so|and) $|^$|[“\"]$", before)
            odd = re.match(rf"{NOT_VERB}\b", after) and not re.match(r"(?:be|been|the|a)\b", after)
            if not asked and not odd and not re.search(r"n[’']t|\bnot\b|never\b|\bno\b", sentence[max(0, m.start() - 40):m.end() + 60]):
                out.append(put(sentence, m.end(), m.end(), "not "))
    return chance.choice(out) if out else None


def certainty(sentence, article, chance):
    """What may be becomes what will be, and the other way round; what is planned is done."""
    out = []
    base = r"(?=(?:be|have|make|take|go|get|come|give|help|cost|face|need|see|lead|become|lose|run|cause|bring|mean|start|begin|continue|return|join|meet|play|open|close|raise|cut|rise|fall|pay|allow|remain|include|work|receive)\b)"
    for old, new in [("may", "will"), ("might", "will"), ("will", "may"), ("will", "might"), ("could", "will")]:
        for m in re.finditer(rf"(?<=\w) {old} {base}", sentence):
            asked = re.search(r"\b(?:if|whether|doubt|doubts|determined|insists|what|how|who|when|where|which)\b[^,;]*$", sentence[:m.start()])
            if not asked and not (old == "could" and not sentence[m.end():].startswith("be ")) and not sentence[m.end():].startswith("have "):
                out.append(put(sentence, m.start(), m.end(), f" {new} "))
    for old, new in [("is expected to", "is certain to"), ("are expected to", "are certain to"), ("is likely to", "is certain to"),
                     ("are likely to", "are certain to"), (" reportedly ", " "), (" allegedly ", " "), (" probably ", " "), (" possibly ", " ")]:
        out += [put(sentence, m.start(), m.end(), new) for m in re.finditer(re.escape(old) if old[0] == " " else rf"\b{old}\b", sentence)]
    for m in re.finditer(r"\b(?:the|this|a|its|his|her) (?!\w+s\b)[a-z]+( will be )(?=%s\b)" % PARTICIPLE, sentence):
        out.append(put(sentence, m.start(1), m.end(1), " was "))
    return chance.choice(out) if out else None


def cut(sentence, article, chance):
    """A condition, a negation or a number taken out of a quotation without a sign: at its end, its head or between commas."""
    out = []
    for quoted in MARKS.finditer(sentence):
        inside = quoted.group(1)
        for start, end in [*cut_tails(inside), *cut_heads(inside), *cut_middles(inside)]:
            rest = inside[:start] + inside[end:]
            if HEAVY.search(inside[start:end]) and len(inside[start:end].split()) >= 3 and len(rest.split()) >= 6:
                rest = rest[:1].upper() + rest[1:] if inside[:1].isupper() else rest
                out.append(sentence[:quoted.start(1)] + rest + sentence[quoted.end(1):])
    return chance.choice(out) if out else None


HEAVY = re.compile(r"\b(?:if|If|unless|Unless|until|Until|provided|as long as|except|not|never|no|without)\b|n[’']t\b|\d")
OPEN = re.compile(r"(?:As|If|When|While|After|Before|Because|According|Rather|Unless|Since|Although|Though|Of course)\b")


def cut_tails(inside):
    link = r",? (?:(?:only |even )?(?:if|unless|(?<!now )until|provided that|as long as(?! possible)|except|because|after|before)|, but|, and|(?:but|and)(?= (?:I|we|it|they|he|she|you|there)\b)) [^,;.“”]+(?=[,.]*$|\. )"
    for m in re.finditer(link, inside):
        own = re.split(r"[.!?] ", inside[:m.start()])[-1]
        # What stays must be whole, and not hang on what goes: "not ... but", "so ... that".
        if len(own.split()) >= 5 and not OPEN.match(own) and not re.search(r"\b(?:not|neither|either|so|such|only)\b|n[’']t\b", own):
            yield m.span()


def cut_heads(inside):
    m = re.match(r"(?:If|Unless|Until|Provided|As long as) [^,.“”]+, (?=(?:we|it|they|he|she|you|there|the|I|that)\b)", inside)
    if m:
        yield m.span()


def cut_middles(inside):
    for m in re.finditer(r"(?<=[a-z]), (?:which|who|with|without|not|including|except) [^,.“”]+,(?= [a-z])", inside):
        yield m.span()


def splice(sentence, article, chance):
    """The first part of one quotation and the last part of another within one pair of marks."""
    own = next((m for m in MARKS.finditer(sentence) if len(m.group(1).split()) >= 9), None)
    if not own or not sentence.startswith(own.group(0)[0]):
        return None
    first = re.match(r"(.{25,}?),? (?=(?:and|but|because|which|so|that) )", own.group(1).strip())
    head = first.group(1) if first else None
    where = article.find(own.group(1))
    tails = []
    for paragraph in article.split("\n"):
        for other in MARKS.finditer(paragraph):
            if own.group(1) in paragraph or sentence in paragraph or abs(article.find(other.group(1)) - where) < len(sentence) + 200:
                continue
            tail = re.search(r"(?<=,) (?:and|but|because|so) .{25,}$|(?<=\w) (?:and|but|because|so) (?:it|we|they|I|the|this|he|she) .{20,}$", other.group(1))
            if tail and len(tail.group(0).split()) >= 6:
                tails.append(tail.group(0).rstrip(",. "))
    if not head or len(head.split()) < 5 or not tails:
        return None
    close = own.group(1)[-1] if own.group(1)[-1] in ",.!" else ""
    if re.match(r"(?:As|If|When|While|After|Before|Because|According|Rather|Of course)\b", own.group(1)):
        return None
    return put(sentence, own.start(1), own.end(1), head + "," + chance.choice(tails) + close)


def put(sentence, start, end, new):
    return sentence[:start] + new + sentence[end:]


KINDS = {f.__name__: f for f in (number, scale, unit, date, speaker, negation, certainty, cut, splice)}
EXPECTED = {
    "number": {"number", "altered", "unfair-rounding", "conflict"},
    "scale": {"scale"},
    "unit": {"unit"},
    "date": {"date", "other-period"},
    "speaker": {"misattributed"},
    "negation": {"negation"},
    "certainty": {"certainty", "status"},
    "cut": {"cut"},
    "splice": {"joined"},
}
