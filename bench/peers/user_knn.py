"""Cosine user-kNN with SciPy: the `k` most similar training users, asked what they like."""

import numpy as np
import scipy.sparse as sps

from ranking import rank, top_k
from split import Split


def fit(split: Split, params: dict, n_threads: int) -> tuple[sps.csr_matrix, sps.csc_matrix, dict]:
    """The likes, and the rows at length 1, transposed."""
    return split.train, unit_rows(split.train).T.tocsr(), params


def lists(model: tuple[sps.csr_matrix, sps.csc_matrix, dict], split: Split, k: int, n_threads: int) -> np.ndarray:
    likes, by_item, params = model
    asked = unit_rows(split.foldin)

    def score(rows: slice) -> np.ndarray:
        cosines = (asked[rows] @ by_item).toarray()
        nearest = top_k(cosines, params["k"])
        weights = np.take_along_axis(cosines, nearest, axis=1) ** params["power"]
        starts = np.arange(0, nearest.size + 1, nearest.shape[1])
        neighbours = sps.csr_matrix((weights.ravel(), nearest.ravel(), starts), shape=cosines.shape)
        return (neighbours @ likes).toarray()

    return rank(score, split.rated, k, n_threads)


def unit_rows(likes: sps.csr_matrix) -> sps.csr_matrix:
    lengths = np.sqrt(np.maximum(likes.getnnz(axis=1), 1)).astype(np.float32)
    return sps.csr_matrix(sps.diags(1 / lengths) @ likes, dtype=np.float32)
