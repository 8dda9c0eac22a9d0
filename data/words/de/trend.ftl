# Die Seite einer Entwicklung.

trend-title = { $n ->
    [0] Kein Lauf zum Vergleichen
    [one] Ein Lauf
   *[other] { NUM($n) } Läufe
 }
trend-title-of = { $who }: { $title }
trend-no-device = Gerät nicht genannt
trend-averages = Mittelwerte der Liste
trend-strength-days = { NUM($n) } Tage mit Krafttraining
trend-needs-two = Eine Entwicklung braucht zwei Läufe oder mehr.
trend-nothing-common = Keine zwei der Läufe haben ein Gerät und eine Messgröße gemeinsam: nichts zu vergleichen.
trend-nothing-moved = Keine Änderung über die Schwankung der Tage hinaus.
trend-said-better = müde besser: { $list }
trend-said-worse = müde schlechter: { $list }
trend-said-up = frisch höher: { $list }
trend-said-down = frisch niedriger: { $list }
trend-line = { $name }, die Linie über alle { NUM($n) } Läufe: { $change } vom ersten bis zum letzten Tag ({ $low } bis { $high }).
trend-line-runs = { NUM($n) } Läufe
trend-better = besser
trend-worse = schlechter
trend-up = ↑ höher
trend-down = ↓ niedriger
trend-no-change = = keine Änderung
trend-not-comparable = nicht vergleichbar
trend-more = mehr als nötig
trend-less = weniger als nötig
trend-fresh-level = Frischer Wert
trend-change-tired = Änderung im müden Teil
trend-level-description = { NUM($n) } Läufe, von { $first } bis { $last } { $unit }.{ $needed ->
    [none] { "" }
   *[other] { " " }Für eine Änderung muss sich die Linie über alle um { $needed } bewegen.
 }
trend-tired-description = { NUM($n) } Läufe mit ihren 95-%-Bereichen, der letzte { $last } { $unit }.
trend-focus = Lohnt sich das Krafttraining?
trend-log = Aus dem Tagebuch
trend-one-run = Nur ein Lauf: nichts zum Vergleichen.
trend-lead = Frische Werte, auf { $pace } gebracht, und die Änderung im müden Teil jedes Laufs bei gleichem Tempo und gleicher Steigung.
trend-key-level = frischer Wert
trend-key-line = Linie über alle Läufe
trend-key-beyond = mehr verändert, als Tage sich unterscheiden; oder eine Änderung im müden Teil
trend-key-band = keine Änderung; oder zu klein, um wichtig zu sein
trend-others = { NUM($n) } weitere Messgrößen
trend-over-all = Alle Läufe
trend-fresh = Frisch
trend-tired = Müde
trend-needed = nötig
trend-every-run = Jeder Lauf in Zahlen
trend-run = Lauf
trend-at-pace = Im gemeinsamen Tempo
trend-since = Seit dem Lauf davor
trend-against = Gemessen am Nötigen
trend-runs = Läufe
trend-start = Beginn
trend-fresh-pace = Tempo frisch
trend-left-out = Ausgelassen
