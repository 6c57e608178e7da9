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
    keys = _random_mark((field.wants[some] + field.offers[some]).tocsr(), chance)
    languages, free = field.languages[some], field.any_language[some]
    if not field.rules.shared_language or languages.nnz == 0:
        return keys
    majority = int(np.bincount(languages.indices).argmax())
    speaks = free.copy()
    speaks[_speakers(languages, majority)] = True
    chosen = _random_mark(languages, chance)
    for language in sorted({int(x) for x in chosen[~speaks]}):
        alone = np.flatnonzero(~speaks & (chosen == language))
        bridges = _speakers(languages, language)
        bridges = bridges[speaks[bridges] & (keys[bridges] >= 0)]
        bridges = bridges[chance.order(len(bridges))][: BRIDGES * len(alone)]
        keys[alone] = keys[bridges] = -1 - language
    return keys


def _speakers(languages: sparse.csr_array, language: int) -> Index:
    speakers: Index = np.unique(languages[:, [language]].tocoo().row)
    return speakers


def _random_mark(marks: sparse.csr_array, chance: Chance) -> NDArray[np.int64]:
    """One random column set in each row of a csr array, columns renamed at random; else the end."""
    starts, columns, width = marks.indptr, marks.indices, marks.shape[1]
    lengths = np.diff(starts)
    words = chance.words(len(lengths))
    picked = starts[:-1] + (words % np.maximum(lengths, 1).astype(np.uint64)).astype(np.int64)
    keys = np.full(len(lengths), width, dtype=np.int64)
    some = lengths > 0
    keys[some] = columns[picked[some]]
    return keys
