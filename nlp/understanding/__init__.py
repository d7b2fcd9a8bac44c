"""What a question asks for beside its topic: place, period, programme, kinds."""

from nlp.understanding.areas import Areas
from nlp.understanding.change import topic, without
from nlp.understanding.programmes import Programmes
from nlp.understanding.reader import QuestionReader

__all__ = ["Areas", "Programmes", "QuestionReader", "topic", "without"]
