"""Ratings from frames, matrices and files: ids in, ids out."""

from __future__ import annotations

import uuid
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import cinephile as cp


def triples(n_users: int = 60, n_items: int = 30) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    users, items = np.divmod(np.arange(n_users * n_items), n_items)
    keep = (users * 7 + items * 5) % 3 != 0
    users, items = users[keep], items[keep]
    return users, items, np.where((users + items) % 2 == 0, 5.0, 1.5)


@pytest.mark.parametrize(
    "name",
    [
        lambda at: int(at) * 3 + 1,
        lambda at: f"tt{int(at):04}",
        lambda at: uuid.UUID(int=int(at) + 1),
        lambda at: int(at) + 2**40,
    ],
    ids=["whole numbers", "texts", "UUIDs", "64 bits"],
)
def test_ids_of_any_kind_come_out_as_they_went_in(name, tmp_path: Path) -> None:
    users, items, stars = triples()
    frame = {"who": np.array([f"u{at}" for at in users]), "what": [name(at) for at in items], "stars": stars}
    frame["what"] = np.array(frame["what"], dtype=object if isinstance(name(0), uuid.UUID) else None)
    ratings = cp.Ratings.from_frame(frame, user="who", item="what", rating="stars")
    assert (ratings.n_users, ratings.n_items, ratings.n_ratings) == (60, 30, len(users))
    assert set(ratings.history("u3")) == {name(at) for at in items[users == 3]}
    model = cp.Ease(reg=5.0).fit(ratings)
    found = model.recommend({name(4): 5.0}, k=5)
    assert set(found.items) <= {name(at) for at in range(30)} and name(4) not in found.items
    model.save(tmp_path / "model")
    opened = cp.load_model(tmp_path / "model")
    assert opened.recommend({name(4): 5.0}, k=5).items == found.items


def test_of_several_ratings_the_last_counts_and_is_counted() -> None:
    frame = {"user": [1, 1, 1, 2], "item": [5, 6, 5, 5], "rating": [1.0, 2.0, 4.5, 3.0]}
    ratings = cp.Ratings.from_frame(frame)
    assert ratings.history(1) == {5: 4.5, 6: 2.0}
    assert ratings.n_duplicates == 1


def test_a_matrix_is_taken_as_it_is_and_a_transposed_one_is_noticed() -> None:
    users, items, stars = triples()
    indptr = np.concatenate([[0], np.cumsum(np.bincount(users, minlength=60))])
    for index, value in [(np.int32, np.float32), (np.int64, np.float64)]:
        matrix = SimpleNamespace(
            indptr=indptr.astype(index), indices=items.astype(index), data=stars.astype(value), shape=(60, 30), format="csr"
        )
        ratings = cp.Ratings.from_csr(matrix)
        values, columns, starts = ratings.csr_arrays()
        assert starts.dtype == columns.dtype == np.int32
        assert np.array_equal(values, stars) and np.array_equal(columns, items) and np.array_equal(starts, indptr)
    with pytest.raises(ValueError, match="30 ids of users for a matrix with 60 rows; is it transposed"):
        cp.Ratings.from_csr(matrix, users=range(30))
    matrix.data = np.zeros(len(stars))
    with pytest.raises(ValueError, match="0"):
        cp.Ratings.from_csr(matrix)
    with pytest.raises(TypeError, match="tocsr"):
        cp.Ratings.from_csr(np.zeros((3, 4)))


def test_what_is_missing_or_mixed_is_refused() -> None:
    good = {"user": [1, 2], "item": [5, 6], "rating": [1.0, 2.0]}
    for change, error, message in [
        ({"item": [5.0, np.nan]}, ValueError, "missing"),
        ({"item": [5.5, 6.0]}, ValueError, "not whole"),
        ({"user": np.array(["a", None], dtype=object)}, ValueError, "missing"),
        ({"user": np.array(["a", 1], dtype=object)}, TypeError, "mixes int, str"),
        ({"rating": [1.0, np.nan]}, ValueError, "NaN"),
        ({"rating": [1.0, 7.0]}, ValueError, "7"),
        ({"rating": [1.0]}, ValueError, "2, 2 and 1 values"),
    ]:
        with pytest.raises(error, match=message):
            cp.Ratings.from_frame({**good, **change})
    with pytest.raises(KeyError, match="no column 'movie'"):
        cp.Ratings.from_frame(good, item="movie")


def test_files_are_read_as_the_program_reads_them(tmp_path: Path) -> None:
    (tmp_path / "ratings.csv").write_text("userId,movieId,rating,timestamp\n7,1,4.5,1\n7,6,3.0,2\n9,6,5.0,3\n")
    (tmp_path / "movies.csv").write_text("movieId,title,genres\n1,Toy Story (1995),Comedy\n6,Heat (1995),Crime|Thriller\n")
    ratings = cp.load(tmp_path)
    assert (ratings.titles, ratings.years.tolist(), ratings.genres[1]) == (["Toy Story", "Heat"], [1995, 1995], ["Crime", "Thriller"])
    assert ratings.find("heat") == [6]
    assert repr(ratings).endswith("3 ratings of 2 items by 2 users)")
    (tmp_path / "texts.csv").write_text("user,item,rating\nann,tt1,4.5\nann,tt2,3\nbob,tt2,5\n")
    texts = cp.load(tmp_path / "texts.csv")
    assert sorted(texts.items.tolist()) == ["tt1", "tt2"]
    with pytest.raises(OSError, match="nowhere"):
        cp.load(tmp_path / "nowhere")
    (tmp_path / "ratings.csv").write_text("userId,movieId,rating\n7,1,nine\n")
    with pytest.raises(ValueError, match="line 2"):
        cp.load(tmp_path)


def test_generated_ratings_depend_on_the_seed_alone() -> None:
    first, again, other = (cp.synth(100, 50, 2500, random_state=seed) for seed in (1, 1, 2))
    assert np.array_equal(first.csr_arrays()[0], again.csr_arrays()[0])
    assert not np.array_equal(first.csr_arrays()[0], other.csr_arrays()[0])
