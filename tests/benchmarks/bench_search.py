"""Search among 100,000 takeaways: one to three words by how often people use them, on both databases.

The bar is on processor time, that of the database's server included: a clock measures busy neighbors too.
"""

import random
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

from sqlalchemy import Engine, insert, text

from facilitation.knowledge import documents, ranking
from facilitation.knowledge.model import Takeaway, Wanted
from facilitation.knowledge.words.stems import trigrams
from storage import search
from storage.engine import make_engine
from storage.help_tables import takeaway
from storage.knowledge_tables import stem, stem_gram, takeaway_text
from storage.migrate import upgrade
from storage.takeaways import TAKEAWAYS
from storage.work import Store
from tests.benchmarks.bench_courier import durable_server
from tests.benchmarks.figures import Figure
from tests.company import START, WORKSPACE, Company, person
from tests.storage_fixtures import store_on

TAKEAWAYS_KEPT = 100_000
WORDS = 20_000
COMMONEST = 50
LONG = 30
TIMES = 150
BARS = {"SQLite": 60, "PostgreSQL": 30}
_SYLLABLES = "ba ce di fo gu ha ki lo mu ne pi ro sa te vu wa xe zo".split()


def run() -> list[Figure]:
    """Measure on both databases."""
    figures = []
    with tempfile.TemporaryDirectory() as folder, durable_server() as server:
        urls = {"SQLite": f"sqlite:///{folder}/search.db", "PostgreSQL": server.create_database()}
        for name, url in urls.items():
            took, worked = zip(*measured(url), strict=True)
            of = f"search, 100,000 takeaways, {name}"
            figures += [
                Figure(f"{of}, p95 of processor time", [_p95(worked)], "ms", BARS[name]),
                Figure(f"{of}, p50 of processor time", worked, "ms"),
                Figure(f"{of}, p95 by the clock", [_p95(took)], "ms"),
                Figure(f"{of}, p50 by the clock", took, "ms"),
            ]
    return figures


def _p95(took: Sequence[float]) -> float:
    return quantiles(took, n=20)[-1]


def measured(url: str) -> list[tuple[float, float]]:
    """Return the milliseconds each of many searches took and worked, a tenth of them with a word spelled wrong."""
    upgrade(url)
    engine = make_engine(url)
    store = store_on(engine)
    Company(store).settle(person("ana"))
    chance = random.Random(3)
    vocabulary = _vocabulary(chance)
    _fill(engine, chance, vocabulary)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    asked = [_words(chance, vocabulary, chance.randint(1, 3)) for _ in range(TIMES)]
    asked = [_misspelled(chance, words) if n % 10 == 0 else words for n, words in enumerate(asked)]
    server = _server(engine)
    _search(store, "warm up", server)
    return [_search(store, words, server) for words in asked]


def _search(store: Store, words: str, server: Path | None) -> tuple[float, float]:
    wanted = Wanted(reader=f"{WORKSPACE}:ana")
    began, worked = time.perf_counter(), time.thread_time() + _worked(server)
    with store.begin() as work:
        ranking.search(work, WORKSPACE, words, wanted, START)
    worked = time.thread_time() + _worked(server) - worked
    return (time.perf_counter() - began) * 1000, worked * 1000


def _server(engine: Engine) -> Path | None:
    """Return where Linux says how long the server of our one connection has worked."""
    if engine.dialect.name == "sqlite":
        return None
    with engine.connect() as connection:
        return Path(f"/proc/{connection.scalar(text('SELECT pg_backend_pid()'))}/schedstat")


def _worked(server: Path | None) -> float:
    return int(server.read_text().split()[0]) / 1e9 if server else 0.0


def _vocabulary(chance: random.Random) -> list[str]:
    made = {"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(2 * WORDS)}
    return sorted(made)[:WORDS]


def _words(chance: random.Random, vocabulary: list[str], count: int) -> str:
    """Return words by Zipf's and Mandelbrot's law: the first, after those that say nothing, is in every ninth text."""
    ends = COMMONEST, WORDS + COMMONEST
    ranks = (ends[0] * (ends[1] / ends[0]) ** chance.random() - COMMONEST for _ in range(count))
    return " ".join(vocabulary[min(int(rank), WORDS - 1)] for rank in ranks)


def _misspelled(chance: random.Random, words: str) -> str:
    at = chance.randrange(max(len(words) - 1, 1))
    return words[:at] + words[at + 1 :]


def _fill(engine: Engine, chance: random.Random, vocabulary: list[str]) -> None:
    """Write takeaways and their stems, in bulk: one by one it would take minutes."""
    uses: dict[str, int] = {}
    code = search.code(WORKSPACE)
    for start in range(0, TAKEAWAYS_KEPT, 5000):
        kept, said = [], []
        for number in range(start, start + 5000):
            one = Takeaway(
                id=f"tak_{number}",
                workspace=WORKSPACE,
                title=_words(chance, vocabulary, 5),
                text=_words(chance, vocabulary, LONG),
                by=f"{WORKSPACE}:ana",
                kept_by=f"{WORKSPACE}:ana",
                created_at=START - timedelta(minutes=TAKEAWAYS_KEPT - number),
            )
            words = list(dict.fromkeys(f"{one.title} {one.text}".split()))
            marks = [documents.EVERY, documents.spoken("english"), documents.mark("k", "takeaway")]
            for word in (*words, *marks):
                uses[word] = uses.get(word, 0) + 1
            kept.append(TAKEAWAYS.row(one, version=1))
            said.append(
                {
                    "takeaway": one.id,
                    "title": " ".join(code + word for word in one.title.split()),
                    "stems": " ".join(code + word for word in (*words, *marks)),
                }
            )
        with engine.begin() as connection:
            connection.execute(insert(takeaway), kept)
            connection.execute(insert(takeaway_text), said)
    known = [{"workspace": WORKSPACE, "stem": s, "uses": n} for s, n in uses.items()]
    grams = [
        {"workspace": WORKSPACE, "stem": s, "gram": g} for s in vocabulary for g in trigrams(s)
    ]
    with engine.begin() as connection:
        connection.execute(insert(stem), known)
        connection.execute(insert(stem_gram), grams)
