"""A split folder as matrices: the same bytes that every contender is fitted on and asked with."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.sparse as sps


@dataclass
class Split:
    """Likes of the training users, and one part's held-out users.

    `train` is n_train_users x n_items, `foldin` (revealed likes) and `rated` (what must not be recommended) are
    n_heldout x n_items; all CSR, float32, 1 where liked or rated. Columns follow `items`, rows of the held-out `users`.
    The tables `train_stars` and `foldin_stars` (user, item, rating) are for contenders that average stars.
    """

    items: np.ndarray
    users: np.ndarray
    train: sps.csr_matrix
    foldin: sps.csr_matrix
    rated: sps.csr_matrix
    train_stars: pd.DataFrame
    foldin_stars: pd.DataFrame


def read_split(folder: Path, part: str, stars: bool) -> Split:
    """Reads `folder`; with `stars`, what a user rated below 4 is not a candidate either (`strong-stars`)."""
    likes = pd.read_csv(folder / "train.csv", usecols=["user", "item", "rating"])
    revealed = pd.read_csv(folder / f"{part}_foldin.csv", usecols=["user", "item"])
    items, users = np.unique(likes["item"]), np.unique(revealed["user"])
    train_users = np.unique(likes["user"])
    foldin = matrix(revealed, users, items)
    foldin_stars = pd.read_csv(folder / f"{part}_foldin_all.csv")
    train_stars, rated = likes, foldin
    if stars:
        train_stars = pd.read_csv(folder / "train_all.csv")
        rated = matrix(foldin_stars, users, items)
    else:
        foldin_stars = foldin_stars.merge(revealed, on=["user", "item"])
    train = matrix(likes, train_users, items)
    return Split(items, users, train, foldin, rated, train_stars, foldin_stars)


def matrix(pairs: pd.DataFrame, users: np.ndarray, items: np.ndarray) -> sps.csr_matrix:
    """`pairs` as a matrix of ones; ids are looked up in the sorted `users` and `items`."""
    rows, columns = np.searchsorted(users, pairs["user"]), np.searchsorted(items, pairs["item"])
    ones = np.ones(len(pairs), np.float32)
    return sps.csr_matrix((ones, (rows, columns)), shape=(len(users), len(items)))
