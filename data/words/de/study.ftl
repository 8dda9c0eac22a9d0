# Studien: die Seite, die Methoden, das Codebuch.

study-title = Was die Studie gefunden hat
study-kicker = Studie
study-foot = Von runform { $version } allein aus den Aufzeichnungen und der Liste gemacht, auf diesem Rechner; die Seite lädt nichts nach.
study-parts = Teile dieser Seite
study-part-found = Was gefunden wurde
study-part-means = Gruppen und Bedingungen
study-part-participants = Alle Einzelnen
study-part-agreement = Tage und Geräte
study-part-flow = Was aus den Aufzeichnungen wurde
study-part-sensitivity = Was an Annahmen hängt
study-part-method = Methoden
study-in-numbers = In Zahlen
study-models = Die Modelle
study-effects = Wie diese Läufer auf das Tempo antworten
study-effects-lead = Die Änderung jeder Größe je ln der Geschwindigkeit (ein Zehntel langsamer ist etwa −0,105). Was von Läufern allgemein bekannt war, was die Läufe dieser Studie sagen, und was verwendet wurde. Der Fehler des Verwendeten ist in allen Läufen gleich: Er steckt in jedem Intervall dieser Seite außer denen von Hedges’ g, und mehr Läufer derselben Art nehmen ihn nicht weg.
study-means-lead = Mittlere Änderung in Ermüdung, bei gleicher Geschwindigkeit und Steigung, mit 95-%-Intervallen. Grau: kleiner als das, was zählt.
study-participants-lead = Eine Linie für jeden, bei gleicher Geschwindigkeit und Steigung. Die Quadrate sind die Mittel des Modells mit ihren 95-%-Intervallen.
study-sensitivity-lead = Dieselben Fragen unter anderen Annahmen. Von wo bis wo eine Antwort reicht, und unter wie vielen Annahmen sie steht: Was unter wenigen steht, ist kein Befund. Zeile für Zeile in tables/sensitivity.csv.
study-reasons = Warum Aufzeichnungen wegblieben
study-provenance = Woher diese Zahlen kommen
study-everybody = alle
study-all-together = alle zusammen
study-fact-participants = Teilnehmer
study-fact-recordings = Aufzeichnungen
study-fact-compared = Verglichen
study-fact-groups = Gruppen
study-fact-conditions = Bedingungen

study-answer-none = Für kein Modell gibt es genug Teilnehmer.
study-answer-nothing = Keiner von { $n } Tests fällt auf, wenn ihre Zahl berücksichtigt wird. Das beweist nicht, dass es keinen Unterschied gibt: siehe die Tests auf Gleichwertigkeit.
study-answer-found = { $list }{ $more ->
    [0] {"."}
   *[other] { "; und " }{ $more } weitere.
} Das fällt unter { $n } Tests auf, wenn ihre Zahl berücksichtigt wird (Anteil falscher Entdeckungen 5 %).

study-notice-without = { $n ->
    [1] Eine Größe an einem Gerät hat kein Modell; die Tabelle der Modelle sagt, warum.
   *[other] { $n } Verbindungen von Größe und Gerät haben kein Modell; die Tabelle der Modelle sagt, warum. Geräte werden nur auf Wunsch zusammengelegt (--pool device).
}
study-notice-respelled = { $of ->
    [field] Feld
    [device] Gerät
    [group] Gruppe
    [condition] Bedingung
    [visit] Tag
   *[other] Teilnehmer
}: „{ $from }“ wurde als „{ $to }“ gezählt.
study-notice-kept = { $n ->
    [one] Ein Lauf wurde zwischen Fenstern verglichen und nicht als Ganzes: Er behält seine Änderung, mit dem, was von Läufern allgemein bekannt ist.
   *[other] Bis zu { $n } Läufe wurden zwischen Fenstern verglichen und nicht als Ganzes: Sie behalten ihre Änderung, mit dem, was von Läufern allgemein bekannt ist.
}
study-notice-loss = Manche Gruppen oder Bedingungen verloren mehr Aufzeichnungen, als der Zufall erklärt: Was blieb, kann anders sein als das, was verglichen werden sollte.
study-code-covariate-missing = Die Kovariate „{ $column }“ steht in keiner Zeile der Liste und blieb weg.
study-code-covariate-constant = Die Kovariate „{ $column }“ ist in allen Läufen gleich und blieb weg.
study-code-covariate-words = Die Kovariate „{ $column }“ hat { $levels } verschiedene Wörter, zu viele für ein Modell, und blieb weg.
study-code-few-participants = zu wenige Teilnehmer: { $participants }, nötig sind { $needed }
study-code-model = die Daten tragen das Modell nicht: { $unfit }
study-code-few-rows = { $rows } Läufe für { $columns } Koeffizienten
study-code-collinear = Spalte { $column } ist eine Summe anderer
study-code-not-finite = ein Wert fehlt, oder nichts ändert sich
study-code-few-groups = { $groups } Teilnehmer
study-code-no-repeats = ein eigener Zufallseffekt für jeden Lauf

study-forest = Effekte in kleinsten bedeutsamen Änderungen
study-forest-about = Balken sind 95-%-Intervalle; im grauen Band ist ein Effekt kleiner als das, was zählt. Orange: fällt auf, auch wenn die Zahl der Tests berücksichtigt wird.
study-forest-axis = Effekt / kleinste bedeutsame Änderung
study-participants-about = { $n } Teilnehmer.
study-means-about = Mittel mit 95-%-Intervallen.
study-agreement-axis = Mittel der beiden
study-agreement-about = Verzerrung { $bias } { $unit }, Übereinstimmungsgrenzen { $low } bis { $high } { $unit }, { $n } Teilnehmer; grau: 95-%-Intervalle.
study-of-fresh = frisches Niveau
study-of-change = Änderung in Ermüdung
study-flow = Von den Aufzeichnungen zum Modell
study-flow-about = Das Modell der Größe mit den meisten Läufen.
study-flow-recordings = Aufzeichnungen
study-flow-analysed = ausgewertet
study-flow-compared = frisch und müde verglichen
study-flow-modelled = im größten Modell
study-flow-not-analysed = nicht auswertbar
study-flow-not-compared = nicht vergleichbar
study-flow-not-modelled = nicht im größten Modell
study-asked-overall = mittlere Änderung

study-head-metric = Größe
study-head-question = Frage
study-head-estimate = Schätzung [95 %]
study-head-df = df
study-head-p = p
study-head-q = p, angepasst
study-head-g = Hedges’ g
study-head-prediction = Neuer Teilnehmer [95 %]
study-head-equivalence = p, Gleichwertigkeit
study-head-runs = Läufe
study-head-participants = Teilnehmer
study-head-random = Teilnehmer haben
study-head-within = SD innerhalb
study-head-between = SD zwischen
study-head-slope = SD des Effekts der Bedingung
study-head-margin = Grenze
study-head-known = Vorher bekannt
study-head-study = Diese Studie allein
study-head-used = Verwendet
study-head-what = Von
study-head-icc21 = ICC(2,1)
study-head-icc31 = ICC(3,1)
study-head-sem = SEM
study-head-mdc = MDC95
study-head-cell = Gruppe, Bedingung
study-head-recordings = Aufzeichnungen
study-head-analysed = Ausgewertet
study-head-compared = Verglichen
study-head-lost = Verloren
study-head-people = Teilnehmer übrig
study-head-range = Unter anderen Annahmen
study-head-excludes = Intervall ohne 0
study-head-smaller = Kleiner als was zählt
study-of = { $n } von { $all }
study-caption-estimates = Effekte mit 95-%-Intervallen
study-caption-models = Gemischte Modelle
study-caption-effects = Effekte der Geschwindigkeit
study-caption-reliability = Verlässlichkeit einzelner Läufe
study-caption-losses = Aufzeichnungen nach Gruppe und Bedingung
study-caption-sensitivity = Antworten unter anderen Annahmen
study-random-none = nichts Eigenes (je ein Lauf)
study-random-intercept = ein eigenes Niveau
study-random-slope = ein eigenes Niveau und einen eigenen Effekt der Bedingung
study-slope-singular = ein eigener Effekt der Bedingung wurde versucht und ist singulär
study-singular = singulär: Menschen unterscheiden sich nicht über den Zufall hinaus
study-loss-group = Gleiche Verluste in allen Gruppen: p { $p }.
study-loss-condition = Gleiche Verluste unter allen Bedingungen: p { $p }.
study-code-as-analysed = wie ausgewertet
study-code-not-pooled = jeder Lauf für sich (der gemeinsame Fehler fehlt)
study-code-prior-wider = halb so sicher über Läufer allgemein
study-code-prior-narrower = doppelt so sicher über Läufer allgemein
study-code-prior-higher = Läufer allgemein: 1 SD mehr
study-code-prior-lower = Läufer allgemein: 1 SD weniger
study-code-margin-half = halbe kleinste bedeutsame Änderung
study-code-margin-twice = doppelte kleinste bedeutsame Änderung
study-code-parts = erste und letzte { PERCENT($share) } des Laufs

## Methoden

study-methods-title = Methoden
study-methods-head-design = Aufbau und Teilnehmer
study-methods-design = { $recordings } Aufzeichnungen von { $participants } Teilnehmern wurden gelesen; { $analysed } konnten ausgewertet werden, und in { $compared } konnten der frische und der müde Teil verglichen werden.
study-methods-groups = Gruppen (die erste ist der Bezug): { $list }.
study-methods-conditions = Bedingungen (die erste ist der Bezug): { $list }.
study-methods-covariates = Kovariaten: { $list }. Zahlen sind am Mittel der Teilnehmer zentriert; bei Wörtern zählen in Mitteln alle Stufen gleich.
study-methods-head-runs = Auswertung einzelner Läufe
study-methods-runs = Jede Aufzeichnung wurde mit runform { $version } ausgewertet. Halbminuten allen Laufens zwischen Einlaufen und Auslaufen wurden durch Geschwindigkeit (mit Krümmung), Steigung und Gefälle und einen glatten Verlauf der Zeit erklärt, mit zeitlich korrelierten Fehlern; die Änderung ist das Mittel des Verlaufs über die letzten { $share } % des Laufens weniger das über die ersten { $share } %, bei gleicher Geschwindigkeit und Steigung.
study-methods-head-effects = Effekte von Geschwindigkeit und Steigung
study-methods-pooled = Wer müde langsamer wird, ändert die Form schon durch das Tempo. Die eigenen Effekte von Geschwindigkeit und Steigung jedes Laufs, um die Fehler der Geschwindigkeit berichtigt, wurden je Teilnehmer und über Teilnehmer mit einem Zufallseffekt zusammengefasst (REML, Viechtbauer 2005; Standardfehler nach Knapp und Hartung 2003), mit dem verbunden, was von Läufern allgemein bekannt ist, und in jedem Lauf an die Stelle allgemeinen Wissens gesetzt, zu den anderen Läufen des Teilnehmers hin geschrumpft. Der Fehler der gemeinsamen Mittel und der Zweifel am Anteil des Fehlers an der Streuung der Geschwindigkeit sind allen Läufen gemeinsam: Sie wurden durch das Modell in jede Schätzung getragen, ihre Freiheitsgrade nach Satterthwaite verbunden.
study-methods-alone = Jeder Lauf wurde mit dem berichtigt, was von Läufern allgemein bekannt ist, und mit seinen eigenen Effekten von Geschwindigkeit und Steigung. Der Fehler dieses Wissens ist allen Läufen gemeinsam und steckt NICHT in den Intervallen; Ergebnisse können einen Effekt zeigen, wo alle nur langsamer werden.
study-methods-head-model = Modell
study-methods-model = Je Größe und Messgerät wurden die Änderungen mit Gruppe, Bedingung, ihrer Wechselwirkung und den Kovariaten als festen und Teilnehmern als zufälligen Effekten modelliert, mit eingeschränkter größter Likelihood (REML; Bates et al. 2015) und Freiheitsgraden nach Satterthwaite (Kuznetsova et al. 2017). Teilnehmer hatten in { $intercepts } Modellen ein eigenes Niveau, in { $slopes } dazu einen eigenen Effekt der Bedingung, und in { $plain }, mit je einem Lauf, nichts Eigenes. Läufe eines Teilnehmers zählen nie als unabhängig.
study-methods-slopes-singular = In { $n } Modellen wurde ein eigener Effekt der Bedingung versucht; er ergab eine singuläre Anpassung und blieb weg.
study-methods-singular = Die Varianz zwischen Teilnehmern wurde auf null geschätzt (singuläre Anpassung) bei: { $list }.
study-methods-cells = { $pooled ->
    [yes] Geräte, Orte des Sensors oder Felder wurden auf Wunsch zusammengelegt.
   *[other] Geräte, Orte des Sensors und Felder der Dateien wurden nie zusammengelegt.
}
study-methods-head-tests = Schätzungen und Tests
study-methods-tests = Mittel über Gruppen und Bedingungen gewichten alle Zellen gleich. Intervalle sind 95-%-Intervalle. p-Werte wurden für alle Größen und Fragen nach dem Anteil falscher Entdeckungen angepasst (Benjamini und Hochberg 1995). Standardisierte Effekte sind Hedges’ g mit der mittleren Standardabweichung, aus Mitteln der Teilnehmer, mit Intervallen nach Bonett (2008). Vorhersageintervalle enthalten die Änderung, oder den Unterschied zweier Läufe, eines neuen Teilnehmers. Gleichwertigkeit wurde mit zwei einseitigen Tests (Schuirmann 1987) gegen das { $margin }-Fache der kleinsten bedeutsamen Änderung geprüft.
study-methods-head-reliability = Verlässlichkeit und Übereinstimmung
study-methods-reliability = Von Teilnehmern mit einem Lauf an jedem Tag, oder mit beiden Geräten, wurden die Intraklassen-Korrelationen einzelner Messungen ICC(2,1) und ICC(3,1) (Shrout und Fleiss 1979) mit Intervallen (McGraw und Wong 1996), der Standardfehler der Messung (Wurzel des mittleren Restquadrats) und die kleinste erkennbare Änderung (1,96 · √2 · SEM) berechnet, dazu Übereinstimmungsgrenzen mit ihren Intervallen (Bland und Altman 1999), ein Paar je Teilnehmer.
study-methods-head-sensitivity = Empfindlichkeit
study-methods-sensitivity = Alle Tests wurden wiederholt: jeder Lauf für sich, allgemeines Wissen doppelt und halb so breit und um eine Standardabweichung höher und tiefer, halbe und doppelte kleinste bedeutsame Änderung.
study-methods-sensitivity-parts = Alle Tests wurden wiederholt: jeder Lauf für sich, allgemeines Wissen doppelt und halb so breit und um eine Standardabweichung höher und tiefer, halbe und doppelte kleinste bedeutsame Änderung, und andere Teile des Laufs: die ersten und die letzten { $list }.
study-methods-head-limits = Grenzen
study-methods-limits = Effekte der Geschwindigkeit stammen aus dem Tempo desselben Laufs und der anderen Läufe des Teilnehmers; angenommen wird, dass sie auch müde gelten. Ein anderer Sitz des Sensors, ein anderer Schuh oder eine andere Strecke, die mit einer Bedingung einhergehen, sind von einem Effekt der Bedingung nicht zu unterscheiden. Nichts hiervon ist eine Diagnose.
study-methods-head-reproduce = Zum Nachrechnen
study-methods-reproduce = runform { $version }; die Einstellungen mit der SHA-256 { $hash } stehen in settings.toml. Dieselben Aufzeichnungen, dieselbe Liste und dieselben Einstellungen ergeben dieselben Bytes. run.json nennt die Aufzeichnungen mit ihrer SHA-256.
study-methods-head-sources = Quellen
study-methods-sources = - Bates D, Mächler M, Bolker B, Walker S (2015). Fitting linear mixed-effects models using lme4. J Stat Softw 67(1).
    - Benjamini Y, Hochberg Y (1995). Controlling the false discovery rate. J R Stat Soc B 57:289–300.
    - Bland JM, Altman DG (1999). Measuring agreement in method comparison studies. Stat Methods Med Res 8:135–160.
    - Bonett DG (2008). Confidence intervals for standardized linear contrasts of means. Psychol Methods 13:99–109.
    - Knapp G, Hartung J (2003). Improved tests for a random effects meta-regression with a single covariate. Stat Med 22:2693–2710.
    - Kuznetsova A, Brockhoff PB, Christensen RHB (2017). lmerTest package: tests in linear mixed effects models. J Stat Softw 82(13).
    - McGraw KO, Wong SP (1996). Forming inferences about some intraclass correlation coefficients. Psychol Methods 1:30–46.
    - Schuirmann DJ (1987). A comparison of the two one-sided tests procedure and the power approach. J Pharmacokinet Biopharm 15:657–680.
    - Shrout PE, Fleiss JL (1979). Intraclass correlations: uses in assessing rater reliability. Psychol Bull 86:420–428.
    - Viechtbauer W (2005). Bias and efficiency of meta-analytic variance estimators in the random-effects model. J Educ Behav Stat 30:261–293.
study-cite = Wer runform in einer Veröffentlichung verwendet, nenne bitte die verwendete Version.
study-cite-abstract = Wie sich die Form eines Läufers in Ermüdung ändert, aus Laufuhren und Inertialsensoren.
study-crate-title = Studie über die Laufform in Ermüdung, mit runform ausgewertet
study-crate-about = Ergebnisse einer Studie: Seite, Methoden, Tabellen mit ihrer Beschreibung, Abbildungen mit ihren Daten, Einstellungen.
study-crate-license = Hier nicht gesagt: Wem die Studie gehört, sagt, wozu sie verwendet werden darf.
study-crate-analysis = Auswertung der Aufzeichnungen und Modelle der Studie
study-crate-study = Alle Antworten, für Menschen als Seite, für Programme als JSON
study-crate-methods = Die Methoden für eine Veröffentlichung, aus den verwendeten Einstellungen und Zahlen
study-crate-settings = Alle Einstellungen
study-crate-run = Version, Einstellungen, Liste und jede Aufzeichnung mit SHA-256 und Status
study-crate-datapackage = Beschreibung der Tabellen (Frictionless Data Package)
study-crate-citation = Wie das Programm zitiert wird
study-crate-figure = Eine Abbildung der Seite
study-crate-figure-data = Die Daten der Abbildung gleichen Namens
study-package-title = Tabellen einer Studie, mit runform gemacht
study-table-runs = Aufzeichnungen, und was aus ihnen wurde
study-table-changes = Die Änderung jeder Größe in jedem Lauf
study-table-models = Das gemischte Modell jeder Größe
study-table-estimates = Effekte mit Intervallen und Tests
study-table-effects = Effekte von Geschwindigkeit und Steigung
study-table-flow = Aufzeichnungen nach Gruppe und Bedingung
study-table-reliability = Verlässlichkeit zwischen Tagen
study-table-agreement = Übereinstimmung zwischen Geräten
study-table-sensitivity = Effekte unter anderen Annahmen

## Spalten

study-column-own = Spalte der Liste, wie geschrieben.
study-column-path = Die Aufzeichnung.
study-column-participant = Der Teilnehmer, wie die Liste sagt; die Aufzeichnung, wo keiner bekannt ist.
study-column-group = Die Gruppe; bei einem Unterschied die Gruppe, die mit dem Bezug verglichen wird.
study-column-condition = Die Bedingung; bei einem Unterschied die Bedingung, die mit dem Bezug verglichen wird.
study-column-visit = Der Tag oder die Wiederholung.
study-column-status = Was aus der Aufzeichnung wurde: analyzed, refused, not_imported, unreadable, internal_error, crashed.
study-column-compared = Ob der frische und der müde Teil verglichen werden konnten.
study-column-reason = Warum die Aufzeichnung nicht ausgewertet oder nicht verglichen wurde.
study-column-metric = Die Größe.
study-column-unit = Einheit der Niveaus, Änderungen, Streuungen und Grenzen der Zeile.
study-column-device = Das Gerät; leer, wo es nicht bekannt ist oder Geräte zusammengelegt sind.
study-column-placement = Wo der Sensor saß; leer bei Uhren.
study-column-field = Das Feld der Datei, aus dem die Größe stammt.
study-column-device-2 = Gerät des zweiten Sensors.
study-column-placement-2 = Ort des zweiten Sensors.
study-column-field-2 = Feld des zweiten Sensors.
study-column-fresh = Niveau des frischen Teils beim Bezugstempo des Laufs in der Ebene.
study-column-change = Änderung in Ermüdung bei gleicher Geschwindigkeit und Steigung, mit den Effekten der Studie.
study-column-se = Standardfehler, in der Einheit der Zeile. In changes: bei gegebenen Effekten der Studie; in estimates: mit dem Fehler, der allen Läufen gemeinsam ist; in effects: des verwendeten Mittels.
study-column-se-sampling = Standardfehler ohne den Fehler, der allen Läufen gemeinsam ist.
study-column-change-alone = Änderung, wie der Lauf für sich sagt.
study-column-se-alone = Ihr Standardfehler.
study-column-swc = Kleinste bedeutsame Änderung dieses Laufs.
study-column-n-runs = Läufe.
study-column-n-participants = Teilnehmer.
study-column-n-left-out = Läufe ohne Platz im Modell: ohne Gruppe, Bedingung oder Kovariate.
study-column-random = Wie Teilnehmer eingehen: none (je ein Lauf), intercept, slope.
study-column-slope-tried = Ob ein eigener Effekt der Bedingung versucht wurde.
study-column-singular = Ob die Varianz zwischen Teilnehmern auf null geschätzt wurde.
study-column-interaction = Ob die Wechselwirkung von Gruppe und Bedingung im Modell ist.
study-column-sd-within = Standardabweichung innerhalb der Teilnehmer.
study-column-sd-between = Standardabweichung zwischen Teilnehmern, oder zwischen Läufern.
study-column-sd-slope = Standardabweichung des Effekts der Bedingung zwischen Teilnehmern.
study-column-reml = Das REML-Kriterium, −2 log Likelihood.
study-column-margin = Grenze der Gleichwertigkeit.
study-column-why-not = Warum es kein Modell gibt: few_participants, model.
study-column-question = overall: Mittel über alle Zellen, jede gleich; mean: einer Zelle; condition, group: ein Unterschied über den anderen Faktor; condition_in_group: ein Unterschied innerhalb der Gruppe; interaction: der Unterschied der Unterschiede.
study-column-estimate = Die Schätzung.
study-column-df = Freiheitsgrade (Satterthwaite).
study-column-ci95-low = Unteres Ende des 95-%-Intervalls.
study-column-ci95-high = Oberes Ende des 95-%-Intervalls.
study-column-p = Zweiseitiges p für keinen Effekt.
study-column-q = p, angepasst an den Anteil falscher Entdeckungen über alle Zeilen außer Mitteln.
study-column-hedges-g = Standardisierter Effekt, Hedges’ g mit der mittleren Standardabweichung.
study-column-g-low = Unteres Ende seines 95-%-Intervalls.
study-column-g-high = Oberes Ende seines 95-%-Intervalls.
study-column-prediction95-low = Unteres Ende des 95-%-Intervalls eines neuen Teilnehmers.
study-column-prediction95-high = Oberes Ende des 95-%-Intervalls eines neuen Teilnehmers.
study-column-p-equivalence = p der zwei einseitigen Tests: klein heißt, der Effekt ist kleiner als die Grenze.
study-column-ci90-low = Unteres Ende des 90-%-Intervalls.
study-column-ci90-high = Oberes Ende des 90-%-Intervalls.
study-column-effect = ln_speed und sein Quadrat, up und down (je %), und ihre Teile jenseits von 5 %; auf dem Logarithmus der Größe oder in ihrer Einheit, ohne das, was die Größe durch ihre Formel enthält.
study-column-mean = Verwendetes Mittel über Läufer.
study-column-known-mean = Was vorher bekannt war: Mittel über Läufer.
study-column-known-sd = Was vorher bekannt war: Standardabweichung.
study-column-study-mean = Mittel über Läufer nach dieser Studie allein.
study-column-study-se = Sein Standardfehler.
study-column-n-recordings = Aufzeichnungen.
study-column-n-analysed = Ausgewertete Aufzeichnungen.
study-column-n-compared = Aufzeichnungen, in denen der frische und der müde Teil verglichen werden konnten.
study-column-n-participants-compared = Teilnehmer mit einer solchen Aufzeichnung.
study-column-reasons = Gründe der anderen, mit ihrer Zahl.
study-column-of = fresh: das frische Niveau; change: die Änderung in Ermüdung.
study-column-visits = Die Tage, der Reihe nach; die Übereinstimmung ist die der ersten zwei.
study-column-n-incomplete = Teilnehmer ohne einen Lauf an jedem Tag.
study-column-icc21 = ICC(2,1): Übereinstimmung einzelner Messungen.
study-column-icc21-low = Unteres Ende ihres 95-%-Intervalls.
study-column-icc21-high = Oberes Ende ihres 95-%-Intervalls.
study-column-icc31 = ICC(3,1): Beständigkeit einzelner Messungen.
study-column-icc31-low = Unteres Ende ihres 95-%-Intervalls.
study-column-icc31-high = Oberes Ende ihres 95-%-Intervalls.
study-column-sem = Standardfehler der Messung: Wurzel des mittleren Restquadrats.
study-column-sem-agreement = Derselbe mit den Unterschieden zwischen den Gelegenheiten.
study-column-mdc95 = Kleinste erkennbare Änderung: 1,96 · √2 · sem.
study-column-bias = Mittlerer Unterschied, zweites weniger erstes.
study-column-bias-low = Unteres Ende des 95-%-Intervalls.
study-column-bias-high = Oberes Ende des 95-%-Intervalls.
study-column-loa-low = Untere 95-%-Übereinstimmungsgrenze.
study-column-loa-low-low = Unteres Ende ihres 95-%-Intervalls.
study-column-loa-low-high = Oberes Ende ihres 95-%-Intervalls.
study-column-loa-high = Obere 95-%-Übereinstimmungsgrenze.
study-column-loa-high-low = Unteres Ende ihres 95-%-Intervalls.
study-column-loa-high-high = Oberes Ende ihres 95-%-Intervalls.
study-column-slope = Steigung der Unterschiede an den Mitteln.
study-column-slope-p = p dieser Steigung.
study-column-assumption = Was angenommen wurde: as_analysed, not_pooled, prior_wider, prior_narrower, prior_higher, prior_lower, margin_half, margin_twice, parts.
study-column-part-share = Anteil des Laufs, der früh, und der spät ist, wo andere Teile verglichen wurden.

## Vor einer Studie, und was geschrieben wurde

study-written = { $files } Dateien geschrieben; beginne mit { $page }. { $models } Modelle aus { $recordings } Aufzeichnungen{ $failed ->
    [0] {"."}
    [one] {", von denen eine nicht ausgewertet werden konnte."}
   *[other] {", von denen "}{ $failed } nicht ausgewertet werden konnten.
}
study-provenance-version = runform
study-provenance-settings = SHA-256 von settings.toml
study-provenance-manifest = Liste und ihre SHA-256
study-check-recordings = { $n } Aufzeichnungen.
study-check-missing = { $n } Dateien sind nicht da: { $list }. Lege sie an ihren Platz oder nimm ihre Zeilen heraus.
study-check-two-groups = In zwei Gruppen zugleich: { $list }. Ein Teilnehmer gehört zu einer Gruppe; was sich ändert, heißt Bedingung.
study-check-nameless = { $n } Aufzeichnungen haben keinen Teilnehmer: Jede zählt als eigener Mensch.
study-check-unpaired = { $n } Teilnehmern fehlt eine Bedingung, die andere haben: { $list }. Sie zählen im Modell, sagen aber weniger.
study-check-unbalanced = Gruppen und Bedingungen haben verschieden viele Aufzeichnungen.
study-check-alike = { $column }: „{ $a }“ und „{ $b }“ sehen gleich aus. Wo sich nur Groß- und Kleinschreibung, Leerzeichen oder Zeichen unterscheiden, zählen sie als eins; sonst berichtige eines.
study-check-own = Spalte { $column }: { $n } von { $of } Aufzeichnungen haben sie, { $words } verschiedene Einträge. Ins Modell kommt sie mit --covariate { $column }.
study-check-sound = Nichts steht im Weg.
