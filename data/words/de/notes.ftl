# Hinweise zu einer Aufzeichnung. Die Kennung ist der Code des Hinweises.

sensor-frozen = Die Laufdynamik zeigt { NUM($frozen_s) } s lang dieselben Werte; diese Sekunden wurden ausgelassen.
other-runs-unused = Keiner der { $given } anderen Läufe zeigt, wie der Laufstil mit den Sensoren dieses Laufs von Tempo und Steigung abhängt; es gelten übliche Werte.
other-runs = Wie der Laufstil von Tempo und Steigung abhängt, wurde auch aus { $used } von { $given } anderen Läufen gelernt.

## Schritte aus Bewegungssensoren

no-running = { $refusals-list }
no-sensor = kein Sensor darin
sensor-shows = { $placement-name }: { $why }
pieces-too-short = das längste Stück ohne Lücke dauert { NUM($longest_s, digits: 1) } s, zu kurz, um Laufen von anderer Bewegung zu unterscheiden
clip-too-short = die Aufzeichnung dauert { NUM($lasts_s, digits: 1) } s; nötig sind { NUM($needed_s) } s Laufen
only-angular-velocity = es gibt Drehraten, aber keine Beschleunigungen, und Schritte brauchen Beschleunigungen
hardly-moves = der Sensor bewegt sich kaum (höchstens { NUM($strength_g, digits: 2) } g)
no-steady-rhythm = es gibt Bewegung (bis { NUM($strength_g, digits: 1) } g), aber keinen gleichmäßigen Rhythmus von Schritten
looks-like-walking = der stärkste Rhythmus hat { NUM($steps_hz, digits: 1) } Schritte pro Sekunde mit { NUM($strength_g, digits: 1) } g, das ist Gehen
lies-still = der Sensor liegt { PERCENT($share) } der Zeit zwischen den Bewegungen still, wie an einem Fuß beim Gehen
round-rhythm = der Rhythmus von { NUM($turns_per_minute) } Umdrehungen pro Minute hat keine Stöße wie Schritte, wie beim Radfahren
running-too-brief = es wird gelaufen, aber nie { NUM($needed_s) } s ohne Unterbrechung
events-unused = Von den { $given } Schritten der Ereignisdatei liegen nur { $sound } in der Aufzeichnung und folgen aufeinander wie Schritte eines Laufs; sie blieben daher unbenutzt. Ihre Zeiten gehören in Sekunden auf die Uhr dieser Aufzeichnung, die Seiten abwechselnd.
events-against-signal = Die Schritte sind die der Ereignisdatei; das Signal selbst sieht nicht nach Laufen aus ({ $refusals-list }).
clocks-separate = Die beiden Sensoren haben in eigenen Dateien aufgezeichnet: Schrittzeiten und Flugzeiten von Fuß zu Fuß fehlen, weil auseinanderlaufende Uhren wie Hinken aussehen; Kontaktzeiten sind nicht betroffen. Hielt ein System die Uhren gleich, sagt das { OPTION("shared-clock") }.
clocks-drift = Die Uhren der beiden Sensoren laufen um { NUM($ms_per_minute, digits: 1) } ms pro Minute auseinander; Schrittzeiten links und rechts fehlen, Kontaktzeiten sind nicht betroffen.
clocks-apart = Die beiden Sensoren setzen nicht abwechselnd auf: ihre Uhren gehen verschieden; Schrittzeiten links und rechts fehlen, Kontaktzeiten sind nicht betroffen.
swing-by-acceleration = Ohne Drehraten an beiden Handgelenken wird der Armschwung nach der Beschleunigung beurteilt, in der die Schwerkraft steckt.
contact-estimated = Die Bodenkontaktzeit ({ $placement-name }) ist eine Schätzung: Wer nie auf einer Kraftmessplatte lief, kann sich auf ihre Höhe auf ± { NUM($level_ms) } ms verlassen (95 %), auf eine Änderung zwischen zwei Tempi auf ± { NUM($change_ms) } ms. Änderungen bei gleichem Tempo im selben Lauf sind sicherer. { OPTION("contact-offset") } nimmt den eigenen Versatz eines Rumpfsensors.
contact-change-only = Die Bodenkontaktzeit ({ $placement-name }) und mit ihr Flugzeit, Kontaktanteil und Steifigkeit taugen nur für Änderungen im selben Lauf: ihre Höhe kann um 15 bis 90 ms falsch sein.
sides-accuracy = Kontaktzeiten links und rechts aus Sensoren ({ $placement-name } und der andere) können sich um ± { NUM($sides_ms) } ms (95 %) unterscheiden, ohne dass der Läufer es tut; ein kleinerer Unterschied wird nicht gemeldet.
placement-unknown = Wo der Sensor saß, ist nicht bekannt; darum lässt sich kaum mehr als die Schrittfrequenz sagen: { OPTION("placement") } nennt den Ort (foot, shank, sacrum, ...).
axis-missing = Den Beschleunigungen des Sensors ({ $placement-name }) fehlen die Werte auf { $axes ->
    [one] einer Achse
   *[other] { $axes } Achsen
 }: ohne sie lassen sich Schritte nicht unterscheiden.
sides-by-vote = Links und rechts wurden daran unterschieden, wie der Sensor ({ $placement-name }) schwankt und rollt. Von solchen Abstimmungen stimmen etwa { PERCENT($confidence) }; { OPTION("flip-sides") } dreht sie um.
sides-contradict = Der Sensor ({ $placement-name }) schwankt, als wären links und rechts anders herum, als die Sensoren an den Beinen sagen: welcher Sensor war an welchem Bein?
sensor-off-middle = Der Sensor ({ $placement-name }) hebt sich bei den Schritten eines Fußes um { NUM($difference_pct) } % mehr. Sitzt er neben der Körpermitte, zeigt er das auch ohne Hinken: links gegen rechts sagt hier wenig.
rate-low = Der Sensor ({ $placement-name }) liefert { NUM($rate_hz) } Werte pro Sekunde: zu wenige für die Streuung der Schrittzeiten, die zu groß herauskommt.
sensor-slipped = Der Sensor ({ $placement-name }) hat sich im Lauf um mehr als 5 Grad gedreht: Neigung und Schwingung davor und danach sind nicht vergleichbar.
oscillation-doubtful = Zwei Wege zur Schwingung ({ $placement-name }) liegen mehr als 8 % auseinander: ihre Höhe ist unsicher.
oscillation-of-sensor = Die vertikale Bewegung ist die der Stelle selbst ({ $placement-name }). Das Becken bewegt sich etwa 4 bis 23 mm mehr auf und ab als der Körperschwerpunkt.
