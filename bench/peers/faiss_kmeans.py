"""K-means of faiss on dense rows of length 1; a visitor gets the most liked items of the nearest group."""

import faiss
import numpy as np

from peers.sklearn_kmeans import likes_by_group
from peers.user_knn import unit_rows
from ranking import rank
from split import Split


def fit(split: Split, params: dict, n_threads: int) -> tuple[faiss.Kmeans, np.ndarray]:
    """The clustering, and likes by group, k x n_items. It takes dense rows only: 4 n_users n_items bytes."""
    faiss.omp_set_num_threads(n_threads)
    rows = unit_rows(split.train).toarray()
    n_groups = params["k"]
    groups = faiss.Kmeans(
        rows.shape[1], n_groups, niter=params["epochs"], seed=1, max_points_per_centroid=len(rows), min_points_per_centroid=1
    )
    groups.train(rows)
    labels = groups.index.search(rows, 1)[1].ravel()
    return groups, likes_by_group(split, labels, n_groups)


def lists(model: tuple[faiss.Kmeans, np.ndarray], split: Split, k: int, n_threads: int) -> np.ndarray:
    groups, counts = model
    nearest = groups.index.search(unit_rows(split.foldin).toarray(), 1)[1].ravel()
    return rank(lambda rows: counts[nearest[rows]], split.rated, k, n_threads)
