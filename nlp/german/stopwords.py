"""German words that say nothing about a topic."""

from __future__ import annotations

ARTICLES = """
der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines
dieser diese dieses diesen diesem jener jene jenes jenen jenem derselbe dieselbe dasselbe
jeder jede jedes jeden jedem alle alles allen allem aller beide beiden beides manche mancher
manches solche solcher solches solchen welche welcher welches welchen welchem
andere anderen anderem anderer anderes meiste meisten
"""

PRONOUNS = """
ich du er sie es wir ihr mich dich ihn uns euch sich mir dir ihm ihnen
mein meine meinen meinem meiner meines dein deine deinen deinem deiner deines
sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres
unser unsere unseren unserem unserer unseres euer eure euren eurem eurer
man jemand jemanden jemandem niemand niemanden etwas nichts einander selbst selber
wer wen wem wessen was deren dessen denen
"""

PREPOSITIONS = """
ab an am ans auf aufs aus bei beim bis durch fürs für gegen gegenüber hinter im in ins mit mittels
nach neben ohne per pro seit über um unter vom von vor während wegen zu zum zur zwischen innerhalb
außerhalb anhand aufgrund bezüglich hinsichtlich inklusive laut mithilfe statt anstatt trotz
entlang samt
"""

CONJUNCTIONS = """
und oder aber denn doch sondern sowie sowohl als auch wie wenn weil da dass daß ob obwohl damit
indem nachdem bevor ehe sobald solange sofern falls bzw beziehungsweise weder noch entweder je desto
umso
"""

ADVERBS = """
nicht nur schon sehr so dann dort hier hierzu hierbei dabei dafür dagegen daher dazu davon daran
darauf daraus darin darum darüber darunter dadurch danach deshalb deswegen also außerdem zudem
allerdings jedoch dennoch trotzdem bereits immer wieder mehr meist meistens oft häufig manchmal
selten eher etwa ungefähr fast ganz gar genau gerade gern gerne jetzt heute nun mal einmal bitte
viel viele vielen vieler vieles wenig wenige wenigen weniger einige einigen einiger einiges mehrere
mehreren wo woher wohin wann warum weshalb wieso womit wofür wodurch woran worauf worin worüber wozu
wovon wobei möglichst insbesondere besonders vor allem sonst nie ja nein eigentlich überhaupt
zunächst zuerst schließlich später zurück weiter weiterhin sogar jeweils eben
"""

VERBS = """
bin bist ist sind seid war warst waren wart gewesen sei seien wäre wären sein
habe hast hat haben habt hatte hatten gehabt hätte hätten werde wirst wird werden werdet wurde
wurden geworden worden würde würden kann kannst können könnt konnte konnten könnte könnten
muss musst müssen müsst musste mussten müsste müssten soll sollst sollen sollt sollte sollten
will willst wollen wollt wollte wollten darf dürfen durfte durften dürfte dürften
mag mögen mochte möchte möchten lässt lassen ließ machen macht machte gemacht geht gehen ging gibt
geben gab gilt gelten bringt bringen kommt kommen kam tun tut getan bleibt bleiben sagt sagen heißt
"""

STOP_WORDS: frozenset[str] = frozenset(
    f"{ARTICLES} {PRONOUNS} {PREPOSITIONS} {CONJUNCTIONS} {ADVERBS} {VERBS}".split()
)

ACADEMIC_TITLES: frozenset[str] = frozenset("dr prof dipl".split())
"""They belong to a name, and say as little about a topic."""
