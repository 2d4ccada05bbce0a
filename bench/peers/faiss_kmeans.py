"""K-means of faiss on dense rows of length 1; a visitor gets the most liked items of the nearest group."""

import faiss
import numpy as np
import scipy.sparse as sps

from peers.sklearn_kmeans import likes_by_group
from peers.user_knn import unit_rows
from ranking import rank
from split import Split


def cluster(rows: np.ndarray, params: dict, seed: int, n_threads: int) -> faiss.Kmeans:
    faiss.omp_set_num_threads(n_threads)
    groups = faiss.Kmeans(
        rows.shape[1],
        params["k"],
        niter=params["epochs"],
        seed=seed,
        max_points_per_centroid=len(rows),
        min_points_per_centroid=1,
    )
    groups.train(rows)
    return groups


def inertia(rows: sps.csr_matrix, params: dict, seed: int, n_threads: int) -> float:
    """The sum of squared distances to the nearest centres, after clustering."""
    dense = rows.toarray()
    return cluster(dense, params, seed, n_threads).index.search(dense, 1)[0].sum()


def fit(split: Split, params: dict, n_threads: int) -> tuple[faiss.Kmeans, np.ndarray]:
    """The clustering, and likes by group, k x n_items. It takes dense rows only: 4 n_users n_items bytes."""
    rows = unit_rows(split.train).toarray()
    groups = cluster(rows, params, 1, n_threads)
    labels = groups.index.search(rows, 1)[1].ravel()
    return groups, likes_by_group(split, labels, params["k"])


def lists(model: tuple[faiss.Kmeans, np.ndarray], split: Split, k: int, n_threads: int) -> np.ndarray:
    groups, counts = model
    nearest = groups.index.search(unit_rows(split.foldin).toarray(), 1)[1].ravel()
    return rank(lambda rows: counts[nearest[rows]], split.rated, k, n_threads)
