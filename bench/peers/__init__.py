"""The peers: each module has `fit(split, params, n_threads)` and `lists(model, split, k, n_threads)`.

Parameters are the best of `tune.py` on the validation users of ml-latest-small, seeds 1 to 3, NDCG@100; among values
of equal worth (0.002) the rounder one was taken. Where nothing is said, the library's default stands.
"""

import importlib
from types import ModuleType

CONTENDERS: dict[str, tuple[str, dict]] = {
    "popularity": ("popularity", {}),
    "implicit-als-64": ("implicit_als", {"factors": 64, "regularization": 10.0, "alpha": 5.0, "epochs": 15}),
    "implicit-als-128": ("implicit_als", {"factors": 128, "regularization": 10.0, "alpha": 3.0, "epochs": 15}),
    "irspack-ials-64": ("irspack_ials", {"factors": 64, "alpha0": 0.1, "reg": 0.01, "nu": 1.0, "epochs": 16}),
    "irspack-ials-128": ("irspack_ials", {"factors": 128, "alpha0": 0.1, "reg": 0.01, "nu": 1.0, "epochs": 16}),
    "irspack-ease": ("irspack_ease", {"reg": 200.0, "dropout": 0.0}),
    "irspack-edlae": ("irspack_ease", {"reg": 100.0, "dropout": 0.33}),
    "numpy-ease": ("numpy_ease", {"reg": 200.0, "dropout": 0.0}),
    "numpy-edlae": ("numpy_ease", {"reg": 100.0, "dropout": 0.33}),
    "scipy-user-knn": ("user_knn", {"k": 50, "power": 3.0}),
    "sklearn-kmeans": ("sklearn_kmeans", {"k": 20, "n_init": 1}),
    "faiss-kmeans": ("faiss_kmeans", {"k": 10, "epochs": 25}),
    "naive-kmeans": ("naive_kmeans", {"k": 20}),
    "naive-pearson": ("naive_pearson", {"candidates": 100, "k": 50}),
}


def load(name: str) -> tuple[ModuleType, dict]:
    """The contender's module and a copy of its parameters."""
    module, params = CONTENDERS[name]
    return importlib.import_module(f"peers.{module}"), dict(params)
