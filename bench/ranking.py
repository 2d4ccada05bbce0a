"""From scores to lists: drops rated items and keeps the best `k`, best first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import scipy.sparse as sps

# Users a task: their dense scores (256 x 25,000 in float32 are 26 MB) stay near the caches.
USERS_A_TASK = 256

Score = Callable[[slice], np.ndarray]


def top_k(scores: np.ndarray, k: int) -> np.ndarray:
    """The columns of the `k` largest scores of each row, best first."""
    k = min(k, scores.shape[1])
    best = np.argpartition(scores, -k, axis=1)[:, -k:]
    order = np.argsort(-np.take_along_axis(scores, best, axis=1), axis=1, kind="stable")
    return np.take_along_axis(best, order, axis=1)


def rank(score: Score, rated: sps.csr_matrix, k: int, n_threads: int) -> np.ndarray:
    """Lists for every row of `rated`: `score(rows)` gives a writable dense block, `rated` items are left out.

    Blocks are shared out among `n_threads` threads; NumPy and SciPy release the interpreter's lock in the parts
    that cost time.
    """

    def block(start: int) -> np.ndarray:
        rows = slice(start, min(start + USERS_A_TASK, rated.shape[0]))
        scores = score(rows)
        scores[rated[rows].nonzero()] = -np.inf
        return top_k(scores, k)

    with ThreadPoolExecutor(n_threads) as pool:
        return np.vstack(list(pool.map(block, range(0, rated.shape[0], USERS_A_TASK))))


def without_rated(lists: np.ndarray, rated: sps.csr_matrix, k: int) -> list[np.ndarray]:
    """The first `k` of each list that the user has not rated, for libraries that filter only what is folded in."""
    return [
        items[~np.isin(items, rated.indices[rated.indptr[row] : rated.indptr[row + 1]])][:k]
        for row, items in enumerate(lists)
    ]
