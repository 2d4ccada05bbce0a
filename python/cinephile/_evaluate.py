"""Leaderboards."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from . import _engine
from ._models import Model
from ._ratings import Ratings


class Leaderboard:
    """How good models are for people that they were not fitted on.

    Attributes
    ----------
    rows : list of dict
        One row a model, the best first: ``name``, ``score``, ``metrics`` and all else that ``cinephile evaluate --json`` writes.
    header : dict
        Protocol, split, seed and numbers of users.
    """

    def __init__(self, board: dict[str, Any]) -> None:
        self.rows: list[dict[str, Any]] = board["rows"]
        self.header: dict[str, Any] = {name: value for name, value in board.items() if name != "rows"}

    def __getitem__(self, name: str) -> dict[str, Any]:
        for row in self.rows:
            if row["name"] == name:
                return row
        raise KeyError(f"no model {name!r}; there are: {', '.join(row['name'] for row in self.rows)}")

    def __repr__(self) -> str:
        lines = [f"{row['name']:<20} {row['score']:.4f}" for row in self.rows]
        return "\n".join([f"{'model':<20} score", *lines])


def evaluate(
    ratings: Ratings,
    models: Sequence[Model] | Mapping[str, Model],
    *,
    protocol: str = "strong",
    part: str = "test",
    seed: int = 1,
    n_threads: int = 0,
) -> Leaderboard:
    """Hold users out, fit the models on the others, and judge their lists for the held-out ones.

    The same split, figures and digits as ``cinephile evaluate`` (``docs/EVALUATION.md``).

    Parameters
    ----------
    ratings : Ratings
    models : models, or mapping of names to models
        They are not changed: each is fitted anew on the training users.
    protocol : {"strong", "strong-stars", "few-ratings"}
    part : {"test", "val"}
        Choose parameters on ``val`` only.
    seed : int
        Seed of the split, of revealed ratings and of intervals.
    """
    named = models if isinstance(models, Mapping) else {model.algorithm: model for model in models}
    if len(named) < len(models):
        raise ValueError("two models have the same algorithm; give a mapping of names to models")
    contenders = []
    for name, model in named.items():
        contenders.append((name, model.algorithm, model._as_json(), model.random_state))
    board = _engine.evaluate_models(ratings._data, contenders, protocol, part, seed, n_threads)
    return Leaderboard(json.loads(board))
