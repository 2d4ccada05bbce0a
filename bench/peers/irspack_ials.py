"""iALS of `irspack` (Rendle et al. 2021: unobserved weight `alpha0`, frequency-scaled regularisation `nu`)."""

import numpy as np
from irspack import IALSRecommender

from ranking import rank
from split import Split


def fit(split: Split, params: dict, n_threads: int) -> IALSRecommender:
    model = IALSRecommender(
        split.train,
        n_components=params["factors"],
        alpha0=params["alpha0"],
        reg=params["reg"],
        nu=params["nu"],
        n_threads=n_threads,
        train_epochs=params["epochs"],
        random_seed=1,
    )
    model.learn()
    return model


def lists(model: IALSRecommender, split: Split, k: int, n_threads: int) -> np.ndarray:
    """Folds all users in with the library's threads, then ranks block by block."""
    users = model.compute_user_embedding(split.foldin)
    items = model.get_item_embedding().T
    return rank(lambda rows: users[rows] @ items, split.rated, k, n_threads)
