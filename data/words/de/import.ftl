# Warum eine Datei nicht gelesen werden konnte, und was beim Lesen auffiel. Die
# Kennung ist der Code.

## Dateien ohne Aufzeichnung

empty-file = die Datei ist leer (0 Byte). Exportieren Sie die Aktivität noch einmal.
unknown-format = kein Format, das runform liest: { $found }. Es liest FIT, TCX, GPX, CSV und Tabellen von Bewegungssensoren, auch in .gz und .zip. Exportieren Sie die Aktivität als „Original“ (FIT) von der Seite Ihrer Uhr, wenn sie das anbietet.
damaged-file = die Datei ({ $format }) ist beschädigt ({ $place }): { $fault }. { $advice }
no-recording = die Datei ({ $format }) enthält keine Aufzeichnung: { $inside-list }. { $advice }
expands-too-far = der Inhalt ({ $part-name }) ist ausgepackt mehr als { $times }-mal so groß; so ist keine Aufzeichnung eines Laufs. Ist es doch eine, packen Sie sie selbst aus, oder erhöhen Sie die Einstellung limits.unpacked_times.
expands-too-large = der Inhalt ({ $part-name }) ist ausgepackt größer als { $limit_mb } MB; so ist keine Aufzeichnung eines Laufs. Ist es doch eine, packen Sie sie selbst aus, oder erhöhen Sie die Einstellung limits.unpacked_mb.
too-much = die Datei hat { $found } { $of-name }, mehr als jede Aufzeichnung eines Laufs (Grenze: { $limit }). Exportieren Sie die einzelne Aktivität noch einmal; ist sie so richtig, erhöhen Sie die Einstellung limits.{ $setting }.
too-long = die Aufzeichnung würde mit ihren { $records } Datensätzen { NUM($days) } Tage dauern, länger als jeder Lauf (Grenze: { NUM($limit_days) } Tage). Entweder sind die Zeiten falsch, oder es sind mehrere Aktivitäten. Exportieren Sie die einzelne Aktivität noch einmal.
encrypted = mit einem Passwort geschützt. Packen Sie das Archiv selbst aus und geben Sie die Dateien darin an.
office-document = das ist eine Tabelle oder ein Office-Dokument ({ $kind }). Öffnen Sie es, speichern Sie die Tabelle als CSV (UTF-8), und geben Sie diese Datei an.
summary-only = { $list ->
    [garmin_list] das ist die Aktivitätenliste von Garmin Connect: eine Zeile je Aktivität, nichts über den Verlauf eines Laufs. Öffnen Sie die Aktivität auf connect.garmin.com, dann das Zahnrad oben rechts, „Original exportieren“.
    [strava_list] das ist die Aktivitätenliste von Strava: eine Zeile je Aktivität, nichts über den Verlauf eines Laufs. Im selben Archiv liegt jede Aktivität im Ordner „activities“; oder öffnen Sie sie auf strava.com, „…“, „Original exportieren“.
   *[diary] das ist ein Tagebuch oder eine Liste von Aktivitäten: eine Zeile je Aktivität, nichts über den Verlauf eines Laufs. Exportieren Sie die einzelne Aktivität von der Seite Ihrer Uhr („Original exportieren“, „FIT herunterladen“).
}
list-aside = { $list } ist eine Aktivitätenliste, eine Zeile je Aktivität; gelesen werden die Aufzeichnungen { $folder ->
    [none] daneben
   *[other] in { $folder }
}.
no-time-column = keine Zeitspalte unter den Spalten: { $columns }. runform braucht eine Spalte mit Sekunden, Uhrzeiten, oder Datum und Uhrzeit. { $time ->
    [none] Benennen Sie sie mit { OPTION("map") } SPALTE=time:s (oder :ms, :iso, :hms).
   *[other] Es könnte diese sein: { OPTION("map") } "{ $time }"{ $value ->
        [none] { "" }
       *[other] {" "}{ OPTION("map") } "{ $value }"
    }
 }
nothing-recognised = keine Laufdaten unter den Spalten erkannt: { $columns }. { $unit_failed ->
    [yes] Die Einheit einer Spalte war nicht zu erkennen: nennen Sie sie mit { OPTION("map") } SPALTE=GRÖSSE:EINHEIT, etwa { OPTION("map") } "gct=ground_contact_time:ms".
   *[no] Benennen Sie Spalten mit { OPTION("map") } SPALTE=GRÖSSE:EINHEIT, etwa { OPTION("map") } "{ $value ->
        [none] gct=ground_contact_time:ms
       *[other] { $value }
    }"; oder exportieren Sie die Aktivität als FIT.
}
map-misfit = { OPTION("map") } { $given }: { $problem }.

## Tabellen von Bewegungssensoren


## Wie unbekannte Dateien aussehen

only-zeros = nur Nullbytes
only-blanks = nur leere Zeilen
known-kind = { $kind-name }
json-text = JSON-Text
web-page = eine Webseite (oft die Anmeldeseite, gespeichert anstelle der Datei)
other-xml = XML mit dem äußeren Element <{ $root }>
other-text = Text, der mit „{ $begins }“ beginnt
other-binary = Binärdaten, die mit den Bytes { $begins } beginnen

name-pdf = ein PDF-Dokument
name-png = ein PNG-Bild
name-jpeg = ein JPEG-Bild
name-gif = ein GIF-Bild
name-zip = ein ZIP-Archiv (oder eine Tabelle wie .xlsx) ohne lesbare Aufzeichnungen
name-gzip = eine gzip-Datei; packen Sie sie zuerst aus
name-seven-zip = ein 7-Zip-Archiv; packen Sie es zuerst aus
name-rar = ein RAR-Archiv; packen Sie es zuerst aus
name-bzip2 = eine bzip2-Datei; packen Sie sie zuerst aus
name-xz = eine xz-Datei; packen Sie sie zuerst aus
name-tar = ein tar-Archiv; packen Sie es zuerst aus
name-old-office = ein altes Office-Dokument wie .xls; speichern Sie seine Tabelle als CSV
name-sqlite = eine SQLite-Datenbank
name-parquet = eine Parquet-Tabelle
name-gzip-file = gzip-Datei
name-archive-entry = Datei im Archiv
name-garmin-list = die Aktivitätenliste von Garmin Connect
name-strava-list = die Aktivitätenliste von Strava
name-diary = ein Tagebuch oder eine Liste von Aktivitäten
name-bytes = Byte
name-archive-entries = Dateien in einem Archiv
name-line-bytes = Byte in einer Zeile
name-columns = Spalten
name-laps = Runden
name-sessions = Abschnitte

## Stellen

at-byte = Byte { $byte }
at-line = Zeile { $line }
at-line-and-byte = Zeile { $line } (Byte { $byte } von { $of })
at-unpacked-byte = Byte { $byte } des ausgepackten Inhalts
at-contents = Inhalt
at-file-list = Dateiliste
at-entry = diese Datei im Archiv

## Schäden

fit-header-wrong = der Kopf sollte 12 oder 14 Byte lang sein und „.FIT“ enthalten, sein Längenbyte ist aber { $length_byte }
message-cut-off = die Daten enden mitten in einer Nachricht
message-undefined = eine Nachricht des lokalen Typs { $local_type } kommt ohne ihre Definition
not-a-message = die Daten sind keine FIT-Nachricht
cut-short = die Datei endet { $missing_bytes } Byte zu früh
broken-xml = fehlerhaftes XML ({ $detail })
ends-inside = die Datei endet innerhalb von <{ $element }>
nested-too-deep = Elemente sind tiefer als { $levels } Ebenen verschachtelt
archives-too-deep = zu viele Archive ineinander
file-list-missing = die Dateiliste am Ende fehlt, der Download wurde nicht fertig
file-list-unreadable = die Dateiliste am Ende ist nicht lesbar, ein Teil fehlt
checksum-wrong = der Inhalt passt nicht zu seiner Prüfsumme, Bytes wurden unterwegs verändert
compressed-cut-off = die gepackten Daten brechen mittendrin ab
packing-unknown = auf eine Art gepackt, die hier nicht gelesen wird
wrong-beginning = der Anfang ist nicht der einer solchen Datei
compressed-broken = die gepackten Daten sind fehlerhaft
structure-unknown = der Aufbau ist nicht zu verstehen
row-unreadable = { $detail }
row-width = { $cells } statt { $expected } Zellen
time-unreadable = die Zeit „{ $cell }“ ist nicht lesbar
time-stands-still = die Zeiten der Spalte „{ $column }“ nehmen nicht zu (sie beginnen { $begins-list })
time-unclear = die Zeitspalte „{ $column }“ enthält „{ $cell }“; erwartet werden Sekunden, eine Uhrzeit wie 0:12:30, oder Datum und Uhrzeit
steps-implausible = die Zeiten liegen von Zeile zu Zeile { NUM($step_s) } s auseinander; eine Uhr schreibt jede Sekunde bis jede Minute eine Zeile

## Was eine Datei statt einer Aufzeichnung enthält

activity-without-records = eine Aktivität ohne Datensätze (von Hand eingetragen, oder nur ihre Zusammenfassung)
planned-course = eine geplante Strecke, kein aufgezeichneter Lauf
planned-workout = ein geplantes Training, kein aufgezeichneter Lauf
watch-settings = Einstellungen der Uhr
other-fit-kind = eine Datei der Art „{ $kind }“
makers-data = Daten des Herstellers ohne Datensätze
no-recording-among = keine der { $files } Dateien darin kann eine sein
no-activity = keine Aktivität
laps-without-points = { $laps } Runden, aber kein Punkt mit Zeit
no-track-point = kein Streckenpunkt
route-points = { $points } Punkte einer geplanten Strecke oder Wegpunkte, kein aufgezeichneter Weg
untimed-points = { $points } Punkte ohne Zeit: eine geplante Strecke
no-rows-of-numbers = keine Zeilen mit Zahlen
only-header = eine Kopfzeile ohne Zeilen darunter
no-numbers = keine Zahlen in den { $rows } Zeilen
no-row-with-time = keine Zeile mit einer Zeit unter der Kopfzeile
no-table = die Tabelle der Messwerte fehlt
no-lap = keine Runde unter der Kopfzeile in Zeile { $line }
no-signal-rows = keine Zeile GraphPitch, GraphSpeed oder HeartRate
no-record-rows = keine Zeilen „record“
record-rows-without-time = { $rows } Zeilen „record“, aber keine mit Zeitstempel

## Was zu tun ist

copy-again = Kopieren Sie sie noch einmal von der Uhr, oder exportieren Sie sie noch einmal von der Seite der Uhr.
download-again = Laden Sie die Datei noch einmal herunter, oder packen Sie sie selbst aus.
export-again = Exportieren Sie die Aktivität noch einmal.
export-without-spreadsheet = Exportieren Sie die Aktivität noch einmal, ohne sie zwischendurch aus einer Tabellenkalkulation zu speichern.
export-recorded = Exportieren Sie die aufgezeichnete Aktivität noch einmal, am besten als „Original“ (FIT), wenn die Seite es anbietet.
choose-activity-file = Wählen Sie die Datei der Aktivität selbst (auf der Uhr im Ordner GARMIN/ACTIVITY; auf der Seite „Original exportieren“).
export-samples = Exportieren Sie die Einheit noch einmal mit ihren Messwerten.
give-fit = Geben Sie runform die FIT-Datei selbst.
map-columns = Exportieren Sie die Aktivität noch einmal; stehen die Zahlen in anderen Spalten, benennen Sie diese mit { OPTION("map") } SPALTE=GRÖSSE:EINHEIT.
map-time = Exportieren Sie die Aktivität noch einmal, oder benennen Sie die Zeitspalte mit { OPTION("map") } SPALTE=time:s (oder :ms, :iso, :hms).
columns-by-hand = Exportieren Sie die Aktivität noch einmal; stehen die Zahlen in anderen Spalten, benennen Sie diese mit { OPTION("map") } SPALTE=GRÖSSE:EINHEIT.
name-time = Exportieren Sie die Aktivität noch einmal, oder benennen Sie die Zeitspalte mit { OPTION("map") } SPALTE=time:s (oder :ms, :iso, :hms).

## Optionen, die Spalten benennen

map-shape = schreiben Sie SPALTE=GRÖSSE oder SPALTE=GRÖSSE:EINHEIT, etwa "gct=ground_contact_time:ms"
map-no-column = der Name der Spalte vor „=“ fehlt
map-no-metric = „{ $metric }“ ist keine Größe; wählen Sie time, ignore, { $choices-list }; für Bewegungssensoren acc_x, acc_y, acc_z, acc_forward, acc_left, acc_up (oder acc_back, acc_right, acc_down), gyro_x, gyro_y, gyro_z
map-ignored-unit = eine ausgelassene Spalte hat keine Einheit
map-no-unit = „{ $unit }“ ist hier keine Einheit von { $of-name }; wählen Sie { $choices-list }
map-missing-column = diese Spalte gibt es nicht; die Datei hat { $columns } (eine Nummer von 1 bis { $count } geht auch)
map-watch-table = das ist eine Tabelle einer Uhr, nicht eines Bewegungssensors; ordnen Sie ihren Spalten Größen zu
map-fixed-layout = die Zeilen dieser Tabelle sind Werte in gleichen Abständen: ordnen Sie sie einer Messgröße zu oder lassen Sie { OPTION("map") } weg
map-unbelievable = der übliche Wert wäre { NUM($typical, digits: 1) } { $own_unit }, glaubhaft sind { NUM($low) } bis { NUM($high) } { $own_unit }; { $better ->
    [none] prüfen Sie Spalte und Einheit ({ $choices-list })
   *[other] die Werte sehen nach { $better } aus
}

## Was beim Lesen auffiel

archive-truncated = Die gzip-Datei endet zu früh: { $unpacked_bytes } Byte ließen sich auspacken, der Rest fehlt. Laden Sie sie noch einmal herunter.
truncated = Die Datei ist beschädigt ({ $place }): { $fault }. Was davor steht, wurde gelesen, der Rest fehlt.
never-closed = Die Aufzeichnung wurde nie abgeschlossen (vielleicht war der Akku leer); ihre { $records } Datensätze wurden trotzdem gelesen.
duplicate-timestamps = { $records } Datensätze haben dieselbe Zeit wie ein anderer und wurden mit ihm vereint.
time-backwards = { $records } Datensätze gehen in der Zeit zurück oder haben keine; sie wurden ausgelassen.
clock-jump = Die Uhr springt { $jumps }-mal um Stunden oder mehr; der Sprung wurde geschlossen.
points-without-time = { $points } Punkte haben keine lesbare Zeit und wurden ausgelassen.
no-timestamps = Kein Datensatz hat eine Zeit; angenommen wurde eine Sekunde zwischen ihnen.
implausible-times = Ab Datensatz { $record } ergeben die Zeiten keinen Sinn (sie springen auf { $date ->
    [none] ein unmögliches Datum
   *[other] { $date }
}); der Rest wurde ausgelassen.
speed-out-of-range = { $values } Geschwindigkeiten über { NUM($limit_mps) } m/s wurden ausgelassen.
altitude-out-of-range = { $values } Höhen außerhalb von { NUM($low_m) } bis { NUM($high_m) } m wurden ausgelassen.
distance-level = Der Streckenzähler läuft mitten in der Aufzeichnung auf anderer Höhe weiter; er wurde zusammengefügt.
distance-jumps = { $values } Streckenwerte springen weiter, als jemand zwischen zwei Datensätzen kommt; sie wurden ausgelassen.
distance-restarted = Der Streckenzähler beginnt { $restarts }-mal neu; er wurde zusammengefügt.
position-jumps = { $positions } Positionen liegen weiter weg, als jemand zwischen zwei Datensätzen kommt; sie wurden ausgelassen.
gps-jumps = { $jumps } Sprünge der Position wurden nicht als Strecke gezählt.
cadence-doubled = Die Schrittfrequenz ({ $source }) wurde verdoppelt, von { NUM($from_spm) } auf { NUM($to_spm) } Schritte/min: { $reason }.
cadence-halved = Die Schrittfrequenz ({ $source }) wurde halbiert, von { NUM($from_spm) } auf { NUM($to_spm) } Schritte/min: { $reason }.
fits-step-length = nur so ergibt sich mit der gemessenen Schrittlänge das Tempo
fits-more-records = nach { $basis-name } passen { PERCENT($share) } der Datensätze so zum Laufen oder Gehen, { PERCENT($as_read) } wie gelesen
name-speed-and-contact = Tempo und Bodenkontaktzeit
name-speed-alone = dem Tempo
name-contact-alone = der Bodenkontaktzeit
name-cadence-alone = der Schrittfrequenz allein
no-dynamics-in-format = { $format }-Dateien enthalten nie Bodenkontaktzeit, vertikale Bewegung oder Balance. Hat die Uhr sie gemessen, exportieren Sie die Aktivität als „Original“ (FIT) und nehmen Sie diese Datei.
parts-reordered = Die Teile der Strecke standen nicht in zeitlicher Folge; sie wurden sortiert.
repeated-parts = { $parts } Teile der Strecke stehen doppelt in der Datei; einer wurde verwendet.
sessions-skipped = Abschnitte der Datei ohne Datensätze: { $sports-names }.
zeros-as-missing = Das Gerät schreibt 0 für „nicht gemessen“ in bis zu { $records } Datensätzen von { $fields-list }; sie gelten als fehlend.
trailing-bytes = { $bytes } Byte ab Byte { $at_byte } sind keine FIT-Daten und wurden übergangen.
crc-mismatch = Die Prüfsumme der Datei passt nicht zum Inhalt, obwohl jede Nachricht lesbar war: die Datei wurde verändert oder von nachlässiger Software geschrieben.
nul-characters = { $characters } NUL-Zeichen, das erste in Zeile { $line }, wurden ausgelassen: die Datei wurde nicht zu Ende geschrieben oder kopiert.
encoding-guessed = Die Datei nennt ihre Zeichenkodierung nicht; sie wurde als { $encoding } gelesen.
broken-lines = { $lines } Zeilen wurden ausgelassen, die erste ist Zeile { $line }: { $fault }.
unreadable-times = { $rows } Zeilen wurden ausgelassen, die erste ist Zeile { $line }: { $fault }.
all-zero-column = Durchgehend 0 und darum als nicht aufgezeichnet gewertet: { $columns-list }.
unit-contradicts-header = Spalte „{ $column }“: die Kopfzeile sagt { $stated }, der übliche Wert { NUM($typical, digits: 2) } passt aber nur zu { $unit }.
unit-unknown = Spalte „{ $column }“ wurde ausgelassen: ihr üblicher Wert { NUM($typical, digits: 2) } passt zu keiner Einheit von { $quantity-name } ({ $units-list }). Wissen Sie es besser, geben Sie { OPTION("map") } "{ $column }={ $quantity }:EINHEIT" an.
too-fast-for-running = Das übliche Tempo, { PACE($speed_mps) }, ist das einer Radfahrt.
lap-groups-left-out = { $rows } Zeilen fassen die Runden darunter zusammen und wurden ausgelassen.
lap-rows-left-out = { $rows } Zeilen tragen keine Rundennummer und wurden ausgelassen.
goldencheetah-no-cadence = GoldenCheetahs CSV lässt die Schrittfrequenz von Läufen weg (ihre Spalte ist 0) und hat weder Bodenkontaktzeit noch vertikale Bewegung. Nehmen Sie die ursprüngliche FIT-Datei, wenn Sie sie haben.
stryd-walking-contact = { $values } Bodenkontaktzeiten wurden ausgelassen: keine vertikale Bewegung oder unter 70 Schritten/min, also kein Laufen.
elevation-start = Die ersten { $values } Höhen von { $source } springen und wurden ausgelassen.
signals-of-different-length = Die Zeilen der Datei enthalten zwischen { $least } und { $most } Werte; was am Ende fehlt, blieb leer.
invalid-values = { $values } Werte der Datei bedeuten „ungültig“ (etwa 6553,5) und wurden ausgelassen.
own-clock = { $columns-list }: höchstens alle { NUM($spacing_s) } s ein Wert; jeder gilt bis zum nächsten.
scaled-to-total = Die Datei nennt insgesamt { DISTANCE($total_m) }, ihre Datensätze ergeben { DISTANCE($records_m) }. Tempo, Strecke und Schrittlänge wurden mit { NUM($factor, digits: 3) } multipliziert, wie es ein auf der Uhr kalibrierter Lauf braucht.
total-contradicted = Die Datei nennt insgesamt { DISTANCE($total_m) }, ihre Datensätze ergeben { DISTANCE($records_m) }. Verwendet wurden die Datensätze; Vorsicht mit dem Tempo.
speed-contradicts-distance = Nach dem Tempo ist der Lauf { DISTANCE($by_speed_m) } lang, nach der Strecke { DISTANCE($by_distance_m) }. { $settled ->
    [by_speed] Das Tempo passt zum Rest der Datei; die Strecke wurde berichtigt.
    [by_distance] Die Strecke passt zum Rest der Datei; das Tempo wurde berichtigt.
   *[unsettled] Nichts in der Datei sagt, was stimmt: Vorsicht mit Tempo und Schrittlänge.
}
records-missing = { $gaps } Lücken bei laufender Zeit enthalten keine Datensätze, zusammen { CLOCK($missing_s) }. Das sind fehlende Daten, keine Pausen.
stray-times = { $records } Datensätze haben eine Zeit weit weg von denen davor und danach und wurden ausgelassen.
cadence-from-steps = Die Datei enthält keine Schrittfrequenz; sie wurde aus Tempo und Schrittlänge berechnet.
stray-quotes = { $lines } Zeilen enthalten ein verirrtes Anführungszeichen, die erste ist Zeile { $line }; es wurde ignoriert.
rows-without-time = { $rows } Zeilen haben keine Zeit und wurden ausgelassen.
laps-unreadable = { $laps } Runden haben keine lesbare Zeit und wurden ausgelassen, die erste in Zeile { $line }.
laps-repeated = { $laps } Runden stehen doppelt in der Tabelle; eine wurde verwendet.
laps-missing = { $laps } Rundennummern fehlen in der Tabelle.
laps-reordered = Die Runden standen nicht in der Reihenfolge ihrer Nummern; sie wurden sortiert.
lap-times-contradicted = Die Zeiten von { $laps } Runden passen nicht zur kumulierten Zeit daneben, zuerst in Runde { $first }; verwendet wurde die kumulierte Zeit.
lap-values-left-out = { $values } Rundenmittel, die kein Läufer hat, wurden ausgelassen: { $columns-list }.
sport-declared = Als Lauf gelesen, weil Sie es so angegeben haben; die Datei sagt { $said-name }.
sport-by-title = Die Datei nennt keine Sportart, ihr Titel „{ $title }“ schon.
cadence-of-a-ride = Das Tempo ändert sich, die Trittfrequenz bleibt gleich, wie auf dem Rad.
only-endpoints = nur ihren ersten und letzten Punkt, { CLOCK($apart_s) } auseinander
export-from-watch = Das Programm, das sie schrieb, hat dazwischen nichts behalten. Exportieren Sie die Aktivität von der Seite oder App der Uhr selbst.
values-out-of-range = { $quantity-name }: { $values } Werte außerhalb von { NUM($low) } bis { NUM($high) } { $unit } wurden ausgelassen.
no-running-records = keine Aufzeichnungen vom Laufen
record-a-run = Geben Sie einen Export mit einem Lauf an, der als Training aufgezeichnet wurde (Bodenkontaktzeit misst die Apple Watch ab Series 6).
platform-file = { $platform ->
    [polar] diese Datei aus einem Polar-Kontoexport enthält keinen Verlauf eines Laufs: Geben Sie die Dateien mit training-session im Namen an, oder öffnen Sie die Einheit auf flow.polar.com, „Einheit exportieren“, und nehmen Sie TCX oder CSV.
    [suunto] diese Datei aus einem Suunto-Kontoexport enthält keinen Verlauf eines Laufs. Öffnen Sie den Lauf in der Suunto-App, „…“, „FIT exportieren“.
    [samsung] diese Datei aus einem Export von Samsung Health enthält keinen Verlauf eines Laufs: Im Ordner jsons liegen Dateien mit live_data.json im Namen, die einen haben. Oder lassen Sie Samsung Health den Lauf mit Strava (oder einer anderen Seite) teilen und nehmen Sie dort „Original exportieren“.
   *[google] diese Datei aus einem Export von Google Health oder Fitbit enthält keinen Verlauf eines Laufs. Im Takeout-Archiv liegt im Ordner „Physical Activity_GoogleData“ je Messgröße und Tag eine Tabelle (cadence_2025-03-09.csv, …): Geben Sie runform diesen Ordner oder das ganze Archiv.
}
sport-listed = Die Sportart ist die der Liste neben der Datei; die Datei selbst sagt { $said-name }.
laps-ignored = Die Datei hat { $laps } Runden, mehr als jeder Lauf (Grenze: { $limit }); sie wurden ignoriert.
records-far-apart = Datensätze im Abstand von { CLOCK($step_s) }; eine Uhr schreibt mindestens jede Minute einen
column-left-out = Die Spalte „{ $column }“ wurde weggelassen: { $why }.
tables-joined = { $files } Tabellen mit je einer Messgröße wurden über die Zeit zusammengeführt.
speed-declared = Tempo und Strecke sind die der angegebenen { PACE($speed_mps) }, Schrittlänge und vertikales Verhältnis folgen daraus{ $said_mps ->
    [none] { "" }
   *[other] ; die Datei sagt { PACE($said_mps) }
 }.
options-unused = { $options-list }: für diese Art Aufnahme ohne Nutzen und nicht verwendet.
blocks-unreadable = { $blocks } von { $of } Blöcken der Datei waren nicht lesbar und wurden ausgelassen.
mat-is-hdf5 = sie hat die Version 7.3, die runform nicht liest: In MATLAB mit save("datei.mat", "-v7") neu speichern
no-table-in-mat = darin sind keine zwei Zahlenspalten gleicher Länge
no-signals-in-c3d = sie enthält keine analogen Kanäle; runform liest Sensoren, die neben den Kameras aufgezeichnet wurden, und keine Bahnen von Markern
