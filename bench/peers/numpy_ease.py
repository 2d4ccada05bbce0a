"""EASE (Steck 2019) and EDLAE (Steck 2020) as one would write them with SciPy, with care: Gram matrix from the sparse
likes, f32 Cholesky and inverse by LAPACK (`potrf`, `potri`) in one n x n buffer."""

import numpy as np
from scipy.linalg import lapack

from ranking import rank
from split import Split

COLUMNS_A_BLOCK = 1024


def fit(split: Split, params: dict, n_threads: int) -> np.ndarray:
    """Weights, n_items x n_items, float32, row-major."""
    n = len(split.items)
    gram = np.zeros((n, n), np.float32, order="F")
    by_item, likes = split.train.T.tocsr(), split.train.tocsc()
    for left in range(0, n, COLUMNS_A_BLOCK):
        right = min(left + COLUMNS_A_BLOCK, n)
        # Cholesky reads only the lower triangle.
        gram[left:, left:right] = (by_item[left:] @ likes[:, left:right]).toarray()
    diagonal = np.diag_indices(n)
    dropout = params["dropout"]
    gram[diagonal] += params["reg"] + dropout / (1 - dropout) * gram[diagonal]
    factor, failed = lapack.spotrf(gram, lower=1, overwrite_a=1, clean=0)
    if failed:
        raise ArithmeticError(f"spotrf: {failed}")
    inverse, failed = lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed:
        raise ArithmeticError(f"spotri: {failed}")
    for left in range(0, n, COLUMNS_A_BLOCK):
        right = min(left + COLUMNS_A_BLOCK, n)
        corner = np.tril(inverse[left:right, left:right])
        inverse[left:right, left:right] = corner + np.tril(corner, -1).T
        inverse[left:right, right:] = inverse[right:, left:right].T
    # The inverse is symmetric, so its transpose is a row-major view of the same matrix.
    weights = inverse.T
    weights /= -weights.diagonal().copy()
    weights[diagonal] = 0
    return weights


def lists(weights: np.ndarray, split: Split, k: int, n_threads: int) -> np.ndarray:
    return rank(lambda rows: split.foldin[rows] @ weights, split.rated, k, n_threads)
