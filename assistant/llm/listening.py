"""An answer in the making as a stream of events, whoever computes it in its own thread."""

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.writing import WrittenSentence

T = TypeVar("T")
Tell = Callable[[WrittenSentence], None]


@dataclass(frozen=True, slots=True)
class _Done(Generic[T]):
    """What the work returned."""

    result: T


class Abandoned(Exception):
    """Nobody listens any more: the work stops at its next sentence."""


class _Teller(Generic[T]):
    """Runs the work in a thread and keeps what it tells until it is asked for."""

    def __init__(self, work: Callable[[Tell], T]) -> None:
        self._work = work
        self.events: queue.Queue[WrittenSentence | _Done[T] | BaseException] = queue.Queue()
        self.abandoned = threading.Event()
        threading.Thread(target=self._run, name="reponse", daemon=True).start()

    def _tell(self, sentence: WrittenSentence) -> None:
        if self.abandoned.is_set():
            raise Abandoned
        self.events.put(sentence)

    def _run(self) -> None:
        try:
            self.events.put(_Done(self._work(self._tell)))
        except BaseException as error:  # noqa: BLE001  raised again in the thread that listens
            self.events.put(error)


def events_of(work: Callable[[Tell], T]) -> Iterator[WrittenSentence | T]:
    """Run ``work`` in a thread; yield each sentence it tells, then what it returns; what it raises is raised here."""
    teller = _Teller(work)
    try:
        while True:
            event = teller.events.get()
            if isinstance(event, BaseException):
                raise event
            if isinstance(event, _Done):
                yield event.result
                return
            yield event
    finally:
        teller.abandoned.set()
