"""Groups of users, splits for other libraries, exports of other services, and columns for frames."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

import cinephile as cp


@pytest.fixture(scope="module")
def ratings() -> cp.Ratings:
    return cp.sample()


def test_every_user_is_in_one_group_and_tables_add_up(ratings: cp.Ratings) -> None:
    found = cp.clusters(ratings, k=6, n_top=4, n_genres=2)
    assert found.k == 6 and found.labels.shape == (ratings.n_users,)
    assert [group.n_members for group in found.groups] == np.bincount(found.labels).tolist()
    assert sum(len(found.members(group)) for group in range(6)) == ratings.n_users
    assert np.array_equal(found.n_ratings.sum(axis=0), ratings.n_ratings_by_item)
    group = found.groups[2]
    assert len(group.items) == 4 and len(group.genres) == 2 and group.items[0].lift > 1
    column = ratings.items.tolist().index(group.items[0].item)
    assert found.mean_stars[2, column] == pytest.approx(group.items[0].mean_stars)
    assert np.isnan(found.mean_stars[found.n_ratings == 0]).all()
    own = [ratings.history(user).get(group.items[0].item) for user in found.members(2)]
    assert np.mean([stars for stars in own if stars is not None]) == pytest.approx(group.items[0].mean_stars, rel=1e-6)
    assert np.array_equal(cp.clusters(ratings, k=6, n_threads=1).labels, found.labels)
    with pytest.raises(IndexError, match="no group 6"):
        found.members(6)
    with pytest.raises(ValueError, match="1..=4096"):
        cp.clusters(ratings, k=0)


def test_the_quality_of_groups_is_that_of_the_clusters(ratings: cp.Ratings) -> None:
    measured = cp.cluster_quality(ratings, [1, 4, 8])
    assert [one.k for one in measured] == [1, 4, 8] and measured[0].silhouette == 0
    assert measured[0].inertia > measured[1].inertia > measured[2].inertia
    found = cp.clusters(ratings, k=4)
    assert found.silhouette == measured[1].silhouette
    assert found.inertia == pytest.approx(measured[1].inertia, rel=1e-6)


def test_the_lists_of_a_model_score_as_on_the_leaderboard(ratings: cp.Ratings) -> None:
    split = cp.split(ratings, seed=3)
    assert not set(split.users.tolist()) & set(split.train.users.tolist())
    lists, _ = cp.Ease().fit(split.train).recommend_many(split.revealed, k=100)
    scores = split.score(lists)
    board = cp.evaluate(ratings, [cp.Ease()], seed=3)
    for metric, estimate in board["ease"]["rounds"][0]["metrics"].items():
        # Intervals are drawn with the leaderboard's seed there, and with seed 1 here.
        assert [scores.metrics[metric][part] for part in ("mean", "se")] == [estimate[part] for part in ("mean", "se")]
        assert np.array_equal(scores.per_user[metric], board["ease"]["rounds"][0]["per_user"][metric])
    by_id = {user: split.items[row[row >= 0]] for user, row in zip(split.users, lists, strict=True)}
    assert split.score(by_id).metrics == scores.metrics
    with_stars, _ = cp.Ease().fit(split.train_all).recommend_many(split.revealed_all, k=100)
    expected = cp.evaluate(ratings, [cp.Ease()], seed=3, protocol="strong-stars")["ease"]["score"]
    assert split.score(with_stars).metrics["ndcg@100"]["mean"] == expected


def test_what_is_hidden_is_not_revealed_and_wrong_lists_are_refused(ratings: cp.Ratings, tmp_path: Path) -> None:
    split = cp.split(ratings, part="val")
    for user in split.users:
        hidden = set(split.hidden.history(user))
        assert hidden and not hidden & set(split.revealed_all.history(user))
        assert set(split.revealed.history(user)) <= set(split.revealed_all.history(user))
        assert all(ratings.history(user)[item] >= 4 for item in hidden)
    nothing = split.score({})
    assert nothing.metrics["recall@20"]["mean"] == 0 and "have no list" in nothing.warnings[0]
    n_users = len(split.users)
    for lists, message in [
        (np.zeros((n_users + 1, 3), dtype=int), "shape"),
        (np.zeros((n_users, 3)), "positions"),
        (np.full((n_users, 3), 10**6), "out of range"),
    ]:
        with pytest.raises(ValueError, match=message):
            split.score(lists)
    with pytest.raises(KeyError, match="not held out"):
        split.score({-5: []})
    with pytest.raises(ValueError, match="no part 'train'"):
        cp.split(ratings, part="train")
    split.write(tmp_path)
    with open(tmp_path / "val_holdout.csv", encoding="utf-8") as file:
        written = {(int(row["user"]), int(row["item"])) for row in csv.DictReader(file)}
    assert written == {(int(user), item) for user in split.users for item in split.hidden.history(user)}


def test_a_split_keeps_ids_of_any_kind() -> None:
    users, items = np.divmod(np.arange(60 * 30), 30)
    keep = (users * 7 + items * 5) % 3 != 0
    users, items = users[keep], items[keep]
    frame = {
        "user": np.array([f"u{at:02}" for at in users]),
        "item": np.array([f"tt{at:02}" for at in items]),
        "rating": np.where((users + items) % 4 == 0, 2.0, 5.0),
    }
    ratings = cp.Ratings.from_frame(frame)
    split = cp.split(ratings)
    assert set(split.users) <= set(ratings.users) and set(split.items) <= set(ratings.items)
    for user in split.users:
        assert set(split.hidden.history(user)) <= set(ratings.history(user))
    assert split.score({split.users[0]: list(split.hidden.history(split.users[0]))}).per_user["recall@20"][0] == 1


def test_several_seeds_and_differences_are_pooled(ratings: cp.Ratings) -> None:
    board = cp.evaluate(ratings, [cp.Popularity(), cp.Ease()], seed=[1, 2], against="popularity")
    alone = [cp.evaluate(ratings, [cp.Popularity(), cp.Ease()], seed=seed) for seed in (1, 2)]
    assert board["ease"]["score"] == pytest.approx(np.mean([one["ease"]["score"] for one in alone]))
    assert board["ease"]["difference"]["low"] > 0
    assert list(board.to_dict())[:2] == ["model", "score"] and board.to_dict()["model"] == ["ease", "popularity"]


def test_an_export_becomes_a_history(ratings: cp.Ratings, tmp_path: Path) -> None:
    titles, years = ratings.titles, ratings.years
    rows = [f'2024-01-0{at + 1},"{titles[at]}",{years[at]},https://boxd.it/{at},{4.5 - at}' for at in range(3)]
    text = "\n".join(["Date,Name,Year,Letterboxd URI,Rating", *rows, "2024-02-01,No Such Film At All,1999,https://boxd.it/x,3"])
    (tmp_path / "ratings.csv").write_text(text, encoding="utf-8")
    export = cp.read_export(tmp_path / "ratings.csv", ratings)
    assert (export.service, export.n_rows) == ("letterboxd", 4)
    assert export.history == {ratings.items[at]: 4.5 - at for at in range(3)}
    assert [(row.title, row.year) for row in export.unmatched] == [("No Such Film At All", 1999)]
    found = cp.Blend().fit(ratings).recommend(export.history, k=5)
    assert len(found.because) == 5 and all(found.because)
    with pytest.raises(OSError):
        cp.read_export(tmp_path / "nowhere.csv", ratings)
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="a,b|header|column"):
        cp.read_export(tmp_path / "other.csv", ratings)


def test_columns_for_frames_hold_all(ratings: cp.Ratings) -> None:
    columns = ratings.to_dict()
    again = cp.Ratings.from_frame(columns)
    assert all(np.array_equal(one, other) for one, other in zip(again.csr_arrays(), ratings.csr_arrays(), strict=True))
    movies = ratings.movies_to_dict()
    assert {len(column) for column in movies.values()} == {ratings.n_items}
    assert movies["n_ratings"].sum() == ratings.n_ratings
    found = cp.Popularity().fit(ratings).recommend({}, k=3)
    assert found.to_dict()["because"] == ["popular with everybody"] * 3


def test_neighbours_and_vectors_are_those_that_lists_come_from(ratings: cp.Ratings) -> None:
    user = ratings.users[5]
    neighbours = cp.UserKnn(n_neighbours=7).fit(ratings).neighbours(ratings.history(user))
    assert len(neighbours) == 7 and neighbours[0] == (user, pytest.approx(2.0, abs=0.5))
    assert [similarity for _, similarity in neighbours] == sorted((one for _, one in neighbours), reverse=True)
    model = cp.Ials(n_factors=8, popularity_prior=0.0).fit(ratings)
    history = [ratings.history(user)]
    expected = model.visitor_factors(history) @ model.item_factors_.T
    assert np.corrcoef(expected[0], model.scores(history)[0])[0, 1] > 0.999
    with pytest.raises(TypeError, match="no vectors"):
        cp.Ease().fit(ratings)._model().item_vectors()
