"""Models in the shape of scikit-learn's estimators, fitted by the engine."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from . import _engine
from ._errors import NotFittedError
from ._ids import Ids
from ._ratings import Ratings

History = Mapping[Any, float]
_Rows = tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32], npt.NDArray[np.float32]]


_KINDS = {
    "own ratings": "because of your rating of {}",
    "fans": "popular with people who like {}",
    "popular": "popular with everybody",
    "taste group": "people of your taste like it",
    "similar users": "people like you like it",
}


@dataclass(frozen=True)
class Recommendations:
    """A list for one visitor, best first.

    Attributes
    ----------
    items : list of ids
    scores : array of shape (len(items),)
        The model's own scores, comparable within this list only.
    titles : list of str
        Empty texts where the data has no titles.
    reasons : list of dict
        Why each item is in the list: ``kind``, ``cited`` (pairs of an item and its stars), ``n_ratings``, ``mean_stars``.
    n_unknown : int
        Ratings that were left out because the model does not know the item.
    """

    items: list[Any]
    scores: npt.NDArray[np.float32]
    titles: list[str]
    reasons: list[dict[str, Any]] = field(repr=False)
    n_unknown: int = 0
    _cited_titles: list[list[str]] = field(default_factory=list, repr=False)

    @property
    def because(self) -> list[str]:
        """The reasons in words."""
        return [
            _KINDS[reason["kind"]].format(" and ".join(titles))
            for reason, titles in zip(self.reasons, self._cited_titles, strict=True)
        ]

    def to_dict(self) -> dict[str, Any]:
        """Columns ``item``, ``title``, ``score`` and ``because`` for a frame: ``pandas.DataFrame(found.to_dict())``."""
        return {"item": self.items, "title": self.titles, "score": self.scores, "because": self.because}

    def __len__(self) -> int:
        return len(self.items)

    def __str__(self) -> str:
        lines = [
            f"{place:3}  {score:9.4f}  {title or item}"
            for place, (item, score, title) in enumerate(zip(self.items, self.scores, self.titles, strict=True), 1)
        ]
        return "\n".join(lines)


@dataclass(frozen=True)
class Explanation:
    """What the score of one item is the sum of.

    Attributes
    ----------
    item : id
    everybody : float
        What everybody's taste adds.
    by_rating : list of (id, float)
        What each of the visitor's ratings adds or takes away, the largest size first.
    """

    item: Any
    everybody: float
    by_rating: list[tuple[Any, float]]

    @property
    def score(self) -> float:
        """The sum of all parts."""
        return self.everybody + sum(part for _, part in self.by_rating)


class Model:
    """What all models have in common; make one of the classes below.

    Parameters
    ----------
    random_state : int, optional
        Seed of every random choice; models without chance ignore it.
    n_threads : int
        0 is one thread for each core. No result depends on it.
    **params
        Hyper-parameters of the algorithm, as in ``docs/MODELS.md``; those left out have their defaults.

    Attributes
    ----------
    items_ : array of shape (n_items,)
        Ids of the columns; after ``fit``.
    """

    algorithm: ClassVar[str]

    def __init__(self, *, random_state: int | None = None, n_threads: int = 0, **params: Any) -> None:
        self.random_state = random_state
        self.n_threads = n_threads
        self._params = dict(params)
        self._fitted: _engine.Model | None = None
        self._ids: Ids | None = None
        self._users: Ids | None = None
        self._titles: list[str] = []
        _engine.check_params(self.algorithm, self._as_json())

    # -- parameters ---------------------------------------------------------------------------------------------------

    @classmethod
    def default_params(cls) -> dict[str, Any]:
        """The defaults of the algorithm's own parameters."""
        defaults: dict[str, Any] = json.loads(_engine.default_params(cls.algorithm))
        defaults.pop("algorithm")
        return defaults

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The parameters that were given, with ``random_state`` and ``n_threads``."""
        return {"random_state": self.random_state, "n_threads": self.n_threads, **self._params}

    def set_params(self, **params: Any) -> Self:
        """Change parameters; the model must be fitted again.

        Raises
        ------
        ValueError
            If the algorithm has no such parameter, or a value is outside its range.
        """
        before = self._params
        own = {name: value for name, value in params.items() if name not in ("random_state", "n_threads")}
        self._params = {**before, **own}
        try:
            _engine.check_params(self.algorithm, self._as_json())
        except ValueError:
            self._params = before
            raise
        self.random_state = params.get("random_state", self.random_state)
        self.n_threads = params.get("n_threads", self.n_threads)
        return self

    def _as_json(self) -> str:
        return json.dumps({name: value for name, value in self._params.items() if value is not None})

    # -- fit, save, load ----------------------------------------------------------------------------------------------

    def fit(self, ratings: Ratings, y: None = None) -> Self:
        """Learn from ratings. Ctrl-C ends the call at once.

        Raises
        ------
        TypeError
            If ``ratings`` are no :class:`Ratings`.
        MemoryError
            If the model would need more memory than its ``memory_mb`` allows.
        """
        if not isinstance(ratings, Ratings):
            got = type(ratings).__name__
            raise TypeError(f"expected Ratings, got {got}; make them with Ratings.from_csr or Ratings.from_frame")
        self._fitted = _engine.Model.fit(
            self.algorithm, self._as_json(), ratings._data, self.random_state, self.n_threads
        )
        self._ids = ratings._items
        self._users = ratings._users
        self._titles = ratings.titles
        return self

    def _model(self) -> _engine.Model:
        if self._fitted is None:
            raise NotFittedError(f"this {type(self).__name__} is not fitted yet; call `fit` first")
        return self._fitted

    def _item_ids(self) -> Ids:
        self._model()
        assert self._ids is not None
        return self._ids

    @property
    def items_(self) -> npt.NDArray[Any]:
        """Ids of the columns."""
        return self._item_ids().values

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write a model file, which the program can serve. Ids that such a file cannot hold go into ``PATH.ids.json``."""
        ids = self._item_ids()
        self._model().save(path)
        if not ids.fits_engine():
            ids.write(_beside(path))

    def __getstate__(self) -> dict[str, Any]:
        state = self.__dict__.copy()
        state["_fitted"] = None if self._fitted is None else self._fitted.to_bytes()
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        if state["_fitted"] is not None:
            self._fitted = _engine.Model.from_bytes(state["_fitted"])

    # -- questions ----------------------------------------------------------------------------------------------------

    def recommend(
        self,
        history: History,
        k: int = 10,
        *,
        only: Iterable[Any] | None = None,
        exclude: Iterable[Any] | None = None,
    ) -> Recommendations:
        """The best items for one visitor; rated ones are never among them.

        Parameters
        ----------
        history : mapping of id to stars
            Stars from 0.5 to 5. May be empty.
        k : int
            At most so many items.
        only, exclude : ids, optional
            Choose among these, or not among those. Unknown ids are ignored.
        """
        rows, n_unknown = self._rows([history])
        items, scores = self._model().recommend(rows, _at_least_1(k), self._allowed(only, exclude), self.n_threads)
        found = items[0][items[0] >= 0]
        reasons = self._model().reasons(rows, found.astype(np.uint32))
        ids = self._item_ids()
        cited_titles = []
        for reason in reasons:
            cited_titles.append([self._title(item) or str(ids.one(item)) for item, _ in reason["cited"]])
            reason["cited"] = [(ids.one(item), stars) for item, stars in reason["cited"]]
        titles = [self._title(item) for item in found]
        return Recommendations(ids.at(found), scores[0][: len(found)], titles, reasons, n_unknown, cited_titles)

    def recommend_many(
        self,
        histories: Sequence[History] | Ratings,
        k: int = 10,
        *,
        only: Iterable[Any] | None = None,
        exclude: Iterable[Any] | None = None,
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """Lists for many visitors on all threads.

        Returns
        -------
        positions : array of shape (n_visitors, k)
            Positions in ``items_``; short lists end with -1.
        scores : array of shape (n_visitors, k)
            NaN where the position is -1.
        """
        rows = self._rows_of(histories)
        return self._model().recommend(rows, _at_least_1(k), self._allowed(only, exclude), self.n_threads)

    def scores(self, histories: Sequence[History] | Ratings) -> npt.NDArray[np.float32]:
        """The score of every item, array of shape (n_visitors, n_items), comparable within a row only."""
        return self._model().scores(self._rows_of(histories), self.n_threads)

    def similar(self, item: Any, k: int = 10) -> list[tuple[Any, float]]:
        """The items that go best with one item, with how much one five-star rating of it adds to theirs.

        Raises
        ------
        TypeError
            If the model's scores are not sums over ratings.
        KeyError
            If there is no such item.
        """
        found = self._model().similar(self._item_ids().position(item), _at_least_1(k))
        if found is None:
            raise TypeError(f"the scores of {type(self).__name__} are not sums over ratings; try Ease, Ials or Blend")
        items, weights = found
        return list(zip(self._item_ids().at(items), weights, strict=True))

    def explain(self, history: History, items: Iterable[Any]) -> list[Explanation]:
        """What the score of each of ``items`` is the sum of.

        Raises
        ------
        TypeError
            If the model's scores are not sums over ratings.
        """
        rows, _ = self._rows([history])
        asked = list(items)
        at = np.asarray([self._item_ids().position(item) for item in asked], dtype=np.uint32)
        explained = self._model().explain(rows, at)
        if explained is None:
            raise TypeError(f"the scores of {type(self).__name__} are not sums over ratings; try Ease, Ials or Blend")
        ids = self._item_ids()
        return [
            Explanation(item, everybody, [(ids.one(one), part) for one, part in parts])
            for item, (everybody, parts) in zip(asked, explained, strict=True)
        ]

    def predict(self, history: History, items: Iterable[Any]) -> npt.NDArray[np.float32]:
        """How many stars the visitor would give each of ``items``: array of shape (n_items, 3) of middle, low and high.

        Raises
        ------
        TypeError
            If the model only ranks; :class:`Stars` and :class:`Blend` predict.
        """
        rows, _ = self._rows([history])
        at = np.asarray([self._item_ids().position(item) for item in items], dtype=np.uint32)
        parts = self._model().predict(rows, at, self.n_threads)
        return np.stack([part[0] for part in parts], axis=1)

    def _title(self, position: int) -> str:
        return self._titles[position] if self._titles else ""

    # -- conversions --------------------------------------------------------------------------------------------------

    def _rows_of(self, histories: Sequence[History] | Ratings) -> _Rows:
        if isinstance(histories, Ratings):
            if not np.array_equal(histories.items, self.items_):
                raise ValueError("these ratings have other items than those that the model was fitted on")
            values, indices, indptr = histories.csr_arrays()
            return indptr.astype(np.int64), indices.astype(np.uint32), values
        return self._rows(histories)[0]

    def _rows(self, histories: Sequence[History]) -> tuple[_Rows, int]:
        ids = self._item_ids()
        indptr, columns, stars, n_unknown = [0], [], [], 0
        for history in histories:
            if not isinstance(history, Mapping):
                raise TypeError(f"a history maps ids to stars, such as {{1: 4.5}}; got {type(history).__name__}")
            for item, given in history.items():
                if not 0.5 <= float(given) <= 5.0:
                    raise ValueError(f"{given!r} stars for the item {item!r}; they must be in 0.5..=5")
                try:
                    columns.append(ids.position(item))
                    stars.append(float(given))
                except KeyError:
                    n_unknown += 1
            indptr.append(len(columns))
        rows = (
            np.asarray(indptr, dtype=np.int64),
            np.asarray(columns, dtype=np.uint32),
            np.asarray(stars, dtype=np.float32),
        )
        return rows, n_unknown

    def _allowed(self, only: Iterable[Any] | None, exclude: Iterable[Any] | None) -> npt.NDArray[np.bool_] | None:
        if only is None and exclude is None:
            return None
        ids = self._item_ids()
        allowed = np.full(len(ids), only is None, dtype=np.bool_)
        if only is not None:
            allowed[ids.positions(only)[0]] = True
        if exclude is not None:
            allowed[ids.positions(exclude)[0]] = False
        return allowed

    def __sklearn_is_fitted__(self) -> bool:
        return self._fitted is not None

    def __repr__(self) -> str:
        given = {name: value for name, value in self.get_params().items() if value not in (None, 0) or name in self._params}
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in given.items())})"


class Popularity(Model):
    """Damped count and mean: the floor that every other model must beat."""

    algorithm = "popularity"


class KMeans(Model):
    """Groups of users by taste; recommends what a visitor's groups like more than everybody does."""

    algorithm = "kmeans"

    def groups(self, histories: Sequence[History] | Ratings) -> npt.NDArray[np.uint32]:
        """The group that explains each visitor best: array of shape (n_visitors,), the largest group is 0."""
        return np.asarray(self._model().groups(self._rows_of(histories)), dtype=np.uint32)


class UserKnn(Model):
    """What the most similar users like."""

    algorithm = "user-knn"

    def neighbours(self, history: History) -> list[tuple[Any, float]]:
        """The most similar users with their similarity, best first, at most ``n_neighbours``.

        The similarity is 0 to 2 (``docs/MODELS.md#user-knn``). Users are ids after ``fit``, and rows of the training ratings after
        :func:`load_model`.
        """
        rows, _ = self._rows([history])
        found = self._model().neighbours(rows, self.n_threads)[0]
        users = [row for row, _ in found] if self._users is None else self._users.at([row for row, _ in found])
        return list(zip(users, [similarity for _, similarity in found], strict=True))


class Ease(Model):
    """Weights between items in closed form (Steck, *Embarrassingly Shallow Autoencoders*, WWW 2019)."""

    algorithm = "ease"


class Ials(Model):
    """A short vector for every user and item (Hu, Koren and Volinsky, ICDM 2008)."""

    algorithm = "ials"

    @property
    def item_factors_(self) -> npt.NDArray[np.float32]:
        """The vector of each item: array of shape (n_items, n_factors); zeros for an item that nobody rated."""
        return self._model().item_vectors()

    def visitor_factors(self, histories: Sequence[History] | Ratings) -> npt.NDArray[np.float32]:
        """The vector of each visitor: array of shape (n_visitors, n_factors), solved with the items' vectors fixed."""
        return self._model().visitor_vectors(self._rows_of(histories), self.n_threads)


class Blend(Model):
    """The default of the program: a weighted sum of ``Ease`` and ``Ials``, with weights of its own for short histories."""

    algorithm = "blend"


class Stars(Model):
    """Predicted stars with an interval; not meant as a ranking."""

    algorithm = "stars"


class NaiveKMeans(Model):
    """For comparison only: clusters of raw star rows, ranked by the raw mean of the visitor's cluster."""

    algorithm = "naive-kmeans"


class NaiveUserKnn(Model):
    """For comparison only: Pearson's correlation over whatever two people share, ranked by raw weighted means."""

    algorithm = "naive-user-knn"


_CLASSES: dict[str, type[Model]] = {
    one.algorithm: one
    for one in (Popularity, KMeans, UserKnn, Ease, Ials, Blend, Stars, NaiveKMeans, NaiveUserKnn)
}


def load_model(path: str | os.PathLike[str], *, ratings: Ratings | None = None) -> Model:
    """Open a model file, of this package or of the program.

    Parameters
    ----------
    path : path
    ratings : Ratings, optional
        Gives titles; its items must be those of the model.

    Raises
    ------
    OSError
        If there is no such file.
    ValueError
        If it is no model file, is damaged, comes from a newer version, or has other items than ``ratings``.
    """
    opened = _engine.Model.open(path)
    if opened.algorithm not in _CLASSES:
        raise ValueError(f"the model file holds `{opened.algorithm}`, which this package does not offer")
    params: dict[str, Any] = json.loads(opened.params)
    params.pop("algorithm")
    model = _CLASSES[opened.algorithm](**{name: value for name, value in params.items() if value is not None})
    model._ids = Ids.read(_beside(path)) or Ids(opened.item_ids)
    if len(model._ids) != len(opened.item_ids):
        n_ids, n_items = len(model._ids), len(opened.item_ids)
        raise ValueError(f"`{_beside(path)}` has {n_ids} ids, but the model has {n_items} items")
    if ratings is not None:
        if not np.array_equal(ratings.items, model._ids.values):
            raise ValueError("these ratings have other items than those that the model was fitted on")
        model._titles = ratings.titles
    model._fitted = opened
    return model


def _beside(path: str | os.PathLike[str]) -> str:
    return f"{os.fspath(path)}.ids.json"


def _at_least_1(k: int) -> int:
    if k < 1:
        raise ValueError(f"k is {k}; it must be at least 1")
    return int(k)
