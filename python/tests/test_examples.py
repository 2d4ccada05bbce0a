"""The examples in the documentation run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import cinephile

MODULES = ["cinephile", *(f"cinephile.{module.name}" for module in pkgutil.iter_modules(cinephile.__path__))]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_run(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert found.failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    examples = [test for name in MODULES for test in finder.find(importlib.import_module(name)) if test.examples]
    assert len(examples) >= 3
