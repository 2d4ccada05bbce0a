"""K-means of scikit-learn on sparse rows of length 1; a visitor gets the most liked items of the nearest group."""

import numpy as np
import scipy.sparse as sps
from sklearn.cluster import KMeans

from peers.user_knn import unit_rows
from ranking import rank
from split import Split


def cluster(rows: sps.csr_matrix, params: dict, seed: int) -> KMeans:
    return KMeans(n_clusters=params["k"], n_init=params["n_init"], random_state=seed).fit(rows)


def inertia(rows: sps.csr_matrix, params: dict, seed: int, n_threads: int) -> float:
    """The sum of squared distances to the nearest centres, after clustering."""
    return cluster(rows, params, seed).inertia_


def fit(split: Split, params: dict, n_threads: int) -> tuple[KMeans, np.ndarray]:
    """The clustering, and likes by group, k x n_items."""
    groups = cluster(unit_rows(split.train), params, seed=1)
    return groups, likes_by_group(split, groups.labels_, params["k"])


def lists(model: tuple[KMeans, np.ndarray], split: Split, k: int, n_threads: int) -> np.ndarray:
    groups, counts = model
    nearest = groups.predict(unit_rows(split.foldin))
    return rank(lambda rows: counts[nearest[rows]], split.rated, k, n_threads)


def likes_by_group(split: Split, labels: np.ndarray, n_groups: int) -> np.ndarray:
    """How often each group's members like each item; ties within a group go by everybody's likes."""
    everybody = np.bincount(split.train.indices, minlength=len(split.items)).astype(np.float32)
    counts = np.vstack([np.asarray(split.train[labels == g].sum(axis=0)).ravel() for g in range(n_groups)])
    return (counts + everybody / (everybody.sum() + 1)).astype(np.float32)
