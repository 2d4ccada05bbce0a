"""Ratings: from files, frames and matrices."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ._engine import Data
from ._ids import Ids, encode


class Ratings:
    """Who gave which movie how many stars. Immutable.

    Make one with :func:`load`, :meth:`from_frame` or :meth:`from_csr`.

    Attributes
    ----------
    users, items : array of shape (n_users,), (n_items,)
        Ids, in the order of rows and columns.
    n_duplicates : int
        Ratings that were left out because a later one of the same user and item counts.
    """

    def __init__(self, data: Data, users: Ids | None = None, items: Ids | None = None, n_duplicates: int = 0) -> None:
        self._data = data
        self._users = users if users is not None else Ids(data.user_ids)
        if items is None:
            texts = data.source_ids
            items = Ids(data.item_ids if texts is None else np.asarray(texts))
        self._items = items
        self.n_duplicates = n_duplicates
        self._movies: list[tuple[str, int, list[str]]] | None = None

    @classmethod
    def from_frame(
        cls,
        frame: Any,
        *,
        user: str = "user",
        item: str = "item",
        rating: str = "rating",
        title: str | None = None,
        name: str = "frame",
    ) -> Ratings:
        """Take ratings from a frame: pandas, Polars, an Arrow table, or a mapping of arrays.

        Parameters
        ----------
        frame : frame
            One row a rating; of several by the same user of the same item, the last counts.
        user, item, rating : str
            Names of columns. Ids may be whole numbers, texts or any values of one sortable type.
        title : str, optional
            Column of titles such as ``Heat (1995)``.

        Raises
        ------
        KeyError
            If there is no such column.
        ValueError
            If values are missing, or a rating is not 0.5, 1.0, ... 5.0 stars.
        """
        users, rows = encode(_column(frame, user), "users")
        items, columns = encode(_column(frame, item), "items")
        stars = _column(frame, rating).astype(np.float32)
        if not len(rows) == len(columns) == len(stars):
            raise ValueError(f"the columns have {len(rows)}, {len(columns)} and {len(stars)} values")
        titles: list[str] | None = None
        if title is not None:
            last = np.zeros(len(items), dtype=np.int64)
            last[columns] = np.arange(len(columns))
            titles = [str(text) for text in _column(frame, title)[last]]
        # Stable, so that of equal pairs the last one in the frame is the last one here.
        order = np.lexsort((np.arange(len(rows)), columns, rows))
        rows, columns, stars = rows[order], columns[order], stars[order]
        is_last = np.ones(len(rows), dtype=bool)
        is_last[:-1] = (np.diff(rows) != 0) | (np.diff(columns) != 0)
        n_duplicates = int(np.count_nonzero(~is_last))
        rows, columns, stars = rows[is_last], columns[is_last], stars[is_last]
        indptr = np.zeros(len(users) + 1, dtype=np.int64)
        np.cumsum(np.bincount(rows, minlength=len(users)), out=indptr[1:])
        data = Data.from_csr(
            name, indptr, columns.astype(np.uint32), stars, _engine_users(users), items.for_engine(), titles
        )
        return cls(data, users, items, n_duplicates)

    @classmethod
    def from_csr(
        cls,
        matrix: Any,
        *,
        users: Sequence[Any] | npt.NDArray[Any] | None = None,
        items: Sequence[Any] | npt.NDArray[Any] | None = None,
        titles: Sequence[str] | None = None,
        name: str = "matrix",
    ) -> Ratings:
        """Take ratings from a SciPy CSR matrix, users in rows and items in columns.

        Parameters
        ----------
        matrix : sparse matrix or array of shape (n_users, n_items)
            Stars. Anything with ``indptr``, ``indices``, ``data`` and ``shape``. Explicit zeros are refused: they are no stars.
        users, items : array of shape (n_users,), (n_items,), optional
            Ids of rows and columns; positions if left out. Item ids must rise.
        titles : sequence of shape (n_items,), optional

        Raises
        ------
        TypeError
            If the matrix is not in CSR form.
        ValueError
            If shapes and ids do not fit, such as those of a transposed matrix, or a value is not a number of stars.
        """
        missing = [part for part in ("indptr", "indices", "data", "shape") if not hasattr(matrix, part)]
        if missing or getattr(matrix, "format", "csr") != "csr":
            raise TypeError(f"expected a CSR matrix, got {type(matrix).__name__} (convert it with `.tocsr()`)")
        n_users, n_items = (int(length) for length in matrix.shape)
        user_ids = _ids(users, n_users, "users", "rows")
        item_ids = _ids(items, n_items, "items", "columns")
        if titles is not None and len(titles) != n_items:
            raise ValueError(f"{len(titles)} titles for a matrix with {n_items} columns")
        if not getattr(matrix, "has_sorted_indices", True):
            matrix = matrix.sorted_indices()
        data = Data.from_csr(
            name,
            np.ascontiguousarray(matrix.indptr, dtype=np.int64),
            np.ascontiguousarray(matrix.indices, dtype=np.uint32),
            np.ascontiguousarray(matrix.data, dtype=np.float32),
            _engine_users(user_ids),
            item_ids.for_engine(),
            None if titles is None else [str(title) for title in titles],
        )
        return cls(data, user_ids, item_ids)

    @property
    def name(self) -> str:
        """A short name of the data."""
        return self._data.name

    @property
    def n_users(self) -> int:
        """Number of users."""
        return self._data.shape[0]

    @property
    def n_items(self) -> int:
        """Number of items."""
        return self._data.shape[1]

    @property
    def n_ratings(self) -> int:
        """Number of ratings."""
        return self._data.shape[2]

    @property
    def users(self) -> npt.NDArray[Any]:
        """Ids of the rows."""
        return self._users.values

    @property
    def items(self) -> npt.NDArray[Any]:
        """Ids of the columns."""
        return self._items.values

    @property
    def titles(self) -> list[str]:
        """Titles of the columns; empty texts where there is none."""
        return [title for title, _, _ in self._all_movies()]

    @property
    def years(self) -> npt.NDArray[np.int64]:
        """Years of the columns; 0 where there is none."""
        return np.asarray([year for _, year, _ in self._all_movies()], dtype=np.int64)

    @property
    def genres(self) -> list[list[str]]:
        """Genres of the columns."""
        return [genres for _, _, genres in self._all_movies()]

    def _all_movies(self) -> list[tuple[str, int, list[str]]]:
        if self._movies is None:
            self._movies = self._data.movies
        return self._movies

    @property
    def n_ratings_by_item(self) -> npt.NDArray[np.int64]:
        """How many users rated each item: array of shape (n_items,)."""
        return np.bincount(self.csr_arrays()[1], minlength=self.n_items)

    def to_dict(self) -> dict[str, npt.NDArray[Any]]:
        """Columns ``user``, ``item`` and ``rating``, one row a rating, for a frame: ``pandas.DataFrame(ratings.to_dict())``."""
        values, indices, indptr = self.csr_arrays()
        rows = np.repeat(np.arange(self.n_users), np.diff(indptr))
        return {"user": self.users[rows], "item": self.items[indices], "rating": values}

    def movies_to_dict(self) -> dict[str, Any]:
        """Columns ``item``, ``title``, ``year``, ``genres`` (lists), ``n_ratings`` and ``mean_stars`` (NaN without ratings), one row an
        item, for a frame."""
        values, indices, _ = self.csr_arrays()
        n_ratings = self.n_ratings_by_item
        sums = np.bincount(indices, weights=values, minlength=self.n_items)
        means = np.full(self.n_items, np.nan)
        np.divide(sums, n_ratings, out=means, where=n_ratings > 0)
        return {
            "item": self.items,
            "title": self.titles,
            "year": self.years,
            "genres": self.genres,
            "n_ratings": n_ratings,
            "mean_stars": means,
        }

    def csr_arrays(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int32], npt.NDArray[Any]]:
        """The arrays ``(data, indices, indptr)``, in the order that ``scipy.sparse.csr_array`` takes.

        ``indptr`` is of ``int32`` up to 2147483647 ratings, which is what scikit-learn and implicit take, and of ``int64`` above.
        """
        indptr, indices, values = self._data.csr()
        fits = len(indices) <= np.iinfo(np.int32).max
        return values, indices, indptr.astype(np.int32) if fits else indptr

    def history(self, user: Any) -> dict[Any, float]:
        """The ratings of one user, by item id."""
        try:
            row = self._users.position(user)
        except KeyError:
            raise KeyError(f"no user has the id {user!r}") from None
        values, indices, indptr = self.csr_arrays()
        span = slice(int(indptr[row]), int(indptr[row + 1]))
        return dict(zip(self._items.at(indices[span]), values[span].tolist(), strict=True))

    def find(self, text: str) -> list[Any]:
        """Ids of items whose title holds ``text``, upper and lower case alike."""
        wanted = text.casefold()
        return self._items.at(at for at, title in enumerate(self.titles) if wanted in title.casefold())

    def __repr__(self) -> str:
        return f"Ratings({self.name!r}, {self.n_ratings:,} ratings of {self.n_items:,} items by {self.n_users:,} users)"


def load(path: str | os.PathLike[str], *, scale: str | None = None, skip_bad_rows: bool = False) -> Ratings:
    """Read ratings from a MovieLens folder, an archive, or a CSV file: whatever the program reads.

    Parameters
    ----------
    path : path
    scale : str, optional
        The scale of the ratings if it is not 0.5 to 5 stars, such as ``"1..10"``.
    skip_bad_rows : bool
        Leave malformed rows out instead of refusing the file.

    Raises
    ------
    OSError
        If there is nothing at the path.
    ValueError
        If the data cannot be read; the message says where and why.
    """
    data, _ = Data.load(path, scale, skip_bad_rows)
    return Ratings(data)


def sample() -> Ratings:
    """The built-in sample: generated ratings of real titles, for trying things out."""
    return Ratings(Data.sample())


def synth(n_users: int = 1000, n_items: int = 500, n_ratings: int = 50_000, *, random_state: int = 1) -> Ratings:
    """Generate ratings of any size, the same for the same ``random_state``."""
    return Ratings(Data.synth(n_users, n_items, n_ratings, random_state))


def _column(frame: Any, name: str) -> npt.NDArray[Any]:
    try:
        column = frame[name]
    except (KeyError, TypeError, ValueError, IndexError) as error:
        names = list(getattr(frame, "columns", getattr(frame, "column_names", [])) or [])
        listed = ", ".join(str(one) for one in names) or "none"
        raise KeyError(f"no column {name!r}; the columns are: {listed}") from error
    except Exception as error:  # Polars has an error of its own for a missing column.
        raise KeyError(f"no column {name!r}: {error}") from error
    converted = column.to_numpy() if hasattr(column, "to_numpy") else np.asarray(column)
    return np.asarray(converted)


def _ids(given: Any, n: int, what: str, where: str) -> Ids:
    values = np.arange(n) if given is None else np.asarray(given)
    if values.shape != (n,):
        raise ValueError(f"{len(values)} ids of {what} for a matrix with {n} {where}; is it transposed?")
    return Ids(values)


def _engine_users(users: Ids) -> npt.NDArray[np.uint32]:
    return users.for_engine()
