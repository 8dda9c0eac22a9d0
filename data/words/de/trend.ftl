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

# Warum eine Entwicklung nichts sagt, und was nicht teilnehmen konnte

one-run-only = nur ein Lauf
speeds-too-far = die Läufe waren zu verschieden schnell
one-day-only = die Läufe sind von einem Tag
days-unknown = wie sehr Tage sich bei dieser Messgröße unterscheiden, ist nicht bekannt
no-worse-way = bei dieser Messgröße ist keine Richtung die schlechtere
no-run-compared = kein Lauf mit einem frischen und einem müden Teil, die sich vergleichen lassen
no-run-alike = kein anderer Lauf von etwa gleicher Länge und Art wie der letzte ({ NUM($minutes) } min)
there-twice = dieselbe Aufzeichnung ist unter einem anderen Namen schon da
undated-run = die Datei sagt nicht, wann es war
start-no-time = ihr Beginn „{ $start }“ ist keine Zeit
not-compared = { $reason }
no-fresh-part = sie hat keinen frischen Teil
no-speed-known = sie hat kein Tempo
fresh-part-steep = ihr frischer Teil hat im Mittel { NUM($grade_pct, digits: 1) } % Steigung; vergleichen lassen sich bis { NUM($most_pct) } %
listed-short = { NUM($runs) } der Läufe darin dauerten weniger als { NUM($minutes) } min
listed-hilly = { NUM($runs) } der Läufe darin steigen um mehr als { NUM($most_pct) } % ihrer Länge
listed-no-pace = { NUM($runs) } der Läufe darin haben kein Tempo oder keines eines Laufs
listed-no-form = { NUM($runs) } der Läufe darin haben keine Mittelwerte der Lauftechnik
listed-twice = { NUM($runs) } der Läufe darin sind mit ihrem Verlauf da oder doppelt
list-averages = Werte aus einer Liste sind Mittelwerte ganzer Aktivitäten: Einlaufen, Hügel und Gehpausen sind darin, der Verlauf ist es nicht. Sie müssen sich stärker unterscheiden als Werte von Läufen mit ihrem Verlauf.
several-devices = Die Läufe kommen von { NUM($count) } Geräten ({ $devices-list }); jedes hat eine eigene Reihe, denn Geräte unterscheiden sich stärker, als Training verändert.
device-not-named = Einige Dateien nennen kein Gerät; sie gelten als von einem.
settings-differ = Die Läufe wurden mit verschiedenen Einstellungen ausgewertet; werte sie mit denselben neu aus.
fields-differ = { $metric-name } kommt aus verschiedenen Feldern; jedes hat eine eigene Reihe.

# Was sich bei einem der Läufer bewegt hat, und was an der Liste auffiel

no-run-at-all = es gibt keinen Lauf
first-run = dies ist der erste Lauf
no-earlier-device = kein früherer Lauf mit demselben Gerät
no-earlier-pace = kein früherer Lauf war etwa gleich schnell mit denselben Messgrößen
newest-left-out = der neueste Lauf kann nicht teilnehmen: { $reason }
before-left-out = der Lauf davor kann nicht teilnehmen: { $reason }
roster-unmatched = Zeile { NUM($line) } der Liste nennt { $name }, aber keine Aufzeichnung im Ordner passt dazu.
roster-unnamed = { NUM($runners) } der Läufer stehen nicht in der Liste; sie heißen wie ihre Ordner oder Dateien.
roster-unused = Nicht gebrauchte Spalten der Liste: { $columns-list }.
