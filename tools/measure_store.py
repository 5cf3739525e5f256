"""Measures a store on documents of your own: adding, searching, what is new, size and memory.

    python3 tools/measure_store.py --readout target/release/readout --count 20000 news.jsonl more.jsonl

The files are JSON lines with a `text`. Times of single commands include the start of the program. Adding is measured
in processor seconds, so that a busy machine does not change it much; wall-clock seconds stand beside.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import tempfile
import time


def documents(paths, count):
    """So many lines, taken from the files in turn, so that every kind of text comes early and late."""
    files = [open(path, encoding="utf-8") for path in paths]
    out = []
    while files and len(out) < count:
        for file in list(files):
            line = file.readline()
            if not line:
                files.remove(file)
                continue
            value = json.loads(line)
            value["id"] = f"{os.path.basename(file.name)}-{value.get('id', len(out))}-{len(out)}"
            out.append(value)
    return out[:count]


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command, lines=None):
    before, start = processor_seconds(), time.monotonic()
    given = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n" if lines else None
    done = subprocess.run(command, input=given, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    return processor_seconds() - before, time.monotonic() - start


def part(times, share):
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def queries(texts, count):
    """Pairs of neighbouring words of the texts, spread evenly."""
    step = max(1, len(texts) // count)
    found = []
    for text in texts[::step]:
        words = re.findall(r"[A-Za-z]{4,}", text["text"])
        if len(words) > 20:
            found.append([words[10], words[11]])
    return found[:count]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readout", default="readout")
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--searches", type=int, default=200)
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    texts = documents(options.paths, options.count)
    size = sum(len(text["text"].encode()) for text in texts)
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "measured.db")
        add = [options.readout, "add", "--store", store, "--stdin", "--record", "never"]
        # The last hundred are the texts of the first hundred with another name: only the store has grown.
        first, middle = texts[:100], texts[100:-100]
        last = [{**text, "id": f"again-{text['id']}", "text": text["text"] + "\n"} for text in first]
        first_cpu, first_wall = run(add, first)
        middle_cpu, middle_wall = run(add, middle)
        last_cpu, last_wall = run(add, last)
        count = len(middle)
        print(f"documents {len(texts)}, {size / len(texts):.0f} bytes each")
        print(f"added: {count / middle_wall:.1f} documents a second, {1000 * middle_cpu / count:.1f} ms of processor each")
        print(f"last 100 against first 100: {last_cpu / first_cpu:.2f} (processor), {last_wall / first_wall:.2f} (wall clock)")
        print(f"store: {os.path.getsize(store) / size:.2f} bytes for each byte of text")
        print(f"peak memory: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
        for name, commands in {
            "search": [[options.readout, "search", "--store", store, *words] for words in queries(texts, options.searches)],
            "since": [[options.readout, "since", "2020-01-01", "--store", store, "--about", words[0], "--format", "json"]
                      for words in queries(texts, 50)],
        }.items():
            times = [run(command) for command in commands]
            wall, used = [t[1] for t in times], [t[0] for t in times]
            print(f"{name}: p50 {1000 * part(wall, 0.5):.0f} ms, p99 {1000 * part(wall, 0.99):.0f} ms"
                  f" (processor: {1000 * part(used, 0.5):.0f}, {1000 * part(used, 0.99):.0f}), {len(times)} calls")


main()
