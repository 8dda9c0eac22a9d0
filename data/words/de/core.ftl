# Was der Kern über Messgrößen, Befunde, Aufzeichnungen und Reihen von Läufen sagt.

## Woher Werte kommen

measured = { $from-list }
derived = { $formula-name } ({ $from-list })

name-step-time-less-contact = Schrittzeit ohne Bodenkontakt
name-contact-over-stride = Bodenkontakt je Doppelschritt
name-spring-mass = Feder-Masse-Modell (Morin 2005)
name-speed-over-cadence = Tempo je Schrittfrequenz
name-oscillation-over-step-length = vertikale Bewegung je Schrittlänge
name-spread-in-rows = Schwankung innerhalb einer halben Minute
name-spread-in-rows-smoothed = Schwankung innerhalb einer halben Minute, von der Uhr geglättet
name-symmetry-index = Symmetrieindex von links und rechts
name-symmetry-index-of-share = Symmetrieindex des linken Anteils
name-stride-times = Zeiten einzelner Doppelschritte
name-per-second = Sekunden
name-per-second-smoothed = Sekunden, von der Uhr geglättet

## Worauf ein Befund beruht

metric-changed =
    { $metric-name }{ $fresh ->
        [none] { "" }
       *[other] { " " }{ LEVEL($fresh, $metric, $unit) } → { $fatigued ->
            [none] ?
           *[other] { LEVEL($fatigued, $metric, $unit) }
        }{ LEVELUNIT($metric, $unit) }
    }{ $change ->
        [none] { "" }
       *[other] : { CHANGE($change, $metric, $unit) }{ CHANGEUNIT($metric, $unit) }{ $low ->
            [none] { "" }
           *[other] { " " }[{ CHANGE($low, $metric, $unit) }; { CHANGE($high, $metric, $unit) }]
        } bei gleichem Tempo{ $percent ->
            [none] { "" }
           *[other] { " " }({ SIGNED($percent, digits: 1) } %)
        }
    }{ $calculated ->
        [yes] , berechnet
       *[other] { "" }
    }
change-began = { $metric-name }: Änderung ab { CLOCK($at_s) } nach dem Start{ $at_m ->
        [none] { "" }
       *[other] { " " }({ DISTANCE($at_m) })
    }
balance-uneven = Bodenkontakt { NUM($fresh, digits: 1) } % links zu Beginn und { NUM($fatigued, digits: 1) } % links am Ende: { $longer ->
        [left] der linke
       *[right] der rechte
    } Fuß bleibt länger am Boden (Symmetrieindex { NUM($index_fresh, digits: 1) } und { NUM($index_fatigued, digits: 1) } %)
seen-by-eye = Mit dem Auge gesehen, { $when ->
        [fatigued] wenn müde
       *[always] durchgehend
    }{ $side ->
        [left] , links
        [right] , rechts
       *[other] { "" }
    }, nicht gemessen: { $sign }
tiredness-unknown = Ohne Herzfrequenz oder Tempoverlust sagt nichts, ob du müde warst; deshalb ist dies eine Verschiebung, kein Zusammenbruch der Form.
tiredness-not-shown = Nichts in diesem Lauf zeigt, dass du müde warst; deshalb ist dies eine Verschiebung, kein Zusammenbruch der Form.
sign-not-measured = { $why } Dafür braucht es: { $needs }.

## Hinweise zu einer Aufzeichnung

pause-contradicted = { $marks } { $marks ->
        [one] Pausenmarke wurde
       *[other] Pausenmarken wurden
    } nicht beachtet: Die Aufzeichnung läuft darin im Lauftempo weiter.
several-sources = { $quantity-name }: Es gilt { $used }; auch gemessen und nicht beigemischt: { $others-list } (mit { OPTION("prefer") } anders wählen).
contact-offset-found = Der Bodenkontakt nach { $reference } liegt { SIGNED($offset_ms) } ms (Streuung { NUM($spread_ms) }) gegen den von { $trunk }: Wer ihm traut, bringt mit { OPTION("contact-offset") } { NUM($offset_ms) } die anderen Aufzeichnungen dieses Läufers auf seine Höhe.
clocks-aligned = Die Uhr wurde nach dem Schrittrhythmus über den Sensor gelegt: { SIGNED($offset_s, digits: 1) } s, auf etwa { NUM($doubt_s, digits: 1) } s sicher (Korrelation { NUM($correlation, digits: 2) }).
clocks-by-time-of-day = Der Schrittrhythmus konnte die Uhr nicht über den Sensor legen ({ $why }); die Tageszeiten beider konnten es. Ging eine davon falsch, gehören Tempo und Steigung zu einer Zeit kurz davor oder danach.
clocks-not-aligned = Die Datei der Uhr blieb beiseite: { $why }. Deshalb fehlen Tempo, Steigung und Herzfrequenz. { $time_of_day ->
        [yes] Ist sie vom selben Lauf? Ein Lauf auf dem Laufband braucht nur { OPTION("speed") }.
       *[other] Zwei Aufzeichnungen mit Tageszeit oder ein Halt im Lauf brächten sie zusammen; ein Lauf auf dem Laufband braucht nur { OPTION("speed") }.
    }
no-cadence-to-match = Sie enthält keine Schrittfrequenz, die zu den Schritten des Sensors passen könnte
too-little-in-common = Beide haben weniger als { NUM($needed_s) } s gemeinsam
cadences-do-not-match = Ihre Schrittfrequenz und die des Sensors passen nicht zusammen (Korrelation { NUM($correlation, digits: 2) })
several-places-match = Ihre Schrittfrequenz passt an mehr als einer Stelle: Der Rhythmus ist zu gleichmäßig. Schneide beide Dateien auf denselben Lauf zu, mit einem Halt oder Tempowechsel darin
balance-default = Die Balance steht { NUM($default_s) } s lang genau auf 50,00, einem Anfangswert; diese Sekunden wurden ausgelassen.
speed-from-distance = Kein Feld für das Tempo: Es wurde aus der Strecke berechnet.
lap-table = Nur Mittelwerte von { $laps } Runden, keine Sekunden darin: Die Auswertung ist gröber, und Pausen in Runden bleiben verborgen.
sensors-disagree = { $metric-name }: { $first } zeigt eine Änderung um { CHANGE($change, $metric, $unit) } (95-%-Bereich { CHANGE($low, $metric, $unit) } bis { CHANGE($high, $metric, $unit) }), { $second } eine um { CHANGE($other_change, $metric, $unit) } ({ CHANGE($other_low, $metric, $unit) } bis { CHANGE($other_high, $metric, $unit) }){ CHANGEUNIT($metric, $unit) } in denselben Abschnitten. Beide können nicht stimmen; die erste gilt.
too-short-to-judge = Nur { NUM($running_s) } s Laufen: zu kurz, um die Form zu beurteilen. Die Werte sind die weniger Schritte; ein Urteil und eine Einheit daraus brauchen { CLOCK($needed_s) } oder mehr.

## Warum eine Aufzeichnung nicht ausgewertet wird

other-sport = Das ist { $sport }, kein Laufen; runform misst nur Laufform. War es ein Lauf unter falscher Sportart, gib { OPTION("sport") } run an oder ändere sie auf der Seite deiner Uhr und exportiere neu.
too-fast = Das sieht nicht nach Laufen aus: Das übliche Tempo ist { NUM($speed_mps, digits: 1) } m/s ({ NUM($speed_kmh) } km/h), schneller als irgendwer lange läuft. Ist es ein Lauf, gib passende Grenzen unter [gate] in einer Datei mit Einstellungen an ({ OPTION("settings") }).
not-a-run = Das sieht nicht nach Laufen aus: Nur { NUM($running_s) } s von { CLOCK($moving_s) } gelten als Laufen (Schrittfrequenz { NUM($cadence_from) }-{ NUM($cadence_to) } je Minute ab { NUM($speed_from, digits: 1) } m/s){ $cadence ->
        [none] { "" }
       *[other] , übliche Schrittfrequenz { NUM($cadence) } je Minute
    }{ $speed ->
        [none] { "" }
       *[other] , übliches Tempo { NUM($speed, digits: 1) } m/s
    }. Ist es ein Lauf, gib passende Grenzen unter [gate] in einer Datei mit Einstellungen an ({ OPTION("settings") }).
no-running-in-signals = Kein Laufen in den Signalen der Sensoren: { $why }. Ist es ein Lauf, prüfe, wo die Sensoren saßen ({ OPTION("placement") }) und wie schnell sie aufzeichneten ({ OPTION("rate") }).
too-short = Zu wenig Laufen, um die Form zu messen: { NUM($running_s) } s, mindestens { NUM($needed_s) } s sind nötig.{ $damage ->
        [none] { "" }
       *[other] { " " }{ $damage }
    } Gib eine längere Aufzeichnung.
no-records = Nichts in dieser Aufzeichnung beschreibt die Laufform: Sie ist leer. Exportiere die Aktivität neu.
nothing-of-form = Nichts in dieser Aufzeichnung beschreibt die Laufform: Sie enthält weder Schrittfrequenz noch Laufdynamik, nur Ort, Tempo oder Herzfrequenz.{ $damage ->
        [none] { "" }
       *[other] { " " }{ $damage }
    } Nimm mit einer Uhr oder einem Fußsensor auf, die die Schrittfrequenz messen, und exportiere die Originaldatei (FIT).

## Ordnung der Schrittzeiten

too-few-strides = { $found } Doppelschritte; mindestens { $needed } am Stück sind nötig
stride-missing = In der Reihe fehlt ein Doppelschritt; gib ein Stück ohne Lücken
strides-all-equal = Alle Doppelschritte sind gleich; es braucht einen Sensor mit feinerer Zeit

## Dateien mit Regeln und veröffentlichten Tabellen

rules-not-read = breakdowns: { $message }
rule-twice = breakdowns: Die Kennung `{ $id }` steht zweimal; gib jeder Regel ihre eigene
rule-unknown = breakdowns: Regel `{ $id }`: `{ $field }` nennt `{ $unknown }`, das keine Regel der Datei ist
rule-invalid = breakdowns: Regel `{ $id }`: { $problem }
rule-text-empty = id, title, sign, root und explanation dürfen nicht leer sein
rule-never-fires = `when` braucht eine Bedingung mit der Rolle `required` oder `either`
rule-of-two-kinds = Gib entweder `when` oder `level` an, nicht beide
rule-verdict-too-weak = `at_least` muss `possible`, `likely` oder `clear` sein
rule-level-not-above-zero = Die Grenzen von `level` müssen über 0 liegen
rule-combined-without-conditions = `combined.when` braucht Bedingungen mit der Rolle `required` oder `against`
rule-needs-both-or-neither = `not_measured` und `needs` gehören zusammen: beide oder keines
norms-not-read = norms: { $message }
norm-invalid = norms: Tabelle `{ $id }`: { $problem }
table-twice = Die Kennung steht zweimal; gib jeder Tabelle ihre eigene
table-unit = Die Einheit "{ $unit }" passt nicht zu { $metric }; nimm "{ $fits }"
table-empty = Sie hat keine Bänder
bands-apart = Die Bänder "{ $below }" und "{ $above }" schließen nicht aneinander an
recording-too-short = Die Aufzeichnung dauert { NUM($lasts_s, digits: 1) } s; mindestens { NUM($needed_s) } s sind nötig. Gib eine längere Aufzeichnung an.

## Der Untergrund

treadmill = Lauf auf dem Laufband oder in der Halle: Die Strecke gilt als eben, das Tempo, wie die Uhr es schätzt.
no-altitude = Keine brauchbare Höhe: Hügel sind nicht von ebener Strecke zu unterscheiden, der Lauf gilt als eben.
gps-altitude = { $device_known ->
    [yes] Die Höhe kommt vom GPS
   *[no] Die Datei sagt nicht, welches Gerät die Höhe gemessen hat, sie gilt daher wie vom GPS
}: Steigungen werden über eine längere Strecke geglättet, und die Grenze ist weiter.

## Unmögliche Einstellungen

settings-not-read = Zeile { $line }: { $message }
settings-impossible = { $line ->
    [none] { $why }
   *[other] Zeile { $line }: { $why }
}
setting-out-of-range = { $key } ist { $found }; erwartet { $several ->
    [yes] werden steigende Zahlen
   *[no] wird eine Zahl
} von { $low } bis { $high }
setting-above = { $key } ist { $found }; erwartet wird höchstens { $other }, also { $limit }
setting-alone = { $key } fehlt; erwartet werden beide Fenster oder keines
setting-windows = { $key } ist { $found }; erwartet wird ein Teil nach dem frischen: { $why }
setting-unwritable = eine Einstellung lässt sich nicht aufschreiben; erwartet werden Werte wie in einer Einstellungsdatei ({ $said })
window-empty = vom frischen Fenster { $fresh } und dem müden Fenster { $tired } ist eines leer: Sein Ende muss nach seinem Anfang liegen.
windows-overlap = das frische Fenster { $fresh } und das müde Fenster { $tired } überschneiden sich: Ein Moment kann nicht frisch und müde zugleich sein.
windows-turned = das frische Fenster { $fresh } und das müde Fenster { $tired } sind vertauscht: Der frische Teil kommt zuerst.
