"""Threads, forks and Ctrl-C."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import cinephile as cp


def _list_of(history: dict[int, float]) -> list[int]:
    return cp.Ease().fit(cp.sample()).recommend(history).items


def test_a_forked_process_has_threads_of_its_own() -> None:
    expected = _list_of({})
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(_list_of, [{}, {}]) == [expected, expected]


def test_many_threads_ask_one_model() -> None:
    model = cp.Blend().fit(cp.sample())
    expected = model.recommend({}).items
    with ThreadPoolExecutor(8) as executor:
        assert all(items == expected for items in executor.map(lambda _: model.recommend({}).items, range(64)))


def test_ctrl_c_ends_a_fit() -> None:
    ratings = cp.synth(20_000, 1_500, 1_000_000)
    # The timer goes off while the fit runs, which takes seconds.
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        cp.Ials(n_epochs=200).fit(ratings)
    timer.join()
