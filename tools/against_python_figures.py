"""dateparser and quantulum3 beside `readout facts` on the same texts in one run: CPU seconds, words a second, and what is found.

    python3 -m venv venv && venv/bin/pip install dateparser quantulum3
    cargo build --release
    python3 tools/against_python_figures.py --python venv/bin/python TEXTS...

TEXTS are folders and files: plain text (.txt) and JSON lines with a field `text` (.jsonl). Every figure is of a process of
its own, started cold. The Python process looks for dates (`search_dates`, English, dates of the past preferred) and for
quantities (without its classifier, the faster way); `readout facts` does everything that it does: grammar, names,
quotations, statements and events as well. Both run on one thread, in turns, and medians are printed.
"""
import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PEER = r'''
import json, sys, datetime, warnings
warnings.filterwarnings("ignore")
from dateparser.search import search_dates
from quantulum3 import classifier, parser
classifier.USE_CLF = False
settings = {"RELATIVE_BASE": datetime.datetime(2022, 11, 28), "PREFER_DATES_FROM": "past"}
found = {"dates": 0, "amounts": 0, "failed": 0}
for line in open(sys.argv[1], encoding="utf-8"):
    text = json.loads(line)["text"]
    for name, look in (("dates", lambda: search_dates(text, languages=["en"], settings=settings)),
                       ("amounts", lambda: parser.parse(text))):
        try:
            found[name] += len(look() or [])
        except Exception:
            found["failed"] += 1
print(json.dumps(found))
'''
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")}


def main():
    a = arguments()
    texts = sample(list(read(a.texts)), a.words, a.seed)
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} texts, {words} words, load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "texts.jsonl")
        lines = (json.dumps({"id": str(i), "text": text}) for i, text in enumerate(texts))
        source.write_text("\n".join(lines), encoding="utf-8")
        programs = {
            "dateparser + quantulum3": ([a.python, "-c", PEER, str(source)], peer_found),
            "readout facts": ([a.readout, "facts", str(source)], readout_found),
        }
        seconds, found = {name: [] for name in programs}, {}
        for _ in range(a.rounds):
            for name, (command, count) in programs.items():
                spent, output = run(command)
                seconds[name].append(spent)
                found[name] = count(output)
    for name, spent in seconds.items():
        median = statistics.median(spent)
        print(f"{name:24} {median:8.1f} CPU s {words / median:8.0f} words/CPU s   {found[name]}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path, help="folders, .txt and .jsonl files")
    parser.add_argument("--python", default=sys.executable, help="the Python that has dateparser and quantulum3")
    parser.add_argument("--readout", default="target/release/readout")
    parser.add_argument("--words", type=int, default=100_000, help="so many words of the texts, at random; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def read(paths):
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix == ".txt":
                yield file.read_text(encoding="utf-8", errors="replace")
            if file.suffix == ".jsonl":
                rows = (json.loads(line) for line in file.open(encoding="utf-8") if line.strip())
                yield from (row["text"] for row in rows if row.get("text"))


def sample(texts, words, seed):
    """Whole texts at random until so many words are together."""
    random.Random(seed).shuffle(texts)
    out, count = [], 0
    for text in texts:
        if words and count >= words:
            break
        out.append(text)
        count += len(text.split())
    return out


def run(command):
    """CPU seconds of a process of its own, and what it wrote."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env={**os.environ, **ONE_THREAD})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout.decode("utf-8")


def peer_found(output):
    return json.loads(output)


def readout_found(output):
    rows = [json.loads(line) for line in output.splitlines() if line.strip()]
    return {kind: sum(len(row[kind]) for row in rows) for kind in ("times", "amounts", "statements", "events") if rows and kind in rows[0]}


if __name__ == "__main__":
    main()
