"""How German reports word experience: cues by what they point to."""

from __future__ import annotations

import re

CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "proved": r"\bbewähr|\bgelang|\bgeling|\bgelungen|\berfolgreich|\bzahlt[e]? sich aus|\bwirkt[e]?\b|\bhalf\b|\bhilf|\bhilfreich|\bprofitier",
        "condition": r"\bvoraussetzung|\bschlüssel|\bentscheidend|\bausschlaggebend|\bunverzichtbar|\bunerlässlich|\bgrundlage|\bgelingensbeding|\berfolgsfaktor|\bsolange\b|\bnur wenn\b|\berst als\b|\berst wenn\b|\berst seit\b|\bnur dann\b|\bohne\b",
        "cause": r"\bweil\b|\bda\b|\bdadurch\b|\bdank\b|\bdeshalb\b|\bdaher\b|\bso dass\b|\bsodass\b|\bdamit\b|\bindem\b",
        "difficulty": r"\bherausforder|\bschwierig|\bschwer|\bhürde|\bproblem|\bscheiter|\bfehl(?:t|te|en|ten)\b|\bmangel|\bmangelnd|\bkaum\b|\bhemmn|\bengpass|\bkonflikt|\baufwänd|\baufwend|\bunklar|\bzu wenig|\bzu spät|\bzu kurz|\bbrach\b|\bstieß|\bverzöger|\berschwer|\bnachteil",
        "advice": r"\bsollte|\bempf[ie]hl|\bempfahl|\brät\b|\brieten?\b|\bratsam|\bplädier|\bappell|\bmüsse[n]?\b|\bmuss\b|\bsei es (?:wichtig|nötig|notwendig|sinnvoll)|\bforder(?:te|t|ten)\b|\bwünsch|\bratschlag|\btipp\b|\bkünftig",
        "need": r"\bbrauch|\bbenötig|\bbedarf\b|\bbedürfe|\bwichtig|\bnotwendig|\bnötig\b|\berforder|\bzentral",
        "finding": r"\bzeig(?:t|te|en|ten)\b|\bgezeigt|\bdeutlich|\bfestgestellt|\bstellte sich heraus|\berkenntnis|\berfahrung|\berfuhr|\bergab|\bfazit|\bbilanz|\blehre\b|\bgelernt|\brückblick|\beinig\b|\bals .{3,30} erwies",
        "reported": r"\b(?:sei|seien|habe|hätten|werde|würden|könne|solle|brauche|gebe|gelte|komme|gehe|bleibe|lasse)\b|\bso [A-ZÄÖÜ]\w+",
        "aim": r"\bziel\b|\bsoll\b|\bsollen\b|\bgeplant|\bplan(?:t|en)\b|\bmöchte|\bwill\b|\bwollen\b|\bangestrebt|\bvorgesehen|\bbis 20\d\d",
        "event": r"\bbegrüß|\bdank|\beröffn|\bmoderier|\bteilnehm|\bveranstaltung|\bvortrag|\bworkshop|\bprogramm\b|\beinladung|\banmeld|\buhr\b",
        "offer": r"\bbietet\b|\bbieten\b|\bangebot|\brichtet sich|\bberät\b|\bunterstützt\b|\bgefördert|\bfinanziert|\bträger\b|\blaufzeit",
        "number": r"\d",
        "quote": r"[„“\"»«]",
    }.items()
}
