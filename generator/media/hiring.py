"""The crew, hired only when there is a task: most runs have none, and need not even know how a process is started."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from generator.media.task import Answer, Hands, Task

if TYPE_CHECKING:
    from generator.media.crew import Crew
    from generator.media.refusal import Refusal
    from generator.media.workshop import Elsewhere

T = TypeVar("T")


class Hired(Generic[T]):
    """Hands of `jobs` on this machine and those `elsewhere`. A context manager: leaving it lets them go.

    Without `films` those here can do nothing with sound and film, without `pictures` nothing but cards set in type.
    """

    def __init__(
        self, jobs: int, elsewhere: Elsewhere | None = None, *, films: bool = True, pictures: bool = True
    ) -> None:
        self._jobs = jobs
        self._films = films
        self._pictures = pictures
        self._elsewhere = elsewhere
        self._crew: Crew[T] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        if self._crew:
            self._crew.__exit__(*why)

    def prepare(self) -> None:
        """Begin to start the process, for whoever knows that there will be work."""
        self._here().prepare()

    def work(self, tasks: Iterable[Task[T]]) -> Iterator[tuple[T, Answer | Refusal]]:
        """Each task's token with the answer or the refusal it ended in, in the order they are finished."""
        fresh = iter(tasks)
        first = next(fresh, None)
        if first is not None:
            yield from self._hands().work(chain((first,), fresh))

    def _hands(self) -> Hands[T]:
        if self._elsewhere is None:
            return self._here()
        from generator.media.elsewhere import Workforce  # what it needs is installed by whoever has a cluster

        return Workforce(self._here(), self._elsewhere)

    def _here(self) -> Crew[T]:
        if self._crew is None:
            from generator.media.crew import Crew

            self._crew = Crew[T](self._jobs, films=self._films, pictures=self._pictures)
        return self._crew
