"""The split of leaderboards, for models of this package and of any other library."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from . import _engine
from ._ids import Ids
from ._ratings import Ratings


@dataclass(frozen=True)
class ListScores:
    """How well lists find what was hidden.

    Attributes
    ----------
    metrics : dict
        For ``recall@20``, ``recall@50`` and ``ndcg@100`` the ``mean`` over users, its standard error ``se``, and the ends ``low``
        and ``high`` of a 95 % interval.
    per_user : dict
        The value of each metric for each user, in the order of :attr:`Split.users`.
    n_users : int
        Held-out users; one without a list scores 0.
    warnings : list of str
        What is wrong with the lists, one sentence each.
    """

    metrics: dict[str, dict[str, float]]
    per_user: dict[str, npt.NDArray[np.float64]] = field(repr=False)
    n_users: int
    warnings: list[str]

    def __str__(self) -> str:
        lines = [f"{name:<10} {one['mean']:.4f}  [{one['low']:.4f}, {one['high']:.4f}]" for name, one in self.metrics.items()]
        return "\n".join([*lines, *(f"warning: {text}" for text in self.warnings)])


class Split:
    """Training users, and held-out users of whom some likes are hidden; made by :func:`split`.

    All parts have the same items: those that a training user likes.

    Attributes
    ----------
    part : {"test", "val"}
        Which held-out users these are.
    seed : int
    """

    def __init__(self, ratings: Ratings, part: str, seed: int, held_out: float | None) -> None:
        self.part, self.seed = part, seed
        self._source = ratings
        self._split = _engine.Split.draw(ratings._data, seed, held_out)

    @cached_property
    def train(self) -> Ratings:
        """The training users' likes (4 stars or more), each as five stars: what the protocol ``strong`` fits on."""
        return self._ratings(self._split.train(False))

    @cached_property
    def train_all(self) -> Ratings:
        """All ratings of the training users, with their stars: what ``strong-stars`` and ``few-ratings`` fit on."""
        return self._ratings(self._split.train(True))

    @cached_property
    def revealed(self) -> Ratings:
        """The held-out users' likes that a model may see, each as five stars; one row for each of :attr:`users`."""
        return self._ratings(self._split.held_out(self.part, "revealed"))

    @cached_property
    def revealed_all(self) -> Ratings:
        """The same likes with their stars, and the held-out users' ratings below four stars."""
        return self._ratings(self._split.held_out(self.part, "revealed_all"))

    @cached_property
    def hidden(self) -> Ratings:
        """The likes to find, each as five stars."""
        return self._ratings(self._split.held_out(self.part, "hidden"))

    @property
    def users(self) -> npt.NDArray[Any]:
        """Ids of the held-out users."""
        return self.revealed.users

    @property
    def items(self) -> npt.NDArray[Any]:
        """Ids of the items."""
        return self.train.items

    def score(self, lists: npt.ArrayLike | Mapping[Any, Iterable[Any]]) -> ListScores:
        """Score lists, from this package or any other, by the metrics of ``cinephile evaluate``.

        Parameters
        ----------
        lists : int array of shape (n_users, k), or mapping of user ids to item ids
            Best first. An array has one row for each of :attr:`users` and holds positions in :attr:`items`; short rows end with
            -1, as those of :meth:`Model.recommend_many` do. Ranks beyond 100 do not count.

        Raises
        ------
        ValueError
            If the array has another shape or type, or if a position is outside ``0..n_items``.
        KeyError
            If the mapping has a user who is not held out, or an item that nobody in training likes.
        """
        rows = self._from_mapping(lists) if isinstance(lists, Mapping) else self._from_array(np.asarray(lists))
        found = json.loads(self._split.score(self.part, rows))
        per_user = {name: np.asarray(values, dtype=np.float64) for name, values in found["per_user"].items()}
        return ListScores(found["metrics"], per_user, found["n_users"], found["warnings"])

    def write(self, folder: str | os.PathLike[str]) -> None:
        """Write the files of ``cinephile evaluate --export-split``, which holds both held-out parts."""
        self._split.write(folder)

    def _from_array(self, array: npt.NDArray[Any]) -> list[list[int]]:
        if array.ndim != 2 or len(array) != len(self.users) or array.dtype.kind not in "iu":
            raise ValueError(
                f"expected an array of positions of shape ({len(self.users)}, k), got {array.dtype} of shape {array.shape}"
            )
        rows = []
        for row in array.tolist():
            row = row[: row.index(-1)] if -1 in row else row
            wrong = next((at for at in row if not 0 <= at < len(self.items)), None)
            if wrong is not None:
                raise ValueError(f"position {wrong} is out of range: there are {len(self.items)} items")
            rows.append(row)
        return rows

    def _from_mapping(self, lists: Mapping[Any, Iterable[Any]]) -> list[list[int]]:
        users, items = self.revealed._users, self.train._items
        rows: list[list[int]] = [[] for _ in range(len(users))]
        for user, wanted in lists.items():
            try:
                row = users.position(user)
            except KeyError:
                raise KeyError(f"the user {user!r} is not held out") from None
            rows[row] = [items.position(item) for item in wanted]
        return rows

    def _ratings(self, data: _engine.Data) -> Ratings:
        source = self._source
        users = np.searchsorted(source._data.user_ids, data.user_ids)
        items = np.searchsorted(source._data.item_ids, data.item_ids)
        return Ratings(data, Ids(source.users[users]), Ids(source.items[items]))

    def __repr__(self) -> str:
        return (
            f"Split(seed={self.seed}: {self.train.n_users:,} training users, {len(self.users):,} {self.part} users,"
            f" {self.train.n_items:,} items)"
        )


def split(ratings: Ratings, *, part: str = "test", seed: int = 1, held_out: float | None = None) -> Split:
    """Hold users out as :func:`evaluate` does: the same seed gives the same split, here, there and in ``cinephile evaluate``.

    Parameters
    ----------
    ratings : Ratings
    part : {"test", "val"}
        Choose parameters on ``val`` only.
    seed : int
    held_out : float, optional
        Users in each of ``val`` and ``test``: a number, or a share below 0.5. Left out, a tenth, or 10,000 of 100,000 and more.

    Raises
    ------
    ValueError
        If there are too few users, or no such part.

    Examples
    --------
    >>> import cinephile as cp
    >>> split = cp.split(cp.sample())
    >>> model = cp.Ease().fit(split.train)
    >>> positions, _ = model.recommend_many(split.revealed, k=100)
    >>> scores = split.score(positions)
    >>> 0 < scores.metrics["ndcg@100"]["mean"] < 1
    True
    """
    if part not in ("test", "val"):
        raise ValueError(f"there is no part {part!r} of a split; there are 'test' and 'val'")
    return Split(ratings, part, seed, held_out)
