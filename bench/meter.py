"""Wall seconds, CPU seconds and peak memory of a piece of work in this process."""

import resource
import time


class Meter:
    """`with Meter() as used: ...`, then `used.seconds` and `used.cpu_seconds` (user and system, all threads)."""

    def __enter__(self) -> "Meter":
        self._cpu, self._wall = cpu_seconds(), time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._wall
        self.cpu_seconds = cpu_seconds() - self._cpu


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def peak_memory_bytes() -> int:
    """The process's largest resident memory so far; Linux counts in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
