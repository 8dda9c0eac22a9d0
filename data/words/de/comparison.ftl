# Der Vergleich von frisch und müde: was neben einer Änderung zu wissen ist.

changed-at-pause = Der größte Teil dieser Änderung geschieht beim Halt bei { CLOCK($t_s) }: Wurde der Sensor verschoben?
moved-alone = Sonst hat sich nichts Nennenswertes geändert; es kann am Sensor liegen.
even-slide = Es gleitet gleichmäßig ab den ersten Minuten, während deine Schrittfrequenz hält; so verhalten sich Sensoren.
even-drift = Es ändert sich gleichmäßig ab den ersten Minuten und hat deshalb keinen Beginn; auch ein Sensor kann so wandern.
noise-grew = Die Werte streuen spät im Lauf { NUM($ratio, digits: 1) }-mal so stark: Vielleicht hat sich der Sensor gelockert.
balance-jump = Die Balance springt bei { CLOCK($t_s) }: Eine Wende oder die andere Seite einer schrägen Straße kann das bewirken.
sensor-jump = { $metric-name } springt bei { CLOCK($t_s) } innerhalb einer Sekunde, während Schrittfrequenz und Tempo weiterlaufen: Ein anderer Sensor hat übernommen, oder er ist verrutscht.
one-half-only = Es zeigt sich nur in einer Hälfte des müden Teils: Eine schräge Straße oder eine Kurve kann das bewirken.
unknown-pace = Das Tempo ist nicht bekannt; ein üblicher Tempowechsel steckt in der Unsicherheit.
unknown-slope = Die Höhe ist nicht bekannt; übliche Steigungen stecken in der Unsicherheit.
partly-recorded = Es wurde nicht durchgehend aufgezeichnet; verglichen werden das erste und das letzte Viertel davon.
windows-only = Der ganze Lauf gab keine Antwort; verglichen wird gleichmäßiges, ebenes Laufen früh und spät.

## Warum es keinen Vergleich gibt

too-short-for-parts = Nur { CLOCK($active_s) } Laufen; ein frischer und ein müder Teil brauchen mindestens { CLOCK($needed_s) }.
no-running-left = Zwischen Einlaufen und Auslaufen bleibt zu wenig Laufen übrig.
no-steady-part = Im frischen oder im müden Teil gibt es kein gleichmäßiges, ebenes Laufen.
few-laps = Nur { $laps } Runden zählen (gleichmäßig, eben, ohne Einlaufen); nötig sind { $needed }.
parts-overlap = Der frische und der müde Teil würden sich überschneiden.
few-seconds = Der frische Teil hat { CLOCK($fresh_s) }, der müde { CLOCK($fatigued_s) } gleichmäßiges, ebenes Laufen; nötig sind je { CLOCK($needed_s) }.
one-window-given = Nur ein Fenster ist angegeben: entweder { OPTION("fresh") } und { OPTION("fatigued") } oder keines.
race-of-laps = Ein Wettkampf braucht die Sekunden einer Aufzeichnung; diese hat nur Runden.
race-too-short = Ein Wettkampf wird in Abschnitten von { DISTANCE($split_m) } verglichen und braucht mindestens { DISTANCE($needed_m) }; dieser hat { DISTANCE($race_m) }. Ohne den Modus Wettkampf werden der erste und der letzte Teil verglichen.
race-without-distance = Ohne Strecke lassen sich die Abschnitte des Wettkampfs nicht finden.
window-beyond-run = { $window ->
    [fresh] Das frische Fenster
   *[fatigued] Das müde Fenster
 } beginnt hinter dem Ende des Laufs ({ DISTANCE($run_m) }).
no-such-laps = { $window ->
    [fresh] Das frische Fenster
   *[fatigued] Das müde Fenster
 } nennt die Runden { $first } bis { $last }; die Aufzeichnung hat { $laps } Runden.
empty-window = { $window ->
    [fresh] Das frische Fenster
   *[fatigued] Das müde Fenster
 } enthält nichts von der Aufzeichnung ({ CLOCK($recording_s) }).

## Warum eine Größe nicht verglichen oder ihr Urteil zurückgehalten wird

no-form-recorded = Diese Aufzeichnung enthält keine Größe des Laufstils.
speed-missing = Es gibt kein Tempo; ein Tempowechsel lässt sich nicht von einer Änderung des Stils trennen. Gib die Datei einer Uhr ({ OPTION("watch") }) oder das Tempo des Laufbands an ({ OPTION("speed") }).
metric-too-rare = { $metric-name } gibt es für { CLOCK($fresh_s) } des frischen und { CLOCK($fatigued_s) } des müden Teils; nötig sind je { CLOCK($needed_s) }.
little-in-common = Kaum ein Tempo und eine Steigung kamen frisch und müde vor: { CLOCK($fresh_s) } und { CLOCK($fatigued_s) }; nötig sind je { CLOCK($needed_s) }. { $fresh_mps ->
    [none] {""}
   *[other] Frisch waren es { PACE($fresh_mps) }, müde { PACE($fatigued_mps) }.
 }
few-rows = Nur { $fresh } frische und { $fatigued } müde halbe Minuten zählen; nötig sind je { $needed }.
values-odd = Die Werte lassen sich nicht vergleichen (null oder fehlend).
not-separable = Tempo und Steigung der beiden Fenster lassen sich nicht von der Änderung selbst trennen.
no-worthwhile-size = Niemand weiß, welche Änderung hier zählt; die Zahlen stehen ohne Urteil.
too-noisy = Bei diesem Wechsel von Tempo und Gelände lässt sich eine nennenswerte Änderung nicht von keiner unterscheiden.
drifts-evenly = Ein gleichmäßiges Wandern ab den ersten Minuten erklärt es ebenso, und Sensoren können so wandern.
steps-off = Schrittlänge und Schrittfrequenz passen nicht zu einem Tempo ({ NUM($apart_pct, digits: 1) } % auseinander): Das Tempo eines Teils stimmt nicht.
in-one-half = Es zeigt sich nur in einer Hälfte des müden Teils: Eine schräge Straße oder eine Kurve kann das bewirken.
scattered = Der { $tired ->
    [yes] müde
   *[no] frische
 } Teil verteilt sich über { CLOCK($over_s) } mit Hügeln und Halten; davon zählen { CLOCK($counted_s) }.
jumped = { $metric-name } springt bei { CLOCK($t_s) } innerhalb einer Sekunde, während Schrittfrequenz und Tempo weiterlaufen: Ein anderer Sensor hat übernommen, oder er ist verrutscht.

## Zeichen für und gegen Ermüdung

heart-rate-against-pace = Puls im Verhältnis zum Tempo { SIGNED($change_pct, digits: 1) } %{ $says ->
    [against] , was dagegen spricht
   *[other] {""}
 }
pace-lost = { NUM($loss_pct, digits: 1) } % Tempo verloren
pace-held = Tempo gehalten
effort-rated = Anstrengung { $rating } von 10{ $says ->
    [against] , was dagegen spricht
   *[other] {""}
 }
long-run = { NUM($minutes) } min Laufen
no-heart-rate = { $locked ->
    [yes] kein brauchbarer Puls (er folgte der Schrittfrequenz)
   *[no] kein brauchbarer Puls
 }
