"""Records -> for each the group it is in, by splink on DuckDB.

A standard model, no threshold of which was chosen by labels: several strict blocking rules,
comparisons from its library with their usual levels, probabilities estimated from the records
themselves as its tutorial does, and its clusters of all that is at least 0.95 probable.
"""

import re
from collections.abc import Sequence
from typing import Any

import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from data import Record
from paperdex.text import title_key

_PROBABLE = 0.95
_BLOCKING = (
    ("title",),
    ("doi",),
    ("substr(title, 1, 30)",),
    ("right(title, 30)",),
    ("substr(abstract, 1, 60)",),
    ("surname", "year"),
    ("surname", "substr(title, 1, 10)"),
    ("page", "year"),
)


def group_with_splink(records: Sequence[Record]) -> list[int]:
    database = DuckDBAPI()
    described = [_describe(place, record) for place, record in enumerate(records)]
    table = database.register(described)
    linker = Linker(table, _describe_model(), log_level="ERROR")
    training = linker.training
    sure = [block_on("title", "surname"), block_on("doi")]
    training.estimate_probability_two_random_records_match(sure, recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("title"), block_on("surnames", "year")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=_PROBABLE)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, _PROBABLE)
    group = [0] * len(records)
    for row in clusters.as_record_list():
        group[row["unique_id"]] = row["cluster_id"]
    return group


def _describe_model() -> SettingsCreator:
    year = [
        levels.NullLevel("year"),
        levels.ExactMatchLevel("year"),
        levels.AbsoluteDifferenceLevel("year", 1),
        levels.ElseLevel(),
    ]
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in _BLOCKING],
        comparisons=[
            _weigh_by_frequency(comparisons.JaroWinklerAtThresholds("title", [0.92, 0.88, 0.7])),
            comparisons.JaroWinklerAtThresholds("abstract", [0.92, 0.88, 0.7]),
            comparisons.ArrayIntersectAtSizes("surnames", [3, 2, 1]),
            comparisons.CustomComparison(year, output_column_name="year"),
            _weigh_by_frequency(comparisons.JaroWinklerAtThresholds("venue")),
            comparisons.ExactMatch("page"),
            comparisons.ExactMatch("doi"),
        ],
    )


def _weigh_by_frequency(comparison: Any) -> Any:
    """Equal titles tell less if many have them (*Editorial*), and so do venues."""
    return comparison.configure(term_frequency_adjustments=True)


def _describe(place: int, record: Record) -> dict[str, Any]:
    """Folded fields; None for what is missing. Of abstracts the first 300 letters."""
    surnames = [title_key(_find_surname(name)) for name in record["authors"]]
    page = re.search(r"\d+", record.get("pages") or "")
    return {
        "unique_id": place,
        "title": title_key(record["title"]) or None,
        "abstract": title_key(record.get("abstract") or "")[:300] or None,
        "surnames": surnames or None,
        "surname": surnames[0] if surnames else None,
        "year": int(record["year"]) if record.get("year") else None,
        "venue": title_key(record.get("venue") or "") or None,
        "page": page and page[0],
        "doi": record.get("doi") or None,
    }


def _find_surname(name: str) -> str:
    family, comma, _ = name.partition(",")
    return family if comma else name.split()[-1]
