"""Closed-form item weights of `irspack`: `DenseSLIMRecommender` (EASE) and `EDLAERecommender`."""

import numpy as np
from irspack import DenseSLIMRecommender, EDLAERecommender

from ranking import rank
from split import Split


def fit(split: Split, params: dict, n_threads: int) -> np.ndarray:
    """Weights, n_items x n_items, float32."""
    if params["dropout"] > 0:
        model = EDLAERecommender(split.train, reg=params["reg"], dropout_p=params["dropout"])
    else:
        model = DenseSLIMRecommender(split.train, reg=params["reg"])
    model.learn()
    # Row-major, so that a fold-in reads whole rows.
    return np.ascontiguousarray(model.W, dtype=np.float32)


def lists(weights: np.ndarray, split: Split, k: int, n_threads: int) -> np.ndarray:
    return rank(lambda rows: split.foldin[rows] @ weights, split.rated, k, n_threads)
