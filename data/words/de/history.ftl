# Ein Lauf neben den früheren Läufen.

history-unusual = Für dich ungewöhnlich: { $list }.
history-item-level = { $name } { $now }{ $unit } bei diesem Tempo (bei dir sonst { $low } bis { $high })
history-item-change = { $name } { $now }{ $unit } im müden Teil (bei dir sonst { $low } bis { $high })
history-usual-level = Für dich üblich bei diesem Tempo: { $list }.
history-usual-change = Für dich üblich im müden Teil: { $list }.
history-usual-both = Für dich üblich: bei diesem Tempo { $levels }; im müden Teil { $changes }.
history-too-few = In deinem Verlauf { $runs ->
    [0] ist kein früherer Lauf
    [one] ist 1 früherer Lauf
   *[other] sind { NUM($runs) } frühere Läufe
 } mit diesem Gerät{ $others ->
    [0] { "" }
   *[other] { " " }und { NUM($others) } mit anderen
 }; was für dich üblich ist, zeigen erst drei bei diesem Tempo.
head-history = Neben deinen früheren Läufen
history-lead = Werte beim Tempo dieses Laufs neben deinen letzten zehn bei etwa diesem Tempo, und Änderungen im müden Teil neben Läufen von etwa dieser Länge, alle mit demselben Gerät. Ein Wert außerhalb des Bereichs kommt in einem von zwanzig Läufen durch Zufall vor.
history-col-metric = Größe
history-col-now = dieser Lauf
history-col-usual = bei dir üblich
history-col-runs = Läufe
history-col-place = dieser Lauf ist
history-when-tired = { $name }, Änderung im müden Teil
history-range = { $low } bis { $high }
history-below = niedriger als üblich
history-usual = üblich
history-above = höher als üblich

history-added = { NUM($new) } { $new ->
    [one] Lauf
   *[other] Läufe
 } neu, { NUM($renewed) } erneuert, in { $folder }.
history-removed = { NUM($n) } { $n ->
    [one] Lauf
   *[other] Läufe
 } entfernt.
history-kept = { NUM($n) } { $n ->
    [one] Lauf
   *[other] Läufe
 } im Verlauf.
history-list-date = Datum
history-list-run = Aufnahme
history-list-distance = Strecke
history-list-time = Laufzeit
history-list-device = Gerät
history-list-file = Datei
