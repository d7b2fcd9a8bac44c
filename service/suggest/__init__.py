"""What somebody may want to type: names and phrases of the stock by their beginnings."""

from service.suggest.completion import Completion
from service.suggest.name import KINDS, Name, SuggestionKind
from service.suggest.suggester import Suggester, SuggestionKeeper

__all__ = ["KINDS", "Completion", "Name", "Suggester", "SuggestionKeeper", "SuggestionKind"]
