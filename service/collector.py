"""Python's search for unreachable objects, kept still while the service is built."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """What is made within is there to stay: nothing is looked for meanwhile, nor in it later.

    Starting the service takes about a tenth less of the processor by this.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_at_work:
            gc.enable()
