# Die Zusammenfassung im Terminal.

closing = Kein ärztlicher Rat; bei Schmerzen aufhören. Mehr: --details, --html lauf.html
closing-short = Kein ärztlicher Rat; bei Schmerzen aufhören.
closing-details = Kein ärztlicher Rat; bei Schmerzen aufhören. Als Seite zum Drucken: --html lauf.html

column-fresh = frisch
column-tired = müde
column-change = Änderung
column-range = 95-%-Bereich

whole-run = Ganzer Lauf: { $list }.
do-week = Diese Woche zweimal: { $list }.
do-standard = Diese Woche zweimal: die übliche Krafteinheit, { NUM($min) } min ({ OPTION("details") } zeigt sie).
caveat-data = Daten { $quality }: { $note }
caveat-sure = Wie sicher: Sicherheit { $confidence }.

line-short = zu kurz für einen Vergleich
line-not-compared = nicht vergleichbar
line-held = Technik gehalten
line-open = keine Änderung gezeigt
line-balance = links und rechts verschieden
totals-runs = { NUM($n) } { $n ->
    [one] Lauf
   *[other] Läufe
 }
totals-changed = { NUM($n) } mit Befund
totals-held = { NUM($n) } ohne
totals-not-compared = { NUM($n) } nicht vergleichbar
totals-short = { NUM($n) } zu kurz
totals-left-out = { NUM($n) } nicht ausgewertet

with-pauses = { $time } mit Pausen
while-running = { $pace } beim Laufen
data-line = Daten für die Laufanalyse: { $quality } ({ $running } gelaufen)
head-comparison = Frisch gegen müde
comparison-at = bei gleichem Tempo{ $pace ->
    [none] { "" }
   *[other] { " " }({ $pace })
 } und gleicher Steigung
head-as-run = Gemessene Werte, nicht um Tempo und Hügel bereinigt:
foot-estimated = * berechnet aus dem, was gemessen wurde
balance-line = Bodenkontakt-Balance: frisch { $fresh }, müde { $tired }.
computed = berechnet
head-whole-run = Der ganze Lauf
context-line = Zum Vergleich, ohne Urteil: { $list }
head-findings = Was auffällt
head-strength = Krafttraining
session-of = Einheit von { NUM($min) } min:
session-block = { $area } ({ NUM($min) } min): { $list }
head-unjudged = Nicht zu beurteilen
