"""The method of blog posts: Pearson over whatever two people both rated, in a Python loop over groups, then the weighted mean
of the neighbours' stars."""

from math import sqrt

import pandas as pd

from split import Split


def fit(split: Split, params: dict, n_threads: int) -> tuple[pd.DataFrame, dict]:
    """Nothing is learned: the table is the model."""
    return split.train_stars, params


def lists(model: tuple[pd.DataFrame, dict], split: Split, k: int, n_threads: int) -> list:
    table, params = model
    return [one_list(table, rated, split, k, params) for _, rated in split.foldin_stars.groupby("user")]


def one_list(table: pd.DataFrame, rated: pd.DataFrame, split: Split, k: int, params: dict):
    mine = rated.set_index("item")["rating"]
    shared = table[table["item"].isin(mine.index)].groupby("user")
    most_shared = sorted(shared, key=lambda group: len(group[1]), reverse=True)[: params["candidates"]]
    similarity = {user: pearson(group["rating"].tolist(), mine[group["item"]].tolist()) for user, group in most_shared}
    nearest = pd.Series(similarity).sort_values(ascending=False, kind="stable").head(params["k"])
    rows = table[table["user"].isin(nearest.index)]
    weight = rows["user"].map(nearest)
    sums = pd.DataFrame({"item": rows["item"], "weight": weight, "stars": weight * rows["rating"]}).groupby("item").sum()
    score = (sums["stars"] / sums["weight"]).dropna().drop(mine.index, errors="ignore")
    best = score.sort_values(ascending=False, kind="stable").head(k).index
    return pd.Index(split.items).get_indexer(best)


def pearson(x: list, y: list) -> float:
    n = float(len(x))
    sxx = sum(i**2 for i in x) - sum(x) ** 2 / n
    syy = sum(i**2 for i in y) - sum(y) ** 2 / n
    sxy = sum(i * j for i, j in zip(x, y)) - sum(x) * sum(y) / n
    return sxy / sqrt(sxx * syy) if sxx > 0 and syy > 0 else 0.0
