"""Every model on the built-in sample: lists, files, errors."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import numpy as np
import pytest

import cinephile as cp

MODELS = [cp.Popularity, cp.KMeans, cp.UserKnn, cp.Ease, cp.Ials, cp.Blend]


@pytest.fixture(scope="module")
def ratings() -> cp.Ratings:
    return cp.sample()


@pytest.fixture(scope="module")
def blend(ratings: cp.Ratings) -> cp.Blend:
    return cp.Blend().fit(ratings)


def history(ratings: cp.Ratings) -> dict[int, float]:
    return {int(ratings.items[at]): stars for at, stars in [(3, 5.0), (10, 4.0), (20, 1.5)]}


@pytest.mark.parametrize("kind", MODELS)
def test_a_list_has_no_rated_item_and_is_the_same_again_and_in_a_batch(kind: type[cp.Model], ratings: cp.Ratings) -> None:
    model = kind(random_state=3).fit(ratings)
    mine = history(ratings)
    found = model.recommend(mine, k=12)
    assert len(found) == 12 and len(set(found.items)) == 12
    assert not set(found.items) & set(mine)
    assert list(found.scores) == sorted(found.scores, reverse=True)
    assert all(found.titles) and len(found.reasons) == 12
    positions, scores = model.recommend_many([mine, {}], k=12)
    assert model.items_[positions[0]].tolist() == found.items
    assert np.array_equal(scores[0], found.scores)
    again = kind(random_state=3, n_threads=1).fit(ratings).recommend(mine, k=12)
    assert again.items == found.items and np.array_equal(again.scores, found.scores)


def test_only_and_exclude_choose_and_unknown_ids_are_counted(blend: cp.Blend, ratings: cp.Ratings) -> None:
    mine = history(ratings)
    some = ratings.items[:40].tolist()
    found = blend.recommend({**mine, 999_999_999: 4.0}, k=100, only=[*some, -5], exclude=some[:10])
    assert found.n_unknown == 1
    assert set(found.items) <= set(some[10:]) - set(mine)
    assert len(found) == len(set(some[10:]) - set(mine))


def test_files_and_pickles_hold_the_whole_model(blend: cp.Blend, ratings: cp.Ratings, tmp_path: Path) -> None:
    mine = history(ratings)
    expected = blend.recommend(mine)
    blend.save(tmp_path / "blend.safetensors")
    opened = cp.load_model(tmp_path / "blend.safetensors", ratings=ratings)
    copied = pickle.loads(pickle.dumps(blend))
    for model in (opened, copied, copy.deepcopy(blend)):
        found = model.recommend(mine)
        assert found.items == expected.items and np.array_equal(found.scores, expected.scores)
    with pytest.raises(OSError, match="nowhere"):
        cp.load_model(tmp_path / "nowhere")
    (tmp_path / "cut").write_bytes((tmp_path / "blend.safetensors").read_bytes()[:1000])
    with pytest.raises(ValueError, match="cut"):
        cp.load_model(tmp_path / "cut")


def test_explanations_sum_up_to_the_score(blend: cp.Blend, ratings: cp.Ratings) -> None:
    mine = history(ratings)
    found = blend.recommend(mine, k=5)
    for explanation, score in zip(blend.explain(mine, found.items), found.scores, strict=True):
        assert {item for item, _ in explanation.by_rating} == set(mine)
        assert explanation.score == pytest.approx(score, rel=1e-3, abs=1e-4)
    with pytest.raises(TypeError, match="not sums"):
        cp.Popularity().fit(ratings).explain(mine, found.items)
    similar = blend.similar(found.items[0], k=4)
    assert len(similar) == 4 and found.items[0] not in dict(similar)


def test_predicted_stars_lie_on_the_scale_within_their_interval(ratings: cp.Ratings) -> None:
    stars = cp.Stars().fit(ratings).predict(history(ratings), ratings.items[30:40])
    assert stars.shape == (10, 3)
    assert np.all((stars[:, 1] <= stars[:, 0]) & (stars[:, 0] <= stars[:, 2]))
    assert np.all((stars >= 0.5) & (stars <= 5.0))
    with pytest.raises(TypeError, match="predicts no stars"):
        cp.Ease().fit(ratings).predict(history(ratings), ratings.items[:3])


def test_groups_are_those_that_the_fit_made(ratings: cp.Ratings) -> None:
    groups = cp.KMeans(k=5).fit(ratings).groups(ratings)
    assert groups.shape == (ratings.n_users,) and set(groups.tolist()) == set(range(5))


def test_parameters_are_those_of_the_engine() -> None:
    model = cp.Ease(reg=50.0, random_state=4)
    assert model.get_params()["reg"] == 50.0
    assert repr(model) == "Ease(random_state=4, reg=50.0)"
    assert model.set_params(reg=70.0) is model and model.get_params()["reg"] == 70.0
    assert cp.Ease.default_params()["reg"] == 100.0
    for wrong, message in [({"regg": 1.0}, "regg"), ({"reg": -1.0}, "reg"), ({"reg": "x"}, "reg")]:
        with pytest.raises(ValueError, match=message):
            cp.Ease(**wrong)
        with pytest.raises(ValueError, match=message):
            model.set_params(**wrong)
    assert model.get_params()["reg"] == 70.0, "a refused change changes nothing"


def test_what_is_wrong_is_said_plainly(blend: cp.Blend, ratings: cp.Ratings) -> None:
    with pytest.raises(cp.NotFittedError, match="call `fit` first"):
        cp.Blend().recommend({})
    with pytest.raises(TypeError, match="Ratings.from_csr"):
        cp.Blend().fit([[1, 2]])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="0.5..=5"):
        blend.recommend({int(ratings.items[0]): 7.0})
    with pytest.raises(ValueError, match="at least 1"):
        blend.recommend({}, k=0)
    with pytest.raises(KeyError, match="no item has the id 'x'"):
        blend.similar("x")
    with pytest.raises(TypeError, match="maps ids to stars"):
        blend.recommend_many([[1, 2]])  # type: ignore[list-item]


def test_the_leaderboard_has_the_models_in_order(ratings: cp.Ratings) -> None:
    board = cp.evaluate(ratings, [cp.Popularity(), cp.Ease()], protocol="strong")
    assert [row["name"] for row in board.rows] == ["ease", "popularity"]
    assert board["ease"]["score"] > board["popularity"]["score"]
    assert "ease" in repr(board)
    assert json.dumps(board.header)
    with pytest.raises(ValueError, match="protocol"):
        cp.evaluate(ratings, [cp.Ease()], protocol="weak")
    with pytest.raises(ValueError, match="mapping of names"):
        cp.evaluate(ratings, [cp.Ease(), cp.Ease(reg=5.0)])
