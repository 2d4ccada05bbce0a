"""A person's ratings from the export of another service."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from . import _engine
from ._ratings import Ratings


class Unmatched(NamedTuple):
    """A row without a movie."""

    row: int
    title: str
    year: int | None
    reason: str


class Proposed(NamedTuple):
    """A row whose movie is likely but not certain."""

    title: str
    year: int | None
    item: Any
    stars: float | None


@dataclass(frozen=True)
class Export:
    """What :func:`read_export` found.

    Attributes
    ----------
    service : str
        Such as ``letterboxd``.
    history : dict
        Stars by item id: what :meth:`Model.recommend` takes.
    watched, watchlist : list of ids
        Seen without stars; wanted.
    proposed : list of Proposed
        Rows that may mean another movie; they are not part of ``history``.
    unmatched : list of Unmatched
        Rows without a movie.
    n_rows : int
        How many rows the files have.
    """

    service: str
    history: dict[Any, float] = field(repr=False)
    watched: list[Any] = field(repr=False)
    watchlist: list[Any] = field(repr=False)
    proposed: list[Proposed]
    unmatched: list[Unmatched]
    n_rows: int


def read_export(
    path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]], ratings: Ratings, *, scale: str | None = None
) -> Export:
    """Read one person's export of Letterboxd, IMDb, Trakt, Netflix or another service, and find its movies.

    The form is recognised by the content. Movies are found by their ids, then by title and year, as in the program.

    Parameters
    ----------
    path : path or sequence of paths
        CSV, JSON or zip files.
    ratings : Ratings
        The data whose movies are meant.
    scale : str, optional
        The scale of the ratings if it is not the service's own, such as ``"1..10"``.

    Raises
    ------
    OSError
        If a file cannot be read.
    ValueError
        If the file is not a known export, or if it leaves a choice open, such as its scale. The message says which.
    """
    paths = [path] if isinstance(path, (str, os.PathLike)) else list(path)
    files = [(Path(one).name, Path(one).read_bytes()) for one in paths]
    found = _engine.read_export(ratings._data, files, scale, ratings._items.fits_engine())
    ids = ratings._items

    def marked(wanted: str) -> list[Any]:
        return [ids.one(item) for item, mark, _ in found["matched"] if mark == wanted]

    return Export(
        service=found["service"],
        history={ids.one(item): stars for item, _, stars in found["matched"] if stars is not None},
        watched=marked("watched"),
        watchlist=marked("watchlist"),
        proposed=[Proposed(title, year, ids.one(item), stars) for title, year, (item, _, stars) in found["proposed"]],
        unmatched=[Unmatched(*row) for row in found["unmatched"]],
        n_rows=found["n_rows"],
    )
