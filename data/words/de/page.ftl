# Die Seite für Läuferinnen und Läufer.

skip = Zum Inhalt
foot = Von runform { $version } allein aus der Aufzeichnung gemacht, auf diesem Rechner; die Seite lädt nichts nach.
run-on = Lauf am { $day }
to = bis

## Erster Bildschirm

head-answer = Die Antwort
hero-title = { $name } bei gleichem Tempo{ $unit }
hero-fresh = Schwarz: der Verlauf. Blau: der frische Wert.
hero-band = Graues Band: zu klein, um wichtig zu sein.
hero-dots = Jeder Punkt ist eine halbe Minute, so wie sie bei immer gleichem Tempo in der Ebene wäre.
hero-climbs = Kreuze: jeder Anstieg für sich; der Strich nach oben und unten zeigt, wie sicher er ist.
hero-descents = Kreuze: jedes Gefälle für sich; der Strich nach oben und unten zeigt, wie sicher es ist.
hero-laps = Kreuze: jede Runde für sich; der Strich nach oben und unten zeigt, wie sicher sie ist.
card-run = Ein Lauf
js-whole = Ganzer Lauf
hero-dots-laps = Jeder Punkt ist eine Runde, so wie sie bei immer gleichem Tempo in der Ebene wäre.
hero-description = { $name } bei gleichem Tempo: { $fresh } frisch, { $tired } müde, eine Änderung von { $change }.
hero-as-run = { $name }{ $unit }
hero-as-run-caption = Wie aufgezeichnet: Tempo und Hügel bewegen den Wert ebenso wie Ermüdung, darum wird nichts daraus gelesen.
level-fresh = { $level } frisch
level-tired = { $level } müde
began = Beginn der Änderung { $at }
whole-run-median = ganzer Lauf
todo-head = Was du diese Woche tun kannst
chip-sure = 95 % sicher:
todo-twice = Zweimal in dieser Woche, mit einem Tag dazwischen:
todo-all = Die ganze Einheit

## Wie sicher

head-meaning = Was auffällt, und was es bedeutet
head-sure = Wie sicher ist das?
data-for = Daten für die Laufanalyse:
of-running = { $time } gelaufen
answered-by = In der Einheit dafür:

## Einheit

head-session = Krafteinheit
session-focus = Im Mittelpunkt: { $list }. Ein Kästchen für jeden Satz.
felt-in = Zu spüren in: { $where }.
end-when = Satz beenden, wenn { $when }.
easier-ones = Leichter: { $list }.
for-findings = Für „{ $list }“:
evidence-grade = Belegstufe { $grade }: { $basis } ({ $sources }).
week-head = Wohin in der Woche
week-calendar = Ein Kalender deiner eigenen Wochen:
safety-head = Bevor du beginnst.

## Alle Zahlen

head-all-metrics = Alle Zahlen
change-lead = Frisch und müde bei gleichem Tempo und gleicher Steigung, damit Langsamerwerden oder ein Hügel nicht als Ermüdung gilt.
change-lead-at = Frisch und müde bei gleichem Tempo ({ $pace }) und gleicher Steigung, damit Langsamerwerden oder ein Hügel nicht als Ermüdung gilt.
caption-equal = Bei gleichem Tempo und gleicher Steigung; in der letzten Spalte wie aufgezeichnet
col-metric = Messgröße
col-interval = 95-%-Bereich
col-verdict = Urteil
col-matters = Wichtig ab
col-noise = Rauschen
col-as-run = Aufgezeichnet
col-unit = Einheit
col-part = Teil
col-left = Links
col-right = Rechts
col-difference = Unterschied
col-from = Aus
col-reason = Grund
col-time = Zeit
col-share = Anteil
col-bar = Balken
col-how = Wie
col-field = Feld oder Formel
col-value = Wert
col-band = Bereich
col-table = Tabelle
col-version = Fassung
col-setting = Einstellung
col-usually = Üblich
is-measured = gemessen

## Verlauf

head-time = Im Verlauf
views = Diagramme zeigen Werte
views-equal = bei gleichem Tempo und gleicher Steigung
as-run = wie aufgezeichnet
part-whole = Ganzer Lauf
part-fresh = frisch
part-tired = müde
time-laps = Jede Stufe ist eine Runde.
time-points = Jeder Punkt ist das Mittel von { $s } s.
time-how = Zeige auf ein Diagramm oder bewege den Regler, um die Werte eines Moments zu lesen. Ziehen holt näher heran, ein Doppelklick zeigt den ganzen Lauf.
time-caption = Mittel der Sekunden, die zählen; ein Strich, wo keine zählt
key-fresh = frischer Abschnitt
key-tired = müder Abschnitt
key-counts = zählt
key-left-out = zählt nicht im Vergleich
key-pause = Pause
key-dated = wann eine Änderung begann, 95-%-Bereich
key-laps = Runden bei gleichem Tempo und gleicher Steigung; gestrichelt: frischer Wert
key-half-minutes = halbe Minuten bei gleichem Tempo und gleicher Steigung; gestrichelt: frischer Wert
what-counts = Was zählt
what-counts-title = Strecken, die im Vergleich zählen (volle Höhe), die nicht zählen (niedrig), und Pausen (leer)
slider = Zeit im Lauf
computed-metrics = Berechnete Messgrößen
run-in-numbers = Der Lauf in Zahlen
pace = Tempo
elevation = Höhe
over-time = { $title } im Verlauf
over-the-run = { $title } über den Lauf.
over-the-run-levels = { $title } über den Lauf: { $fresh } { $unit } frisch, { $tired } { $unit } müde, bei gleichem Tempo, wo das bekannt ist.
pace-over-the-run = Tempo über den Lauf, schneller ist höher.
js-counts = zählt
js-left-out = zählt nicht:
js-save = NAME als KIND speichern

## Schritt für Schritt

head-steps = Schritt für Schritt
steps-step-time = Schrittzeit, jeder Schritt
steps-stride-time = Doppelschrittzeit, jeder Doppelschritt
steps-contact = Bodenkontakt, jeder Schritt
steps-oscillation = Vertikale Bewegung, jeder Schritt
steps-medians = { $title }, über den Lauf. Median links { $left }, rechts { $right } { $unit }.
steps-every = Einer von { $n } Schritten als Punkt.
steps-every-foot = Einer von { $n } Schritten jedes Fußes als Punkt.
steps-all = Jeder Schritt als Punkt.
steps-missed = Verpasste oder unsichere Schritte fehlen.
steps-contact-windows = Von diesem Sensorplatz aus ist der Kontakt einzelner Schritte nicht bestimmbar; oben steht er als Wert von Abschnitten von etwa 12 s.
key-left = links (rund)
key-right = rechts (eckig)

## Der mittlere Schritt

head-waves = Der mittlere Schritt
wave-upward = Beschleunigung nach oben in g: 0 ist Ruhe, −1 freier Fall (in der Luft), über 0 drückt der Boden.
wave-amount = Betrag der Beschleunigung in g, alle Richtungen zusammen: 1 ist Ruhe, Spitzen sind Landung und Abdruck in den Schwung.
wave-amount-without-gravity = Betrag der Beschleunigung in g ohne Schwerkraft, alle Richtungen zusammen: 0 ist Ruhe.
wave-stride-cycle = Von einer Landung des Fußes zu seiner nächsten.
wave-step-cycle = Von der Landung des einen Fußes zu der des anderen.
waves-how = Linie: das Mittel; Band: vier von fünf Schritten; schattiert: der Fuß ist am Boden.
wave-side = { $place }, { $side ->
    [left] linker
   *[right] rechter
 } Schritt
wave-stride = Doppelschritt
wave-step = Schritt
wave-said = { $part }: { $cycle_ms } ms lang, Kontakt { $contact_ms } ms
wave-description = Das Mittel mit dem Band der meisten. { $list }.
wave-axis = % vom { $cycle }
wave-contact = Kontakt
wave-caption = { $title }: der mittlere { $cycle }
wave-head-part = Teil
wave-head-averaged = Gemittelt
wave-head-length = Länge ms
wave-head-contact-ms = Kontakt ms
wave-head-contact-pct = Kontakt %
wave-head-lowest = Tiefster g
wave-head-highest = Höchster g
key-fresh-line = frisch (gestrichelt)
key-tired-line = müde (durchgezogen)
key-contact = Kontakt, frisch
key-toe-off = Fuß verlässt den Boden
average-in-numbers = Das Mittel in Zahlen

## Gegen das Tempo

head-speed = Gegen das Tempo
speed-laps = Jeder Punkt ist eine Runde. Die Technik folgt dem Tempo, darum sind nur Punkte übereinander vergleichbar; schattiert sind Tempi, die frisch und müde gelaufen wurden.
speed-half-minutes = Jeder Punkt ist eine halbe Minute. Die Technik folgt dem Tempo, darum sind nur Punkte übereinander vergleichbar; schattiert sind Tempi, die frisch und müde gelaufen wurden.
speed-spread = Rechts, wie die Werte beider Teile verteilt sind, mit ihrem Median.
speed-description = { $title } gegen das Tempo, { $dots } des frischen und des müden Teils. Frisch { $fresh } { $unit }, müde { $tired } { $unit } bei gleichem Tempo.
against-speed = { $title } gegen das Tempo
pace-axis = Tempo { $unit }, rechts schneller
half-minutes = halbe Minuten
lap-dots = Runden
key-between = dazwischen
key-common = Tempi beider Teile
dots-caption = { $title }: { $dots }
dots-head-part = Teil
dots-head-from = Ab
dots-head-pace = Tempo
dots-head-as-run = Aufgezeichnet
dots-head-equal = Bei gleichem Tempo und gleicher Steigung
spread-caption = Streuung: { $title }, wie aufgezeichnet
spread-values = Werte
spread-median = Median
spread-in-numbers = Streuung in Zahlen
dots-in-numbers = Jeder Punkt in Zahlen

## Links und rechts

head-sides = Links und rechts
sides-balance = Balance des Bodenkontakts
sides-lead = Anteil von links und rechts am Bodenkontakt.
sides-band = Im grauen Band ist ein Unterschied normal.
sides-said = Balance des Bodenkontakts: { $list }.
sides-end-left = { $pct } % links
sides-end-right = { $pct } % rechts
sides-says = { $source } sagt { $balance }
sides-opposed = Zwei Sensoren widersprechen sich beim Kontakt von links und rechts: { $one }; { $other }. Keinem ist allein zu glauben.
sides-table = Messgrößen jedes Fußes
sides-caption = An jedem Fuß gemessen (Mediane; Unterschied links gegen rechts in % ihres Mittels)

## Runden

head-laps = Runden und Kilometer
laps-caption = Mittel von Tempo, Steigung und Herzfrequenz, Mediane der Technik, beim Laufen
lap-laps = Runden
lap-kilometres = Kilometer
lap-lap = Runde
lap-km = km
lap-running = Gelaufen
lap-distance = Strecke
lap-pace = Tempo { $unit }
lap-slope = Steigung %
lap-heart = Herzfrequenz bpm

## Daten

head-data = Güte der Daten
no-notes = Nichts Ungewöhnliches.
of-recording = { $share } der Aufzeichnung
share-under = unter { $pct } %
left-out-table = Zeit, die im Vergleich nicht zählt
left-out-caption = Zeit, die im Vergleich nicht zählt; eine Sekunde kann mehrere Gründe haben
sources-head = Woher jede Messgröße kommt
sources-caption = Werte des ganzen Laufs (Mediane; wo es eine einzige Zahl gibt, diese) und woher sie kommen
kind-watch = Uhr
kind-imu = Bewegungssensoren
kind-laps = Tabelle von Runden
kind-steps = Tabelle von Schritten
fact-file = Datei
fact-format = Format
fact-device = Gerät
fact-no-device = nicht genannt
fact-sensors = Sensoren
fact-records = Messpunkte
fact-rate = { $n } pro Sekunde
fact-every = einer alle { $n } s
fact-sha256 = SHA-256
fact-settings = Hash der Einstellungen

## Methode

head-method = Methode und Grenzen
method-laps = Runden zählen, wie sie sind. Eine robuste Regression vergleicht die müden mit den frischen Runden und rechnet Tempo und Steigung heraus; der Bereich berücksichtigt, dass sich benachbarte Runden ähneln und die Wirkung von Tempo und Steigung nicht genau bekannt ist. Runden mit gleichem Tempo und gleicher Steigung muss es in beiden Teilen geben, sonst wird nicht verglichen.
method-seconds = Sekunden, die zählen, werden zu halben Minuten zusammengefasst. Eine robuste Regression vergleicht die müden mit den frischen halben Minuten und rechnet Tempo und Steigung heraus; der Bereich berücksichtigt, dass sich benachbarte halbe Minuten ähneln und die Wirkung von Tempo und Steigung nicht genau bekannt ist. Sekunden mit gleichem Tempo und gleicher Steigung muss es in beiden Teilen geben, sonst wird nicht verglichen.
word-clear = klar
word-likely = wohl
word-possible = evtl.
word-stable = stabil
word-unclear = nicht eindeutig
word-worse = schlechter
means-clear = groß genug, um wichtig zu sein, kein Zufall, größer als das Rauschen dieser Aufzeichnung und bei gleichem Tempo und gleicher Steigung bestätigt
means-likely = groß genug, um wichtig zu sein, und kein Zufall
means-possible = groß genug, um wichtig zu sein, aber nicht sicher: Zufall kann es erklären, oder etwas anderes, das dabei steht
means-stable = kleiner als das, was wichtig ist
means-unclear = nichts gezeigt, aber eine wichtige Änderung ist nicht ausgeschlossen
means-worse = in der Richtung, die müde Läufer meist nehmen; dieselbe Änderung kann Absicht sein
method-watch = Eine Uhr gibt einen geglätteten Wert pro Sekunde: Einzelne Schritte, Hüfte, Rumpf und Füße sieht sie nicht. Sensoren unterscheiden sich voneinander mehr, als sich Läufer ändern; vergleiche darum nur mit dir selbst und demselben Sensor. Das ist keine Diagnose.
method-sensors = Sensoren unterscheiden sich voneinander mehr, als sich Läufer ändern; vergleiche darum nur mit dir selbst und demselben Sensor. Das ist keine Diagnose.
context-head = Veröffentlichte Tabellen, nur zum Vergleich
context-caption = Wo Tabellen von Uhrenherstellern die Mediane dieses Laufs einordnen; sie beachten weder Tempo noch Größe, und nichts wird daraus geschlossen
settings-head = Einstellungen
settings-caption = Jede Einstellung dieser Auswertung
setting-unset = nicht gesetzt
setting-same = dieselbe
head-sources = Quellen

## Eine Datei, die nicht ausgewertet wurde

not-analysed = nicht ausgewertet
refused-why = Warum es keinen Bericht gibt
refused-todo = Was du tun kannst
refused-inspect = Sieh nach, was runform darin findet:
refused-head-unreadable = Diese Datei ließ sich nicht lesen
refused-what-unreadable = Sie ließ sich nicht öffnen, darum ist nichts über ihren Inhalt bekannt.
refused-do-unreadable = Prüfe, ob sie dort liegt, wo der Pfad sagt, und ob du sie lesen darfst.
refused-or-unreadable = Liegt sie auf einer Uhr, einem Telefon oder in der Cloud, kopiere sie zuerst auf diesen Rechner.
refused-head-not-imported = Diese Datei ist keine Aufzeichnung, die runform lesen kann
refused-what-not-imported = Sie ließ sich öffnen, enthält aber keinen Lauf, den runform aufnehmen kann.
refused-do-not-imported = Exportiere den Lauf noch einmal, als FIT, wenn du wählen kannst, und ohne ihn zwischendurch in einer Tabellenkalkulation zu öffnen.
refused-or-not-imported = Eine Tabelle eines anderen Programms lässt sich lesen, wenn ihre Spalten benannt sind: siehe runform analyze --help, --map.
refused-head-internal-error = runform ist an dieser Datei gescheitert
refused-what-internal-error = Das ist ein Fehler des Programms, nicht der Datei.
refused-do-internal-error = Bitte melde ihn, mit der Datei, wenn du sie weitergeben darfst.
refused-head-skipped = Diese Aufzeichnung wurde ausgelassen
refused-what-skipped = Sie wurde gelesen, aber nichts darin ist ein Lauf, den man messen kann.
refused-do-skipped = Ist es doch ein Lauf, ändere die Sportart dort, wo du exportiert hast, und exportiere noch einmal.
refused-head-refused = Diese Aufzeichnung wurde gelesen, aber nicht ausgewertet
refused-what-refused = Die Datei ist in Ordnung, aber die Lauftechnik lässt sich daraus nicht messen, und runform sagt das lieber, als zu raten.
refused-do-refused = Nimm die Aufzeichnung eines Laufs von zwanzig Minuten oder mehr mit Schrittfrequenz, Bodenkontakt oder vertikaler Bewegung.
