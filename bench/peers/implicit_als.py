"""ALS of `implicit` (Hu, Koren, Volinsky 2008) with its conjugate-gradient solver in f32."""

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from threadpoolctl import threadpool_limits

from ranking import without_rated
from split import Split


def fit(split: Split, params: dict, n_threads: int) -> AlternatingLeastSquares:
    model = AlternatingLeastSquares(
        factors=params["factors"],
        regularization=params["regularization"],
        alpha=params["alpha"],
        iterations=params["epochs"],
        num_threads=n_threads,
        random_state=1,
    )
    # Its documentation asks for one BLAS thread, because it runs its own threads around BLAS.
    with threadpool_limits(1, "blas"):
        model.fit(split.train, show_progress=False)
    return model


def lists(model: AlternatingLeastSquares, split: Split, k: int, n_threads: int) -> list[np.ndarray]:
    """Folds all users in and ranks in one batch; rated items beside the likes are dropped from a longer list."""
    extra = int((split.rated.getnnz(axis=1) - split.foldin.getnnz(axis=1)).max())
    with threadpool_limits(1, "blas"):
        found, _ = model.recommend(
            np.arange(len(split.users)), split.foldin, N=min(k + extra, len(split.items)), recalculate_user=True
        )
    return found if extra == 0 else without_rated(found, split.rated, k)
