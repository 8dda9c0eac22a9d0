# Aufzeichnungen von Bewegungssensoren: was daran auffiel, und warum eine nicht gelesen werden kann.

## Hinweise

clocks-assumed-shared = { $by_stamps ->
    [yes] Die Dateien nennen keine Uhrzeit; sie wurden nach ihren Zeitstempeln übereinandergelegt.
   *[no] Nicht jede Datei sagt, wann sie beginnt; alle wurden auf denselben Beginn gelegt.
} Zeiten zwischen den Sensoren sind nur so genau wie das.
acceleration-twice = Die Beschleunigung ohne Schwerkraft wurde ausgelassen: Verwendet wird die desselben Sensors mit Schwerkraft.
placement-against-name = Der Dateiname sagt: { $named-name }. Angenommen wurde der angegebene Ort: { $placement-name }.
placement-from-file-name = Nach dem Dateinamen saß der Sensor hier: { $placement-name }. Wenn das nicht stimmt, hilft { OPTION("placement") }.
off-middle = Der Sensor saß seitlich ({ $side-name }) an dieser Stelle: { $placement-name }. Neben der Mitte sieht er linke und rechte Schritte verschieden; Unterschiede zwischen den Seiten können vom Sensor kommen statt vom Läufer.
time-unusable = { $step ->
    [none] Die Zeitspalte läuft nicht weiter; stattdessen gilt die Abtastrate von { NUM($rate_hz, digits: 1) } Hz.
   *[other] Die Zeitspalte passt zu keiner Abtastrate (ihre Werte liegen { NUM($step, digits: 3) } auseinander); stattdessen gelten { NUM($rate_hz, digits: 1) } Hz.
}
time-unit-contradicts = Im Kopf steht { $stated }, aber die Zeiten liegen { NUM($step, digits: 3) } auseinander, was nur zu { $taken } passt; es gilt { $taken }.
rate-contradicts = Als Abtastrate wurden { NUM($given_hz, digits: 1) } Hz angegeben, nach der Zeitspalte sind es { NUM($found_hz, digits: 1) } Hz; es gilt die Zeitspalte.
time-missing = { $rows } Zeilen haben keine Zeit und wurden ausgelassen.
time-wrong = { $rows } Zeilen haben eine Zeit weit weg von der ihrer Nachbarn und wurden ausgelassen.
clock-restarted = Die Uhr des Sensors beginnt { $times }-mal von vorn. Wie lang diese Pausen waren, ist unbekannt; angenommen wurden jeweils { NUM($break_s) } s.
counter-overflow = Der Zeitzähler lief { $times }-mal über; er wurde weitergezählt.
time-unsorted = { $rows } Zeilen kommen zu spät; die Zeilen wurden nach der Zeit geordnet.
time-evened = Die Zeilen wurden schubweise gestempelt, bei der Ankunft statt bei der Messung; ihre Zeiten wurden gleichmäßig verteilt.
rows-repeated = { $rows } Zeilen kommen doppelt vor; je eine wurde genommen.
time-repeated = { $rows } Zeilen haben die Zeit der Zeile davor; je die erste wurde genommen.
gaps-bridged = { $gaps } Lücken unter { NUM($below_ms) } ms wurden durch Interpolation überbrückt.
gaps = Die Aufzeichnung hat { $gaps } Lücken von zusammen { NUM($total_s, digits: 1) } s; darüber hinweg wird nichts verbunden.
quiet-dropped = { CLOCK($quiet_s) } ohne Bewegung wurden nicht behalten.
gyro-incomplete = Die Drehgeschwindigkeiten decken zu wenig von den Beschleunigungen ab und wurden ausgelassen.
gyro-shorter = Was die Drehgeschwindigkeiten nicht abdecken, wurde ausgelassen.
values-missing = In { $rows } Zeilen fehlt ein Wert; sie wurden ausgelassen.
gravity-removed = In den Beschleunigungen fehlt die Schwerkraft (in Ruhe sind sie 0): Das Gerät hat sie herausgerechnet.
acc-unit-contradicts = Die Beschleunigungen sollen in { $unit } sein, sind dann aber meist { NUM($usual_g, digits: 2) } g groß; zu erwarten sind { NUM($low_g, digits: 1) } bis { NUM($high_g, digits: 1) } g.
acc-unit-detected = Die Datei nennt die Einheit der Beschleunigung nicht; der Größe nach ist es { $unit }.
acc-counts = Die Beschleunigungen sind Rohwerte des Sensors; { $per_g } Einheiten gelten als 1 g, wie ihre Größe in Ruhe zeigt.
gyro-unit-detected = { $still ->
    [yes] Die Datei nennt die Einheit der Drehgeschwindigkeit nicht, und der Sensor dreht sich kaum; angenommen wurde { $unit }.
   *[no] Die Datei nennt die Einheit der Drehgeschwindigkeit nicht; der Größe nach ist es { $unit }.
}
acc-clipped = In { PERCENT($clipped, digits: 1) } der Messwerte war der Beschleunigungssensor am Anschlag ({ NUM($limit_mps2) } m/s², { NUM($limit_g, digits: 1) } g): Dort sind die Spitzen abgeschnitten.
values-all-zero = { $rows } Zeilen fallen auf allen drei Achsen auf genau 0, was keine Messung ist; sie wurden ausgelassen.
values-frozen = In { PERCENT($frozen, digits: 1) } der Messwerte ändert sich gar nichts, jeweils { NUM($least_s, digits: 1) } s oder länger: Der Sensor lag still oder hing.
lateral-sign = Die Querachse sagt nicht, welche Seite positiv ist; angenommen wurde links.
sensor-left-out = Der Sensor „{ $name }“ wurde ausgelassen: { $problem }
last-row-cut = Die letzte Zeile ({ $line }) ist unvollständig und wurde ausgelassen.
unreadable-rows = { $rows } Zeilen waren nicht lesbar und wurden ausgelassen, die erste ist Zeile { $line }.
gravity-restored = { $turned ->
    [yes] Die Datei enthält Beschleunigungen im Bezugssystem der Erde, ohne Schwerkraft. Mit der Lage daneben wurden sie in das zurückgedreht, was der Sensor selbst spürte, samt Schwerkraft.
   *[no] Die Datei enthält Beschleunigungen im Bezugssystem der Erde (z nach oben), ohne Schwerkraft und ohne Lage. Auf z wurde die Schwerkraft wieder addiert; die waagrechten Achsen folgen der Erde, nicht dem Läufer.
}
sensor-kind-unknown = Nichts sagt, welchen Sensor des Telefons die Datei enthält; sie wurde als Beschleunigung gelesen.
start-unknown = Das Startdatum ist anders geschrieben, als die erste Zeile sagt, und blieb deshalb offen.
high-range-not-used = Der zweite Beschleunigungssensor mit großem Messbereich wurde nicht gelesen: Der erste löst einen Lauf besser auf.
steps-sorted = Die Schritte waren nicht nach der Zeit geordnet und wurden sortiert.
several-runs = Lauf { $run } von { $runs } in dieser Aufzeichnung: von { CLOCK($from_s) } bis { CLOCK($to_s) }.

## Warum eine Aufzeichnung nicht gelesen werden kann

rows-unreadable = { $line ->
    [none] die Datei ist nicht lesbar
   *[other] Zeile { $line } ist nicht lesbar
}: { $what }. Bitte die Datei neu exportieren oder kopieren.
no-number-table = die Datei enthält keine Tabelle mit Zahlen. Bitte die Aufzeichnung neu exportieren.
no-axes = unter den Spalten { $columns-list } ist keine bekannte Achse eines Bewegungssensors. Ist es einer, lässt sich sagen, welche Spalten es sind, zum Beispiel: { OPTION("map") } "{ $x }" { OPTION("map") } "{ $y }" { OPTION("map") } "{ $z }"{ $time ->
    [none] {""}
   *[other] {" "}{ OPTION("map") } "{ $time }"
}{ $rate ->
    [yes] {" "}{ OPTION("rate") } 100
   *[no] {""}
} (die Abtastrate in Werten je Sekunde, wo die Zeilen keine Zeit haben).
sensors-too-many = die Tabelle enthält Zeilen von mehr als { $limit } Sensoren oder Personen. Bitte nur die Zeilen eines Laufs angeben.
no-rows = die Tabelle enthält keine Zeilen mit Zahlen. Bitte die Aufzeichnung neu exportieren.
too-few-rows = die Tabelle enthält weniger als zwei Zeilen mit Zahlen. Bitte die Aufzeichnung neu exportieren.
no-accelerations = keine Zeile enthält Beschleunigungen. Bitte die Aufzeichnung neu exportieren.
rate-needed = { $why ->
    [stands_still] die Zeitspalte steht still: Ihre Werte laufen von Zeile zu Zeile nicht weiter (das passiert, wenn eine Tabellenkalkulation die Zeiten rundet).
    [sample_numbers] die Zeilen haben laufende Nummern, aber keine Zeiten.
   *[no_column] die Zeilen haben keine Zeitspalte.
} Auch eine Abtastrate nennt die Datei nicht. Sie lässt sich mit { OPTION("rate") } angeben, zum Beispiel 100; sie steht in den Einstellungen oder der Anleitung des Geräts.
counts-or-millis = die Spalte „{ $column }“ zählt 1, 2, 3, …: Das können laufende Nummern oder Millisekunden sein. Bei laufenden Nummern die Abtastrate angeben: { OPTION("rate") } 100. Bei Zeiten die Einheit nennen: { OPTION("map") } "{ $column }=time:ms".
no-rate-fits = die Werte der Spalte „{ $column }“ liegen { NUM($step, digits: 3) } auseinander; das ist in s, ms, us, ns oder Tagen keine Abtastrate eines Bewegungssensors ({ NUM($low_hz) } bis { NUM($high_hz) } Hz). Die Einheit lässt sich nennen: { OPTION("map") } "{ $column }=time:s" (oder ms, us, ns, days). Oder die Spalte weglassen und die Rate angeben: { OPTION("map") } "{ $column }=ignore" { OPTION("rate") } 100.
rate-too-low = der Sensor schrieb { NUM($rate_hz, digits: 2) } Werte je Sekunde; für Schritte braucht es mindestens { NUM($least_hz) }, gut sind 50 oder mehr. Bitte mit höherer Rate aufzeichnen, oder die Einheit der Zeiten nennen, falls sie falsch verstanden wurde: { OPTION("map") } "{ $column }=time:ms".
times-uneven = die Zeiten der Zeilen sind zu ungleichmäßig für eine Rate von { NUM($rate_hz) } Hz. Ist die Zeitspalte nicht verlässlich, lässt sie sich weglassen und die Rate angeben: { OPTION("map") } "SPALTE=ignore" { OPTION("rate") } { NUM($rate_hz) }.
sensors-alternate = jede Zeit steht in { $sensors } Zeilen mit verschiedenen Werten: Zeilen von { $sensors } Sensoren wechseln sich ab, und keine Spalte sagt, welche wohin gehört. Bitte die Zeilen jedes Sensors in eine eigene Datei schreiben und die Dateien mit { OPTION("imu") } angeben.
acc-unit-impossible = die Beschleunigungen sollen in { $unit } sein, sind dann aber meist { NUM($usual_g, digits: 2) } g groß; zu erwarten sind { NUM($low_g, digits: 1) } bis { NUM($high_g, digits: 1) } g. { $fitting } würde passen. Die richtige Einheit lässt sich mit { OPTION("acc-unit") } angeben.
acc-unit-needed = in den Beschleunigungen fehlt die Schwerkraft, und die Datei nennt ihre Einheit nicht. Sie lässt sich mit { OPTION("acc-unit") } angeben: g, m/s2, mg oder mm/s2.
acc-unit-unknown = die Beschleunigungen sind meist { NUM($usual, digits: 3) } groß, was weder zu g noch zu m/s2, mg oder mm/s2 passt. Die Einheit lässt sich mit { OPTION("acc-unit") } angeben.
gyro-unit-impossible = die Drehgeschwindigkeiten sollen in { $unit } sein, erreichen dann aber { NUM($reached_dps) } Grad/s, was dort bei keinem Läufer vorkommt; { $fitting } würde passen. Die richtige Einheit lässt sich mit { OPTION("gyro-unit") } angeben.
map-measured = { OPTION("map") } { $given }: Dies ist die Tabelle eines Bewegungssensors; { $quantity-name } wird daraus gemessen statt gelesen. Zuordnen lassen sich acc_x, acc_y, acc_z, gyro_x, …
sides-conflict = die Namen nennen beide Seiten: „{ $first }“ und „{ $second }“. Bitte Datei oder Ordner umbenennen, oder mit { OPTION("placement") } sagen, wo der Sensor saß.
runs-differ = die Dateien beginnen mehr als { NUM($hours) } Stunden auseinander. Bitte nur Dateien eines Laufs angeben.
no-sensor-in-file = datei { $file } enthält keinen Bewegungssensor ({ $format }). Bitte nur Aufzeichnungen von Bewegungssensoren angeben, und die Datei einer Uhr mit { OPTION("watch") }.
file-given-twice = die Sensoren „{ $first-name }“ und „{ $second-name }“ enthalten dieselben Werte: Eine Datei wurde zweimal angegeben. Bitte für jeden Sensor die eigene Datei angeben.
gyro-unpaired = die Drehgeschwindigkeiten ({ $placement-name }) gehören zu keinem einzelnen Beschleunigungssensor unter den Dateien. Bitte sagen, wo jeder Sensor saß, zum Beispiel { OPTION("imu") } left_foot=acc.csv { OPTION("imu") } left_foot=gyro.csv.
gyro-alone = es gibt Drehgeschwindigkeiten, aber keine Beschleunigungen; ohne sie lassen sich weder Schrittfrequenz noch Bodenkontakt messen. Bitte auch die Datei des Beschleunigungssensors angeben.
placement-twice = für denselben Ort ({ $placement-name }) sind zwei Beschleunigungssensoren angegeben. Bitte sagen, wo jeder saß, zum Beispiel { OPTION("imu") } left_foot=a.csv { OPTION("imu") } right_foot=b.csv.
steps-no-contact = der Tabelle der Schritte fehlt die Spalte initial_contact_s. Dazu sind toe_off_s und side (left, right) möglich.
steps-none = die Tabelle der Schritte hat keinen Schritt unter ihrem Kopf.
step-time-unreadable = zeile { $line } der Tabelle der Schritte: { $event ->
    [toe_off] Das Abheben
   *[initial_contact] Der Bodenkontakt
} ist „{ $found }“; erwartet werden Sekunden.
step-side-unknown = zeile { $line } der Tabelle der Schritte: Die Seite ist „{ $found }“; erwartet wird left oder right.
step-order = zeile { $line } der Tabelle der Schritte: Das Abheben ({ NUM($toe_off_s, digits: 3) } s) liegt nicht nach dem Bodenkontakt ({ NUM($contact_s, digits: 3) } s).
file-ends = die { $maker }-Datei endet nach { $lines } Zeilen, vor ihren Messwerten. Bitte neu exportieren, oder neu kopieren, falls sie unterwegs abgeschnitten wurde.
no-row-readable = { $line ->
    [none] die { $maker }-Datei enthält unter ihrem Kopf keine einzige Zeile mit Messwerten.
   *[other] keine der { $rows } Zeilen der { $maker }-Datei ist lesbar, die erste ist Zeile { $line }.
} Bitte neu exportieren, oder neu kopieren, falls sie unterwegs abgeschnitten wurde.
no-signals = die { $maker }-Datei enthält weder Beschleunigungen noch Drehgeschwindigkeiten mit einer Zeit; ihre Spalten sind { $columns-list }. Bitte die Rohdaten des Beschleunigungssensors oder des Gyroskops angeben.
actigraph-counts = die ActiGraph-Datei enthält über Abschnitte summierte Aktivitätswerte ({ $period }), in denen einzelne Schritte nicht zu sehen sind. Bitte aus ActiLife die rohe Beschleunigung exportieren; ihre erste Zeile enthält dann „at 100 Hz“ oder eine andere Rate.
geneactiv-epochs = die Zeilen der GENEActiv-Datei sind Mittelwerte über Abschnitte, in denen einzelne Schritte nicht zu sehen sind. Bitte die Rohdaten exportieren.
shimmer-uncalibrated = die Shimmer-Datei enthält keine kalibrierte Beschleunigung mit einer Zeit; ihre Spalten sind { $columns-list }. Bitte aus Consensys kalibrierte Daten mit Zeitstempel exportieren.
directions-only = alle Drehgeschwindigkeiten dieser Android-Datei wurden auf Länge 1 gebracht, sodass nur ihre Richtung übrig ist. Bitte die Datei des Beschleunigungssensors angeben.
android-unit = die erste Zeile dieser Android-Datei ({ $found }) ist weder eine Einheit der Beschleunigung noch der Drehgeschwindigkeit. Bitte die Datei des Beschleunigungssensors oder des Gyroskops angeben.
other-sensor = diese Sensor-Logger-Datei enthält weder den Beschleunigungssensor noch das Gyroskop. Bitte TotalAcceleration.csv, Accelerometer.csv oder Gyroscope.csv angeben.
vicon-devices = unter den Geräten der Vicon-Datei ist kein Inertialsensor ({ $devices-list }). Bitte den Versuch mit den Inertialsensoren unter den Geräten exportieren.
pod-no-time = der Tabelle der Schritte fehlt unter { $columns-list } eine Zeitspalte (time_sec oder timestamp). Bitte mit Zeiten exportieren.
truth-unreadable = { $what ->
    [none] der Tabelle der wahren Schritte fehlt die Spalte initial_contact_s.
   *[other] die Tabelle der wahren Schritte ist nicht lesbar: { $what }.
} Nötig sind die Spalten initial_contact_s (oder ic_s) und toe_off_s (oder to_s).
watch-without-series = die Datei der Uhr enthält keine Zeitreihe. Bitte die FIT-, TCX-, GPX- oder CSV-Datei einer Uhr angeben, die denselben Lauf aufzeichnete.
