"""What a names branch sees in each epoch."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tokenizers import Tokenizer

from models.recipes import names
from models.recipes.annotated import Example
from models.recipes.augment import Augmenter


class Epochs:
    """Our examples, varied from the second epoch on, and as many public ones as are asked for."""

    def __init__(
        self,
        ours: Sequence[Example],
        public: Sequence[tuple[list[Example], int]],
        tokenizer: Tokenizer,
        seed: int,
    ) -> None:
        """``public``: each with how many an epoch sees."""
        self._ours = ours
        self._public = public
        self._tokenizer = tokenizer
        self._random = random.Random(seed)  # noqa: S311
        self._augment = Augmenter(ours, more=names.read_pool(), seed=seed)

    def batches(self, epoch: int) -> list[list[names.Row]]:
        """Rows of similar length together, in random order."""
        examples = [self._augment(one) if epoch else one for one in self._ours]
        for others, count in self._public:
            examples += self._random.sample(others, min(count, len(others)))
        return names.batches([names.row(one, self._tokenizer) for one in examples], self._random)
