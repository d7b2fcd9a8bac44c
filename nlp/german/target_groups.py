"""Groups of people (and of organisations) that projects work for, and the words that name them.

One line of words for each group. ``*`` stands for any letters; what opens with a capital is only
meant where the text writes it so (``Jungen``, not ``jungen``); ``-`` in front takes a word out.
Words are as ``nlp.german.tokens`` reads them: ``Schüler:innen`` is schülerinnen, a hyphen parts.
Of each phrase ``_`` stands for a blank or a hyphen.
"""

from __future__ import annotations

import re

LABELS: dict[str, str] = {
    "eltern": "Eltern",
    "vaeter": "Väter",
    "muetter": "Mütter",
    "alleinerziehende": "Alleinerziehende",
    "familien": "Familien",
    "kita-kinder": "Kinder vor der Einschulung",
    "grundschulkinder": "Grundschulkinder",
    "kinder": "Kinder",
    "schueler": "Schülerinnen und Schüler",
    "uebergang": "Jugendliche am Übergang in den Beruf",
    "schulabbruch": "Jugendliche ohne Schulabschluss",
    "jugendliche": "Jugendliche",
    "junge-erwachsene": "junge Erwachsene",
    "maedchen": "Mädchen und junge Frauen",
    "jungen": "Jungen und junge Männer",
    "auszubildende": "Auszubildende",
    "studierende": "Studierende",
    "frauen": "Frauen",
    "rueckkehr": "Menschen, die in den Beruf zurückkehren",
    "gefluechtete": "Geflüchtete",
    "einwanderung": "Menschen mit Einwanderungsgeschichte",
    "neuzugewanderte": "Neuzugewanderte",
    "roma": "Sinti und Roma",
    "langzeitarbeitslose": "Langzeitarbeitslose",
    "arbeitslose": "Arbeitslose",
    "armut": "Menschen in Armut",
    "ungelernte": "An- und Ungelernte",
    "schriftsprache": "Menschen, die kaum lesen und schreiben können",
    "beschaeftigte": "Beschäftigte",
    "aeltere-beschaeftigte": "ältere Beschäftigte",
    "senioren": "Seniorinnen und Senioren",
    "pflegende": "pflegende Angehörige",
    "demenz": "Menschen mit Demenz",
    "behinderung": "Menschen mit Behinderung",
    "psychisch": "Menschen mit psychischer Erkrankung",
    "sucht": "suchtkranke Menschen",
    "haft": "Gefangene und Haftentlassene",
    "wohnungslose": "Wohnungslose",
    "ueberschuldete": "überschuldete Menschen",
    "heim": "Pflegekinder und Jugendliche aus Heimen",
    "queer": "queere Menschen",
    "lehrkraefte": "Lehrkräfte",
    "kita-fachkraefte": "Fachkräfte in Kitas",
    "soziale-fachkraefte": "Fachkräfte der sozialen Arbeit",
    "pflegekraefte": "Pflegekräfte",
    "ausbilder": "Ausbilderinnen und Ausbilder",
    "ehrenamtliche": "Ehrenamtliche",
    "kleine-betriebe": "kleine Betriebe",
    "betriebe": "Betriebe",
    "gruendende": "Gründerinnen und Gründer",
    "fuehrungskraefte": "Führungskräfte",
    "betriebsraete": "Betriebsräte",
    "verwaltung": "Kommunalverwaltungen",
    "vereine": "Vereine",
    "nachbarschaft": "Nachbarinnen und Nachbarn",
}
"""German names of the groups, for people."""

WORDS: dict[str, str] = {
    "eltern": "eltern* *eltern *elternteil* erziehungsberechtigte* personensorgeberechtigte*"
    " mütter* väter* -elternzeit* -großeltern -elterngeld*",
    "vaeter": "väter* vätern",
    "muetter": "mütter* *mütter *müttern -großmütter* -mütterlich*",
    "alleinerziehende": "alleinerziehend* einelternfamilie*",
    "familien": "familie familien *familien familienzentr* familienbildung familienhilfe*"
    " familienbesuch* familienpat* -einelternfamilie*",
    "kita-kinder": "vorschulkind* kitakind* kindergartenkind* vorschüler* krippenkind* kleinkind*",
    "grundschulkinder": "grundschulkind* grundschüler* erstklässler* drittklässler*"
    " viertklässler* zweitklässler* schulanfänger*",
    "kinder": "kind kinder kindern kindes *kinder *kindern kinderarmut kinderprojekt* -enkelkind*",
    "schueler": "schüler schülern schülerin schülerinnen schülers *schüler *schülern"
    " *schülerinnen schülerfirm* schülerlots* schulklasse* *klässler *klässlern *klässlerinnen"
    " -vorschüler*",
    "uebergang": "ausbildungssuchende* ausbildungsplatzsuchende*"
    " schulabgänger* schulabsolvent* ausbildungsbewerber* altbewerber* ausbildungsreif*"
    " *abgangsklasse* *abschlussklasse*",
    "schulabbruch": "schulabbrecher* schulverweiger* schuldistanziert* schulmüde* schulschwänz*"
    " schulverweigerung",
    "jugendliche": "jugendlich* jugend *jugendliche *jugendlichen jugendgrupp* heranwachsende*"
    " jugendarbeit jugendtreff* jugendclub* jugendzentr* teenager* -jugendamt*",
    "maedchen": "mädchen mädchens mädchen*",
    "jungen": "Jungen Jungs Jungenarbeit Jungengrupp*",
    "auszubildende": "auszubildende* azubi* lehrling* *azubis ausbildungsabbrecher*",
    "studierende": "studierende* student studenten studentin studentinnen studienanfänger*"
    " studienabbrecher* studienzweifler*",
    "frauen": "Frauen frauen* *frauen *frauengruppe* -kauffrauen -fachfrauen",
    "rueckkehr": "berufsrückkehr* wiedereinsteiger* wiedereinstieg",
    "gefluechtete": "geflüchtete* flüchtling* *flüchtling *flüchtlinge *flüchtlingen geflohene*"
    " asylsuchende* asylbewerber* schutzsuchende* bleibeberechtigte* geduldete*",
    "einwanderung": "migrant* *migrant *migranten *migrantinnen zugewandert* zuwander*"
    " einwander* migrationshintergrund* migrationsgeschichte einwanderungsgeschichte"
    " zuwanderungsgeschichte spätaussiedler* aussiedler* migrantenfamilie* eingewandert*"
    " migrantenorganisation* -einwanderungsgesellschaft -zuwanderungsgesetz",
    "neuzugewanderte": "neuzugewandert* neuzuwander* seiteneinsteiger* neuankömmling*",
    "roma": "romafamilie* Roma Sinti",
    "langzeitarbeitslose": "langzeitarbeitslos* langzeiterwerbslos* langzeitleistungsbezieh*",
    "arbeitslose": "arbeitslose arbeitslosen arbeitsloser erwerbslose erwerbslosen erwerbsloser"
    " arbeitsuchende* arbeitssuchende* erwerbssuchende* leistungsbezieher* langzeitarbeitslos*"
    " langzeiterwerbslos* leistungsberechtigte*",
    "armut": "bedürftige* kinderarmut familienarmut armutsgefährdet* geringverdien*",
    "ungelernte": "ungelernt* angelernt* geringqualifiziert* niedrigqualifiziert*"
    " unqualifiziert* hilfskräfte hilfskräften",
    "schriftsprache": "analphabet* *analphabet* alphabetisierung* lesepat*",
    "beschaeftigte": "beschäftigte beschäftigten beschäftigter belegschaft* mitarbeitende*"
    " arbeitnehmer* schichtarbeiter* zeitarbeiter*",
    "senioren": "senior senioren seniorin seniorinnen *senioren *seniorinnen senioren* rentner*"
    " hochbetagt* ruheständler* großeltern hochaltrig* -seniorpartner* -seniorchef*",
    "demenz": "demenz* demenzkrank*",
    "behinderung": "behinderung* *behinderte* schwerbehindert* behindert behinderte behinderten"
    " gehörlos* sehbehindert* blinde blinden rollstuhl* förderschüler* -behinderungs*"
    " -behindertenbeauftragt*",
    "psychisch": "depression* psychiatrieerfahren*",
    "sucht": "suchtkrank* suchtbetroffen* alkoholkrank* drogenabhängig* suchtgefährdet*",
    "haft": "haftentlassen* strafgefangen* strafentlassen* inhaftiert* häftling* straffällig*"
    " gefangene gefangenen strafvollzug* haftentlassung haft",
    "wohnungslose": "wohnungslos* obdachlos*",
    "ueberschuldete": "überschuldet* verschuldet*",
    "heim": "pflegekind* heimkind* careleaver*",
    "queer": "queer* lesbisch* schwul* transgeschlechtlich*",
    "lehrkraefte": "lehrkraft lehrkräfte lehrkräften lehrer lehrern lehrerin lehrerinnen"
    " lehrpersonen lehrerfortbildung* *lehrer *lehrern *lehrerinnen *lehrkräfte *lehrkräften"
    " klassenleitung* referendar* lehrende*",
    "kita-fachkraefte": "erzieherin erzieherinnen erzieher erziehern kitafachkr*"
    " tagespflegeperson* tagesmütter*",
    "soziale-fachkraefte": "sozialarbeiter* sozialpädagog* schulsozialarbeiter* streetwork*",
    "pflegekraefte": "pflegekraft pflegekräfte pflegekräften altenpfleger* pflegehelfer*",
    "ausbilder": "ausbilder ausbildern ausbilderin ausbilderinnen ausbildungsleiter*",
    "ehrenamtliche": "ehrenamtlich* freiwillige freiwilligen ehrenamtler* bürgerschaftlich*"
    " engagierte* ehrenamt",
    "kleine-betriebe": "kleinbetrieb* kleinstbetrieb* kleinunternehmen* kleinstunternehmen* KMU"
    " handwerksbetrieb*",
    "betriebe": "betriebe Betrieben *betriebe unternehmen unternehmer*"
    " arbeitgeber* firma firmen *unternehmen -kitabetrieb* -unternehmensberat*",
    "gruendende": "gründer gründern gründerin gründerinnen existenzgründ* gründungswillige*",
    "fuehrungskraefte": "führungskraft führungskräfte führungskräften vorgesetzte*",
    "betriebsraete": "betriebsrat betriebsräte betriebsräten betriebsrätinnen personalräte*",
    "verwaltung": "verwaltungsmitarbeiter* kommunalverwaltung* stadtverwaltung* kreisverwaltung*",
    "vereine": "verein vereine vereinen *vereine *vereinen",
    "nachbarschaft": "nachbar* bewohner* anwohner* *bewohner *bewohnern *bewohnerinnen"
    " quartiersbewohner* dorfbewohner*",
}

PHRASES: dict[str, str] = {
    "alleinerziehende": "allein_erziehend* alleinerziehende*",
    "kita-kinder": "kinder*_im_vorschulalter kita_kinder* kinder*_in_(?:der|den)_kita\\w*"
    " kinder*_unter_(?:drei|sechs)",
    "uebergang": "übergang_(?:von_der_)?schule\\W{1,3}(?:und_|in_den_|in_die_)?(?:beruf|ausbildung)"
    " übergang_in_(?:die_|den_)?(?:ausbildung|beruf|arbeit)\\w*"
    " (?:suche|such\\w+)_nach_einem_(?:ausbildungsplatz|ausbildungsplätzen|lehrstelle)"
    " ohne_ausbildungsplatz ohne_lehrstelle jugendliche*_am_übergang",
    "schulabbruch": "ohne_(?:einen_)?(?:schul|haupt\\w*)?abschluss",
    "junge-erwachsene": "junge*_erwachsene* unter_2[57](?:_jahren)?",
    "jugendliche": "junge*_(?:leute|menschen)",
    "maedchen": "junge*_frauen",
    "jungen": "junge*_männer*",
    "gefluechtete": "unbegleitete*_minderjährige*"
    " (?:menschen|familien|kinder\\w*)_mit_fluchterfahrung"
    " aus_der_ukraine_geflohen*",
    "einwanderung": "menschen_mit_migrations* mit_ausländischen_wurzeln",
    "neuzugewanderte": "neu_(?:zugewander|eingewander|angekommen)\\w*",
    "armut": "(?:von_)?armut_(?:betroffen|bedroht)\\w* einkommensarm* mit_(?:wenig_geld|geringem_"
    "einkommen)",
    "ungelernte": "(?:an_und_|an\\W_und_)ungelernt* ohne_(?:einen_)?(?:berufs|ausbildungs)abschluss"
    " gering_qualifiziert* ohne_berufsausbildung formal_gering*",
    "schriftsprache": "besser_lesen_und_schreiben lesen_und_schreiben_(?:lern|könn|zu)\\w*"
    " gering_literalisiert* nicht_richtig_lesen",
    "aeltere-beschaeftigte": "ältere*_(?:beschäftigte|arbeitnehmer|mitarbeite|kolleg)\\w*",
    "senioren": "ältere*_(?:menschen|leute|frauen|männer|bürger\\w*|migrant\\w*) alte*_menschen",
    "pflegende": "pflegende*_angehörige*",
    "behinderung": "menschen_mit_(?:\\w+_)?(?:behinderung"
    "|handicap|beeinträchtigung|lernschwierig)\\w*",
    "psychisch": "psychisch_(?:krank|erkrankt|belastet)\\w*"
    " psychischen?_(?:erkrankung|problem)\\w*",
    "haft": "hinter_(?:gittern|mauern) (?:vor|nach)_(?:\\w+_){0,2}(?:entlassung|hafttag)",
    "heim": "care_leaver* junge*_menschen_aus_(?:heimen|der_jugendhilfe)",
    "kita-fachkraefte": "kita_(?:beschäftigt|fachkr|team|personal)\\w*"
    " pädagogische*_fachkräfte*_(?:in|der|aus)_(?:den_)?(?:kita|kindertages|kinderg)\\w*",
    "soziale-fachkraefte": "fachkräfte*_der_(?:jugendhilfe|sozialen_arbeit|sozialarbeit)",
    "kleine-betriebe": "kleine*_(?:und_mittlere*_)?(?:betrieb|unternehmen|firm)\\w*",
}

TAKE_PART = re.compile(
    r"\b(?:Teilnehm\w+|nahmen\b[^.]{0,120}\bteil|teilgenommen|Gäste\w*|tagten|trafen\ssich"
    r"|auf\sEinladung|luden\b[^.]{0,120}\bein|eingeladen\shatte\w*|Fachleute|begrüßte\w*"
    r"|diskutierten|kamen\b[^.]{0,120}\bzusammen|Vertreter\w*\s(?:aus|von|der)"
    r"|Fachtag\w*|Konferenz|Fachtagung|Tagung)\b"
)
"""Sentences about who came to the event: their groups are not those of a project."""
