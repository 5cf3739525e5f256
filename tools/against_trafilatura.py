"""Megabytes of HTML a second: `readout-intake` beside Python trafilatura, on the same pages in one run.

    python3 -m venv /somewhere/venv && /somewhere/venv/bin/pip install trafilatura
    cargo build -p readout-intake --example articles
    /somewhere/venv/bin/python tools/against_trafilatura.py PAGES [--articles target/debug/examples/articles]

PAGES is a folder of saved pages (.html, .html.gz, in folders or not). Both take the article, its title, author, outlet
and day out of each page; processor time is counted, start left out on both sides, the best of three rounds.
"""
import argparse
import gzip
import os
import subprocess
import sys
import tempfile
import time


def pages(folder):
    for root, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.endswith((".html", ".htm", ".html.gz")):
                path = os.path.join(root, name)
                with (gzip.open if name.endswith(".gz") else open)(path, "rb") as file:
                    yield file.read()


def ours(program, folder):
    """The program says itself how long it took: pages read, bytes, seconds of processor time."""
    said = subprocess.run([program, folder], capture_output=True, text=True, check=True).stdout.split()
    return int(said[0]), float(said[2])


def theirs(documents):
    import trafilatura
    started, found = time.process_time(), 0
    for document in documents:
        found += trafilatura.bare_extraction(document, with_metadata=True, include_comments=False) is not None
    return found, time.process_time() - started


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pages")
    arguments.add_argument("--articles", default="target/debug/examples/articles")
    arguments.add_argument("--limit", type=int)
    arguments.add_argument("--rounds", type=int, default=3)
    call = arguments.parse_args()
    documents = list(pages(call.pages))[:call.limit]
    size = sum(map(len, documents)) / 1e6
    if not documents:
        sys.exit("there is no page in that folder")
    with tempfile.TemporaryDirectory() as folder:
        for number, document in enumerate(documents):
            with open(os.path.join(folder, f"{number:06}.html"), "wb") as file:
                file.write(document)
        rounds = [(ours(call.articles, folder), theirs(documents)) for _ in range(call.rounds)]
    best = [min(seconds for _, seconds in side) for side in zip(*rounds)]
    for name, found, seconds in (("readout", rounds[0][0][0], best[0]), ("trafilatura", rounds[0][1][0], best[1])):
        print(f"{name:12} {found} of {len(documents)} pages, {size:.1f} MB in {seconds:.2f} CPU s: {size / seconds:.2f} MB/s")
    print(f"{best[1] / best[0]:.1f} times")


if __name__ == "__main__":
    main()
