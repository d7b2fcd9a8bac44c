"""Remarks about the whole store that several modules read."""

from __future__ import annotations

ENCODER = "encoder"
"""The name of the encoder that all vectors are from; ``MIXED`` where they are of several."""
IDENTITY = "identity"
"""Tells one store from another, for good."""
INDEX = "index"
"""Tells the index that keeps up with the store from all that did before."""
MIXED = ""
HEARD = "heard"
"""The number of the last change that an index elsewhere has heard of."""
