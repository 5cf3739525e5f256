"""Serves a store with Datasette and looks at its pages: `datasette_pages.py STORE`."""

import asyncio
import sys

from datasette.app import Datasette


async def look(path):
    datasette = Datasette([path])
    name = path.rsplit("/", 1)[-1].removesuffix(".db")

    async def get(url):
        response = await datasette.client.get(f"/{name}{url}")
        assert response.status_code == 200, f"{url}: {response.status_code} {response.text[:300]}"
        return response

    await get("")
    for table in ("document", "fact", "entry", "report", "entity", "conflict"):
        await get(f"/{table}")
        assert (await get(f"/{table}.json?_shape=objects")).json()["rows"], f"{table} is empty"
    views = "who_said_what figures figures_compared timeline events agreements relations disagreements sources names"
    for view in views.split():
        await get(f"/{view}")
    for view in ("who_said_what", "figures_compared", "timeline", "disagreements", "sources", "names"):
        assert (await get(f"/{view}.json?_shape=objects")).json()["rows"], f"{view} is empty"
    # What is asked for most stands first, under a word of the trade.
    first = {
        "who_said_what": ["published", "speaker", "words"],
        "figures": ["measure", "value"],
        "figures_compared": ["measure", "verdict", "value"],
        "timeline": ["day", "what"],
        "events": ["day", "type", "participants"],
        "agreements": ["agreement", "status"],
        "relations": ["who", "relation", "what"],
        "disagreements": ["disagreement", "severity", "according_to", "words"],
        "sources": ["outlet", "documents"],
    }
    for view, columns in first.items():
        rows = (await get(f"/{view}.json?_shape=objects")).json()["rows"]
        assert list(rows[0])[: len(columns)] == columns, list(rows[0])
        assert all("[{" not in str(cell) and '["' not in str(cell) for row in rows for cell in row.values()), view
    values = [row["value"] for row in (await get("/figures.json?_shape=objects&_sort_desc=value")).json()["rows"]]
    numbers = [value for value in values if isinstance(value, (int, float))]
    assert numbers and numbers == sorted(numbers, reverse=True), "figures do not sort as numbers"
    assert (await get("/who_said_what.json?_facet=speaker")).json()["facet_results"], "no facets"
    report = (await get("/report")).text
    assert report.count('<a href="') > 3 * 20, "rows of the record do not lead to entry, document and fact"
    page = (await get("/document")).text
    assert 'name="_search"' in page, "the index of words is not recognised"
    found = (await get("/document.json?_search=reactor&_shape=objects")).json()["rows"]
    every = (await get("/document.json?_shape=objects")).json()["rows"]
    assert 0 < len(found) < len(every), (len(found), len(every))
    facts = (await get("/fact")).text
    assert any(row["title"] and row["title"][:20] in facts for row in every), "documents have no label"
    print(len(every))


asyncio.run(look(sys.argv[1]))
