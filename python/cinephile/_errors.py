"""Exceptions of the package."""


class NotFittedError(ValueError, AttributeError):
    """A model is asked before it is fitted. A ``ValueError`` and an ``AttributeError``, as in scikit-learn."""
