# Die Seite einer Mannschaft.

team-title = { NUM($n) } { $n ->
    [one] Läufer oder Läuferin
   *[other] Läuferinnen und Läufer
 }
team-runs = { NUM($n) } { $n ->
    [one] Lauf
   *[other] Läufe
 }
team-without = { NUM($n) } ohne Auswertung
team-overview = Alle
team-caption = Änderung im müden Teil bei gleichem Tempo und gleicher Steigung, im neuesten Lauf, der sie zeigt; niemand wird mit anderen verglichen
team-answer-none = Keine der Dateien konnte ausgewertet werden.
team-answer-nobody = Von { NUM($judged) } mit Läufen hat niemand einen Befund von mindestens mittlerer Sicherheit.
team-answer = { NUM($showing) } von { NUM($judged) } { $showing ->
    [one] hat
   *[other] haben
 } einen Befund (mindestens mittlere Sicherheit).
team-answer-most = Am häufigsten ({ NUM($n) }): { $title }.
team-initials = Namen sind auf Anfangsbuchstaben gekürzt; Dateinamen und Titel stehen nicht auf diesen Seiten.
team-runner = Name
team-runners = Anzahl
team-data = Daten
team-next = Als Nächstes aufzeichnen
team-undated = ohne Datum: der letzte nach Namen
team-not-measured = nicht gemessen
team-not-compared = nicht verglichen
team-opposed = zwei Sensoren widersprechen sich
team-key-mark = Änderung im müden Teil
team-key-worse = in Richtung der Ermüdung
team-key-range = 95-%-Bereich
team-key-band = zu klein, um wichtig zu sein
team-key-spark = die letzten Läufe
team-squad = Was mehrere gemeinsam haben
team-shared = { $title }: { NUM($n) } Personen, { NUM($sure) } davon mit mindestens mittlerer Sicherheit.
team-session = In eine gemeinsame Einheit passt, was mehrere brauchen: { $list }.
team-cards = Karten
team-goal = Ziel:
team-seen = Gesehen:
team-note = Notiz:
team-sure = Sicherheit { $word }
team-basic = Die Grundeinheit Kraft, zweimal.
team-sheet = Ganzes Blatt
team-better = Müde besser als beim letzten Mal: { $list }.
team-worse = Müde schlechter als beim letzten Mal: { $list }.
team-no-move = Seit dem letzten Mal keine Änderung über die Schwankung der Tage hinaus.
team-nothing-run = Kein Lauf, der ausgewertet werden konnte
team-nothing-shown = Kein Zeichen eines Einbruchs der Technik
team-nothing-compared = Frisch und müde waren nicht vergleichbar
team-spread = Häufigste Befunde
team-spread-lead = Wie viele es in einem ihrer neuesten fünf Läufe zeigen.
band-low = üblich
band-moderate = klein
band-high = deutlich
band-none = nicht beurteilt
list-shown = N von M gezeigt
filter-head = Filtern
filter-name = Name
filter-group = Gruppe
filter-all = alle
filter-sure = Sicherheit
filter-moderate = mittel oder hoch
filter-high = hoch
filter-state = Stand
filter-worse = schlechter seit dem letzten Mal
filter-better = besser seit dem letzten Mal
filter-sides = links und rechts verschieden
filter-without = Dateien ohne Auswertung
filter-no-runs = kein Lauf
filter-reset = Alle zeigen

## Was als Nächstes aufzuzeichnen ist

record-first = Einen Lauf von 40 Minuten oder mehr aufzeichnen, mit einer Uhr, die die Schrittfrequenz misst.
record-longer = 40 Minuten oder mehr aufzeichnen, gleichmäßig und flach.
record-speed = Mit GPS oder Laufsensor aufzeichnen.
record-level = Früh und spät im Lauf je zehn Minuten flach in einem Tempo laufen.
record-dynamics = Einen Sensor tragen, der Bodenkontakt und Hub misst.
record-heart = Einen Pulsgurt tragen.
record-dated = Den Tag des Laufs in die Liste schreiben.
record-again = Einen zweiten Lauf wie diesen aufzeichnen.
record-on = Es fehlt nichts: ein Lauf wie dieser in vier Wochen.

team-plan = { $name }: { $stopped ->
    [none] { NUM($sessions) } Einheiten in { NUM($weeks) } Wochen{ $focus ->
        [none] , ausgewogen
       *[other] , für { $focus }
      }
   *[other] kein Plan. { $stopped }
  }{ $days ->
    [none] { "" }
    [one] ; 1 Tag mit Krafttraining in den vier Wochen davor
   *[other] ; { NUM($days) } Tage mit Krafttraining in den vier Wochen davor
  } ({ $file })
