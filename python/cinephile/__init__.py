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
from ._clusters import ClusterQuality, Clusters, Group, cluster_quality, clusters
from ._errors import NotFittedError
from ._evaluate import Leaderboard, evaluate
from ._imports import Export, read_export
from ._models import (
    Blend,
    Ease,
    Explanation,
    Ials,
    KMeans,
    Model,
    NaiveKMeans,
    NaiveUserKnn,
    Popularity,
    Recommendations,
    Stars,
    UserKnn,
    load_model,
)
from ._ratings import Ratings, load, sample, synth
from ._split import ListScores, Split, split

__all__ = [
    "Blend",
    "ClusterQuality",
    "Clusters",
    "Ease",
    "Explanation",
    "Export",
    "Group",
    "Ials",
    "KMeans",
    "Leaderboard",
    "ListScores",
    "Model",
    "NaiveKMeans",
    "NaiveUserKnn",
    "NotFittedError",
    "Popularity",
    "Ratings",
    "Recommendations",
    "Split",
    "Stars",
    "UserKnn",
    "__version__",
    "cluster_quality",
    "clusters",
    "evaluate",
    "load",
    "load_model",
    "read_export",
    "sample",
    "split",
    "synth",
]
