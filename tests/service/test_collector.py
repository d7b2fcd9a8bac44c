"""While the service is built nothing is collected, afterwards all is as it was."""

from __future__ import annotations

import gc

import pytest

from service.collector import collector_at_rest


@pytest.mark.parametrize("at_work", [True, False])
def test_the_collector_rests_and_goes_on_as_before(at_work: bool) -> None:
    before = gc.isenabled()
    (gc.enable if at_work else gc.disable)()
    try:
        with pytest.raises(KeyError), collector_at_rest():
            assert not gc.isenabled()
            raise KeyError
        assert gc.isenabled() is at_work
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        (gc.enable if before else gc.disable)()
