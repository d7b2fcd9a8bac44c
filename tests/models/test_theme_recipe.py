"""What editors said joins the training reports of a later training."""

from __future__ import annotations

import json

from corpus.gold import REPORTS, read_gold
from models.recipes.themes import with_feedback


def test_feedback_joins_the_training_reports(tmp_path) -> None:
    one, other = read_gold(REPORTS)[:2]
    first = one.themes[0].id
    said = [
        {"id": one.id, "title": "", "text": one.text, "right": ["ehrenamt"], "wrong": [first]},
        {"id": other.id, "title": "", "text": other.text, "right": ["ehrenamt"], "wrong": []},
        {"id": "neu", "title": "Neu", "text": "Ein Text.", "right": ["ganztag"], "wrong": []},
        {"id": "leer", "title": "", "text": "Nichts gesagt.", "right": [], "wrong": []},
    ]
    path = tmp_path / "feedback.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in said), encoding="utf-8")
    found = {r.id: r for r in with_feedback([one], path, {other.id})}
    assert found.keys() == {one.id, "neu"}  # held-out reports stay held out
    themes = {theme.id for theme in found[one.id].themes}
    assert "ehrenamt" in themes and first not in themes
    assert [theme.id for theme in found["neu"].themes] == ["ganztag"]
