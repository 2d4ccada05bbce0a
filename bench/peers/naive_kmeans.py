"""The method of blog posts: cluster raw star rows (unrated = 0), rank by the cluster's plain mean rating."""

import pandas as pd
from sklearn.cluster import KMeans

from split import Split


def fit(split: Split, params: dict, n_threads: int) -> tuple[KMeans, pd.DataFrame]:
    """The clustering, and the stars as a table with gaps and one more column, the cluster."""
    stars = split.train_stars.pivot_table(index="user", columns="item", values="rating").reindex(columns=split.items)
    groups = KMeans(n_clusters=params["k"], n_init=1, random_state=1).fit(stars.fillna(0).to_numpy())
    return groups, stars.groupby(groups.labels_).mean()


def lists(model: tuple[KMeans, pd.DataFrame], split: Split, k: int, n_threads: int) -> list:
    groups, means = model
    found = []
    for row, (_, rated) in enumerate(split.foldin_stars.groupby("user")):
        visitor = rated.set_index("item")["rating"].reindex(split.items).fillna(0)
        cluster = groups.predict(visitor.to_numpy(means.dtypes.iloc[0]).reshape(1, -1))[0]
        unseen = means.loc[cluster].drop(split.items[split.rated[row].indices])
        best = unseen.sort_values(ascending=False, kind="stable").head(k).index
        found.append(pd.Index(split.items).get_indexer(best))
    return found
