"""Groups of users by taste."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from . import _engine
from ._ratings import Ratings


class LovedGenre(NamedTuple):
    """A genre that a group loves more than the others do."""

    genre: str
    share: float
    """The part of what the group likes that is of this genre, 0 to 1."""
    lift: float
    """That part over the same part among all others."""


class LovedItem(NamedTuple):
    """An item that a group loves more than the others do."""

    item: Any
    title: str
    n_ratings: int
    mean_stars: float
    lift: float
    """What the group's ratings say for it per member, over the same of all others."""


@dataclass(frozen=True)
class Group:
    """What sets one group apart.

    Attributes
    ----------
    number : int
        0 is the largest group.
    n_members, n_ratings : int
        How many people, and how many ratings they gave.
    genres : list of LovedGenre
    items : list of LovedItem
    """

    number: int
    n_members: int
    n_ratings: int
    genres: list[LovedGenre]
    items: list[LovedItem] = field(repr=False)

    def __str__(self) -> str:
        genres = ", ".join(f"{one.genre} {one.lift:.1f}x" for one in self.genres) or "no genre stands out"
        return f"group {self.number}: {self.n_members} users, {self.n_ratings} ratings; {genres}"


class ClusterQuality(NamedTuple):
    """How well users fit into some number of groups."""

    k: int
    inertia: float
    """Sum of squared distances of the users to their groups' centres; lower is tighter."""
    silhouette: float
    """-1 to 1, higher is better; 0 for a single group."""
    n_judged: int
    """How many users the silhouette is the mean of."""


class Clusters:
    """Users in groups, made by :func:`clusters`.

    Attributes
    ----------
    users : array of shape (n_users,)
        Ids.
    labels : int array of shape (n_users,)
        The group of each user; 0 is the largest, -1 a user without ratings.
    centres : float array of shape (k, n_items)
        Directions of taste.
    n_ratings : int array of shape (k, n_items)
        How many members rated each item.
    mean_stars : float array of shape (k, n_items)
        Their mean; NaN where nobody rated.
    groups : list of Group
        What sets each group apart.
    inertia : float
        Sum of squared distances of the users (as directions of length 1) to their groups' centres.
    """

    def __init__(self, ratings: Ratings, params: str, found: dict[str, Any], n_threads: int) -> None:
        self._ratings, self._params, self._n_threads = ratings, params, n_threads
        self.users: npt.NDArray[Any] = ratings.users
        self.labels: npt.NDArray[np.int32] = found["labels"]
        self.centres: npt.NDArray[np.float32] = found["centres"]
        self.n_ratings: npt.NDArray[np.uint32] = found["n_ratings"]
        sums: npt.NDArray[np.float32] = found["star_sums"]
        self.mean_stars: npt.NDArray[np.float32] = np.full(sums.shape, np.nan, dtype=np.float32)
        np.divide(sums, self.n_ratings, out=self.mean_stars, where=self.n_ratings > 0)
        self.inertia: float = found["inertia"]
        ids, titles = ratings._items, ratings.titles
        self.groups: list[Group] = [
            Group(
                number,
                group["n_members"],
                group["n_ratings"],
                [LovedGenre(*genre) for genre in group["genres"]],
                [LovedItem(ids.one(item), titles[item], *rest) for item, *rest in group["items"]],
            )
            for number, group in enumerate(found["groups"])
        ]

    @property
    def k(self) -> int:
        """How many groups: as many as asked for, or fewer if there are fewer distinct users."""
        return len(self.groups)

    @cached_property
    def silhouette(self) -> float:
        """The mean silhouette: -1 to 1, higher is better; 0 for a single group. Clusters once more, with the same result."""
        return _measure(self._ratings, self._params, [self.k], self._n_threads)[0].silhouette

    def members(self, group: int) -> npt.NDArray[Any]:
        """Ids of the users in a group."""
        if not 0 <= group < self.k:
            raise IndexError(f"there is no group {group}: there are {self.k}")
        return np.asarray(self.users[self.labels == group])

    def __repr__(self) -> str:
        return f"Clusters({len(self.labels):,} users in {self.k} groups, inertia {self.inertia:.1f})"

    def __str__(self) -> str:
        return "\n".join([repr(self), *(str(group) for group in self.groups)])


def clusters(
    ratings: Ratings,
    k: int | None = None,
    *,
    n_top: int = 10,
    n_genres: int = 3,
    random_state: int | None = None,
    n_threads: int = 0,
    **params: Any,
) -> Clusters:
    """Sort users into groups of like taste, as ``cinephile clusters`` does.

    K-means on directions of taste (``docs/MODELS.md#kmeans``). To recommend by groups, fit :class:`KMeans`.

    Parameters
    ----------
    ratings : Ratings
    k : int, optional
        How many groups, 1 to 4096; left out, 1.5 times the root of the number of users.
    n_top, n_genres : int
        How many items and genres describe a group.
    random_state : int, optional
        Seed of the first centres; 1 if left out.
    n_threads : int
        0 is one thread for each core. The result does not depend on it.
    **params
        Further parameters of :class:`KMeans`.

    Raises
    ------
    ValueError
        If a parameter is outside its range, or nobody rated anything.

    Examples
    --------
    >>> import cinephile as cp
    >>> found = cp.clusters(cp.sample(), k=5)
    >>> found.k, len(found.groups[0].genres)
    (5, 3)
    """
    text = _text(params, k, random_state)
    return Clusters(ratings, text, _engine.fit_clusters(ratings._data, text, n_top, n_genres, n_threads), n_threads)


def cluster_quality(
    ratings: Ratings,
    ks: Iterable[int],
    *,
    random_state: int | None = None,
    n_threads: int = 0,
    **params: Any,
) -> list[ClusterQuality]:
    """Inertia and silhouette for several numbers of groups, as ``cinephile clusters --elbow`` prints them.

    Parameters
    ----------
    ratings : Ratings
    ks : iterable of int
        Numbers of groups.
    random_state, n_threads, **params
        As for :func:`clusters`.
    """
    return _measure(ratings, _text(params, None, random_state), [int(k) for k in ks], n_threads)


def _measure(ratings: Ratings, params: str, ks: list[int], n_threads: int) -> list[ClusterQuality]:
    return [ClusterQuality(*found) for found in _engine.measure_clusters(ratings._data, params, ks, n_threads)]


def _text(params: dict[str, Any], k: int | None, random_state: int | None) -> str:
    given = {**params, "k": k, "seed": random_state}
    return json.dumps({name: value for name, value in given.items() if value is not None})
