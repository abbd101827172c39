"""A method -> an attribute that is computed on first use, and then kept."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class lazy(Generic[T]):
    """Like :func:`functools.cached_property`, without the lock that Python 3.11 takes for it,
    which is a tenth of the time of comparing two entries."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    def __get__(self, instance: Any, owner: type | None = None) -> T:
        value = self._work(instance)
        setattr(instance, self._name, value)  # found there from now on, before this is
        return value
