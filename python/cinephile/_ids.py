"""Ids in, ids out: any hashable or sortable ids outside, positions inside."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

_MAX_ENGINE_ID = 2**32 - 1


class Ids:
    """The ids of users or items, in the order of their positions.

    Parameters
    ----------
    values : array of shape (n,)
        Distinct ids.
    """

    def __init__(self, values: npt.NDArray[Any]) -> None:
        self.values = values
        self._position = {plain(value): position for position, value in enumerate(values.tolist())}
        if len(self._position) != len(values):
            raise ValueError("ids must be distinct")

    def __len__(self) -> int:
        return len(self.values)

    def position(self, wanted: Any) -> int:
        """The position of an id; ``KeyError`` if there is none."""
        try:
            return self._position[plain(wanted)]
        except (KeyError, TypeError):
            raise KeyError(f"no item has the id {wanted!r}") from None

    def positions(self, wanted: Iterable[Any]) -> tuple[npt.NDArray[np.uint32], int]:
        """The positions of those ids that are known, and how many are not."""
        found = [self._position.get(plain(one), -1) for one in wanted]
        known = [position for position in found if position >= 0]
        return np.asarray(known, dtype=np.uint32), len(found) - len(known)

    def for_engine(self) -> npt.NDArray[np.uint32]:
        """The ids as the engine keeps them: themselves if they are whole numbers that fit, else positions."""
        if self.fits_engine():
            return self.values.astype(np.uint32)
        return np.arange(len(self.values), dtype=np.uint32)

    def one(self, position: Any) -> Any:
        """The id at this position, as Python's own value."""
        return plain(self.values[position])

    def at(self, positions: Iterable[Any]) -> list[Any]:
        """The ids at these positions, as Python's own values."""
        return [self.one(position) for position in positions]

    def write(self, path: str) -> None:
        """Write the ids to a JSON file; ``TypeError`` if they are neither numbers nor texts nor UUIDs."""
        values = self.values.tolist()
        kinds = {type(value) for value in values}
        if kinds <= {uuid.UUID}:
            text = {"kind": "uuid", "ids": [str(value) for value in values]}
        elif kinds <= {int} or kinds <= {str}:
            text = {"kind": "plain", "ids": values}
        else:
            names = ", ".join(sorted(kind.__name__ for kind in kinds))
            raise TypeError(f"ids of the type {names} cannot be written to a file")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(text, file)

    @classmethod
    def read(cls, path: str) -> Ids | None:
        """The ids that :meth:`write` wrote; ``None`` if there is no such file."""
        if not os.path.exists(path):
            return None
        with open(path, encoding="utf-8") as file:
            text = json.load(file)
        if text["kind"] == "uuid":
            return cls(np.asarray([uuid.UUID(value) for value in text["ids"]], dtype=object))
        return cls(np.asarray(text["ids"]))

    def fits_engine(self) -> bool:
        """Whether the ids themselves can stand in a model file."""
        if len(self.values) == 0 or not np.issubdtype(self.values.dtype, np.integer):
            return len(self.values) == 0
        rises = bool(np.all(np.diff(self.values) > 0))
        return rises and int(self.values[0]) >= 0 and int(self.values[-1]) <= _MAX_ENGINE_ID


def plain(value: Any) -> Any:
    """A NumPy scalar as Python's own value; any other value as it is."""
    return value.item() if isinstance(value, np.generic) else value


def encode(column: npt.NDArray[Any], what: str) -> tuple[Ids, npt.NDArray[np.int64]]:
    """Distinct ids in rising order, and the position of each value."""
    if column.dtype.kind == "f":
        if not np.all(np.isfinite(column)) or not np.all(column == np.floor(column)):
            raise ValueError(f"the column of {what} holds numbers that are not whole, or missing values")
        column = column.astype(np.int64)
    if column.dtype.kind == "O":
        if any(value is None or value != value for value in column):
            raise ValueError(f"the column of {what} holds missing values")
        kinds = {type(value) for value in column}
        if kinds == {str}:
            column = column.astype(str)
        elif len(kinds) > 1:
            names = ", ".join(sorted(kind.__name__ for kind in kinds))
            raise TypeError(f"the column of {what} mixes {names}")
    distinct, positions = np.unique(column, return_inverse=True)
    return Ids(distinct), positions.astype(np.int64)
