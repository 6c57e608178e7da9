"""What people are sorted by before they are cut into blocks: one random skill of their own."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Field, Index

BRIDGES = 4
"""Bilingual colleagues set aside for each person without the majority's language."""


def anchors(field: Field, some: Index, chance: Chance) -> NDArray[np.int64]:
    """One key for each of some people; equal keys share a skill, negative keys share a language.

    Whoever lacks the majority's language is keyed by a language of their own, together with
    bilingual colleagues enough to fill a circle, so that they meet people they can talk to.
    """
    keys = random_marks((field.wants[some] + field.offers[some]).tocsr(), chance, 1)[:, 0]
    languages, free = field.languages[some], field.any_language[some]
    if not field.rules.shared_language or languages.nnz == 0:
        return keys
    apart = without_majority(languages, free)
    speaks = np.ones(len(some), dtype=bool)
    speaks[apart] = False
    chosen = random_marks(languages, chance, 1)[:, 0]
    for language in sorted({int(x) for x in chosen[~speaks]}):
        alone = np.flatnonzero(~speaks & (chosen == language))
        bridges = _speakers(languages, language)
        bridges = bridges[speaks[bridges] & (keys[bridges] >= 0)]
        bridges = bridges[chance.order(len(bridges))][: BRIDGES * len(alone)]
        keys[alone] = keys[bridges] = -1 - language
    return keys


def without_majority(languages: sparse.csr_array, free: NDArray[np.bool_]) -> Index:
    """Rows of people who do not speak the language that most speak; `free` speak with everyone."""
    if languages.nnz == 0:
        return np.zeros(0, dtype=np.intp)
    speaks = free.copy()
    speaks[_speakers(languages, int(np.bincount(languages.indices).argmax()))] = True
    apart: Index = np.flatnonzero(~speaks)
    return apart


def random_marks(marks: sparse.csr_array, chance: Chance, count: int) -> NDArray[np.int64]:
    """Return random columns set in each row of a csr array, rows x count; the width where none is."""
    lengths, width = np.diff(marks.indptr), marks.shape[1]
    words = chance.words(len(lengths) * count).reshape(len(lengths), count)
    steps = words % np.maximum(lengths, 1).astype(np.uint64)[:, None]
    columns = np.append(marks.indices, width).astype(np.int64)
    keys: NDArray[np.int64] = columns[
        np.minimum(marks.indptr[:-1, None] + steps.astype(np.int64), len(columns) - 1)
    ]
    keys[lengths == 0] = width
    return keys


def _speakers(languages: sparse.csr_array, language: int) -> Index:
    speakers: Index = np.unique(languages[:, [language]].tocoo().row)
    return speakers
