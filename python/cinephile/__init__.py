"""Movie recommendations from a few ratings, by the engine of the program ``cinephile``.

>>> import cinephile as cp
>>> ratings = cp.sample()
>>> model = cp.Blend().fit(ratings)
>>> found = model.recommend({2: 5.0, 7: 4.5}, k=3)
>>> len(found.items)
3

Everything that is computed here is computed by the same Rust code as in the program: the figures are equal to the last digit, and
model files can be exchanged.
"""

from ._engine import __version__
from ._errors import NotFittedError
from ._evaluate import Leaderboard, evaluate
from ._models import (
    Blend,
    Ease,
    Explanation,
    Ials,
    KMeans,
    Model,
    Popularity,
    Recommendations,
    Stars,
    UserKnn,
    load_model,
)
from ._ratings import Ratings, load, sample, synth

__all__ = [
    "Blend",
    "Ease",
    "Explanation",
    "Ials",
    "KMeans",
    "Leaderboard",
    "Model",
    "NotFittedError",
    "Popularity",
    "Ratings",
    "Recommendations",
    "Stars",
    "UserKnn",
    "__version__",
    "evaluate",
    "load",
    "load_model",
    "sample",
    "synth",
]
