# Was jeder Bericht sagt: Namen, Urteile, die Antwort in einem Satz, Abschnitte, Ermüdung.

## Kurze Namen der Messgrößen für Tabellen und Karten

short-ground-contact-time = Bodenkontakt
short-vertical-oscillation = Vert. Bewegung
short-vertical-ratio = Vert. Verhältnis
short-vertical-stiffness = Steifigkeit
short-contact-balance-left = Balance links
short-cadence-in-band = Zeit bei 170-180 spm
short-cadence-in-own-band = Zeit nahe frischer Frequenz
short-cadence-cv = Frequenzschwankung
short-cadence-cv-robust = Frequenzschwankung, robust
short-cadence-cv-detrended = Frequenzschwankung, ohne Drift
short-cadence-cv-speed-adjusted = Frequenzschwankung, gleiches Tempo
short-cadence-rmssd = Frequenz, Sekunde zu Sekunde
short-cadence-slope-speed-adjusted = Frequenzdrift, gleiches Tempo
short-stride-time-cv = Schrittzeitschwankung
short-dfa-alpha = DFA-Exponent
short-duty-factor = Zeit am Boden
short-forward-lean-change = Vorlage
short-shank-inclination = Unterschenkelwinkel

## Einheiten, ausgeschrieben nach einem Betrag

unit-points = Punkte
unit-spm = Schritte pro Minute

## Urteile

verdict-none = ohne Urteil
verdict-insufficient = zu wenig Daten
verdict-unclear = nicht eindeutig
verdict-stable = stabil
verdict-possible-worse = evtl. schlechter
verdict-likely-worse = wohl schlechter
verdict-clear-worse = klar schlechter
verdict-possible = evtl. verändert
verdict-likely = wohl verändert
verdict-clear = klar verändert

## Die Antwort in einem Satz

answer-held = Deine Lauftechnik hat gehalten: Bei gleichem Tempo änderte sich nichts über die üblichen Schwankungen hinaus.
answer-held-partly = Nichts zeigt, dass sich deine Lauftechnik geändert hat; nicht ausgeschlossen ist es bei: { $list }.
answer-too-little = Frisch und müde wurden verglichen, aber für ein Urteil über deine Lauftechnik sind es zu wenig Daten.
answer-maybe = Spät im Lauf { $what }, aber das kann Zufall sein.
answer-alone = Spät im Lauf { $what }. Das allein ist kein Zeichen von Ermüdung.
answer-several = Spät im Lauf { $what }; auch geändert: { $list }. Diese Mischung kennt man nicht von Ermüdung.
answer-style = { $title }: Spät im Lauf { $what }. Ein anderer Laufstil, kein Einbruch der Technik.
answer-style-plain = { $title }. Ein anderer Laufstil, kein Einbruch der Technik.
answer-tired = Als du müde warst, { $what }.
answer-late = Spät im Lauf { $what }.
answer-plain = { $title }.
answer-there = { $title }: { $what }.
answer-short = Zu kurz für einen Vergleich von frisch und müde. { $why }
answer-not-compared = Frisch und müde ließen sich nicht vergleichen. { $why }
percent-of = { $percent ->
    [none] { "" }
   *[other] { " " }({ $percent } %)
 }

## Eine Änderung als Satzteil, das Verb zuerst

what-ground-contact-time = blieben deine Füße bei gleichem Tempo { $sure ->
    [possible] möglicherweise{ " " }
    [likely] wahrscheinlich{ " " }
   *[clear] { "" }
 }{ $amount } { $up ->
    [yes] länger
   *[no] kürzer
 } am Boden{ $percent }
what-flight-time = warst du bei gleichem Tempo je Schritt { $sure ->
    [possible] möglicherweise{ " " }
    [likely] wahrscheinlich{ " " }
   *[clear] { "" }
 }{ $amount } { $up ->
    [yes] länger
   *[no] kürzer
 } in der Luft{ $percent }
what-cadence = { $up ->
    [yes] stieg
   *[no] sank
 } deine Schrittfrequenz bei gleichem Tempo { $sure ->
    [possible] möglicherweise{ " " }
    [likely] wahrscheinlich{ " " }
   *[clear] { "" }
 }um { $amount }{ $percent }
what-step-length = wurden deine Schritte bei gleichem Tempo { $sure ->
    [possible] möglicherweise{ " " }
    [likely] wahrscheinlich{ " " }
   *[clear] { "" }
 }{ $amount } { $up ->
    [yes] länger
   *[no] kürzer
 }{ $percent }
what-vertical-oscillation = war deine vertikale Bewegung bei gleichem Tempo { $sure ->
    [possible] möglicherweise{ " " }
    [likely] wahrscheinlich{ " " }
   *[clear] { "" }
 }{ $amount } { $up ->
    [yes] größer
   *[no] kleiner
 }{ $percent }
what-vertical-ratio = war deine vertikale Bewegung je Meter bei gleichem Tempo { $sure ->
    [possible] möglicherweise{ " " }
    [likely] wahrscheinlich{ " " }
   *[clear] { "" }
 }{ $up ->
    [yes] größer
   *[no] kleiner
 } ({ $amount })
what-contact-balance-left = verschob sich der Bodenkontakt { $sure ->
    [possible] möglicherweise{ " " }
    [likely] wahrscheinlich{ " " }
   *[clear] { "" }
 }um { $amount } zum { $up ->
    [yes] linken
   *[no] rechten
 } Fuß
what-pelvic-drop = sank deine Hüfte bei jedem Schritt { $sure ->
    [possible] möglicherweise{ " " }
    [likely] wahrscheinlich{ " " }
   *[clear] { "" }
 }{ $amount } { $up ->
    [yes] weiter
   *[no] weniger weit
 } ab
what-forward-lean-change = warst du { $sure ->
    [possible] möglicherweise{ " " }
    [likely] wahrscheinlich{ " " }
   *[clear] { "" }
 }{ $amount } { $up ->
    [yes] weiter
   *[no] weniger weit
 } nach vorn geneigt
what-other = { $up ->
    [yes] stieg
   *[no] sank
 } bei gleichem Tempo { $sure ->
    [possible] möglicherweise{ " " }
    [likely] wahrscheinlich{ " " }
   *[clear] { "" }
 }der Wert „{ $name }“ um { $amount }{ $percent }
what-balance = { $fresh ->
    [none] { "" }
   *[other] der { $longer ->
        [left] linke
       *[right] rechte
     } Fuß bleibt länger am Boden, links { $fresh } % des Bodenkontakts frisch, { $tired } % müde
 }

## Was beim nächsten Mal hilft

next-short = Beim nächsten Mal: 40 Minuten oder länger aufzeichnen, flach und in gleichmäßigem Tempo.
next-no-speed = Beim nächsten Mal: mit GPS oder Laufsensor aufzeichnen, oder das Tempo des Laufbands angeben (--speed).
next-paces = Beim nächsten Mal: spät zehn Minuten im Tempo des Anfangs laufen.
next-few = Beim nächsten Mal: früh und spät je zehn Minuten flach in gleichmäßigem Tempo laufen.
next-by-hand = Oder zwei Teile selbst nennen:

## Abschnitte

windows = Verglichen: frisch { $fresh }, müde { $tired }{ $how }.
window = { $from }-{ $to } min{ $at }{ $limits }
window-at = { " " }mit { $what }
window-and = { " und " }
window-count = davon zählen { CLOCK($s) }
window-spread = verteilt über { NUM($min) } min
window-limits = { " " }({ $what })
how-steady-long = { " " }(die ersten und letzten zehn Minuten, die zählen)
how-steady-part = { " " }(die ersten und letzten Minuten, die zählen)
how-steady-short = { " " }(das erste und letzte Drittel des Laufs)
how-intervals = { " " }(das erste und letzte Drittel der Intervalle)
how-laps = { " " }(das erste und letzte Drittel der Runden)
how-race = { " " }(ein früher und der letzte volle Abschnitt des Wettkampfs)
how-whole-run = { " " }(der erste und der letzte Teil des ganzen Laufs)
how-user = { " " }(wie gewünscht)
how-none = { "" }

## Ermüdung

fatigue-unknown = Wie müde du warst, lässt sich nicht sagen{ $reasons }.
fatigue-none = Nichts zeigt, dass du müde warst{ $reasons }.
fatigue-mild = Leichte Zeichen von Ermüdung{ $reasons }.
fatigue-moderate = Mäßige Zeichen von Ermüdung{ $reasons }.
fatigue-strong = Starke Zeichen von Ermüdung{ $reasons }.
fatigue-reasons = : { $list }

## Befunde

label-breakdown = Einbruch bei Ermüdung
label-style = anderer Laufstil, kein Einbruch
label-drift = änderte sich im Lauf; Ermüdung nicht gezeigt
label-drift-unknown = änderte sich im Lauf; Ermüdung unbekannt
label-constant = von Anfang an
label-confidence = { $kind }; Sicherheit { $confidence }
confidence-low = gering
confidence-moderate = mittel
confidence-high = hoch
drift-none = Nichts in diesem Lauf zeigt, dass du müde warst, darum ist das eine Veränderung und kein Einbruch.
drift-unknown = Nichts verrät, ob du müde warst, darum ist das eine Veränderung und kein Einbruch.
evidence = { $name }{ $levels }: { $change }{ $interval } bei gleichem Tempo{ $percent }{ $computed }
evidence-levels = { " " }{ $fresh } → { $tired }{ $unit }
evidence-interval = { " " }[{ $low } bis { $high }]
evidence-computed = , berechnet
evidence-onset = { $name }: Die Änderung begann etwa nach { NUM($min) } min{ $place }
evidence-balance = Bodenkontakt-Balance { $fresh } frisch, { $tired } müde
no-breakdown = Kein Zeichen, dass die Technik eingebrochen ist.
no-comparison = Frisch und müde ließen sich nicht vergleichen, darum lässt sich über einen Einbruch nichts sagen.
no-findings = Keine Befunde.

## Güte der Daten

quality-good = gut
quality-medium = mit Vorsicht brauchbar
quality-low = schwach
note-error = Problem
note-warning = Vorsicht
note-info = Hinweis

## Was nicht zählt, und warum

mask-not-running = kein Laufen (Stehen, Gehen, oder keine Schrittfrequenz)
mask-pause = Pause oder Lücke in der Aufzeichnung
mask-after-pause = kurz nach einer Pause
mask-speed-band = viel langsamer oder schneller als der Rest
mask-grade = zu steil
mask-acceleration = beim Beschleunigen oder Bremsen
mask-gps = GPS-Ausfall, oder kurz danach

## Was eine Aufzeichnung nicht zeigt

unseen-watch = Eine Uhr misst nicht: { $list }.
unseen-sensor = Dieser Sensor zeigt nicht: { $list }.
unseen-other = Diese Aufzeichnung zeigt nicht: { $list }.

## Kraft

area-balance = Gleichgewicht
area-hip = Hüfte
area-core = Rumpf
area-calf = Wade
area-legs = Beine
area-mobility = Beweglichkeit
area-activation = Aktivierung
dose-reps = { $sets } × { $range }
dose-hold = { $sets } × { $range } s
dose-holds = { $sets } × { $reps } mal { $range } s halten
dose-sets = { $sets } Sätze
side-both = { "" }
side-each = { " " }je Seite
side-left-first = { " " }je Seite, links zuerst
side-right-first = { " " }je Seite, rechts zuerst
cue-quicker = Probiere zuerst etwa 5 % schnellere Schritte ({ NUM($target) } pro Minute), 5 × 1 min spät im Lauf.
cue-quicker-plain = Probiere zuerst etwa 5 % schnellere Schritte, 5 × 1 min spät im Lauf.
basis-stated = die Quellen nennen Befund und Übung zusammen
basis-cause-stated = die Quellen nennen die Ursache; die Übung trainiert sie
basis-inferred = eigene Überlegung

## Sportarten

sport-running = Laufen
sport-unknown = Sportart unbekannt

## Datum

date = { $weekday ->
    [1] Mo
    [2] Di
    [3] Mi
    [4] Do
    [5] Fr
    [6] Sa
   *[7] So
 }, { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
 } { $year }
date-short = { $day }. { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sept.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
 } { $year }
date-time = { $date }, { $time }

sensor-at = Sensor: { $place }
sensors-at = Sensoren: { $places } und { $place }

## Namen von Zeichen in der Liste dessen, was nicht gemessen wird

unseen-gct-rise-under-fatigue = Bodenkontaktzeit
unseen-oscillation-rise-under-fatigue = vertikale Bewegung
unseen-step-shortening-under-fatigue = Schrittlänge
unseen-stride-timing-instability = Gleichmaß der Schritte
unseen-balance-shift-under-fatigue = Links-rechts-Balance
unseen-hip-drop = Absinken der Hüfte
unseen-lost-upright-posture = Haltung
unseen-overstriding-measured = Ort des Fußaufsatzes
unseen-arm-swing-asymmetry = Armschwung
unseen-step-time-asymmetry = Schrittzeit links und rechts

## Der Verlauf über den Lauf

head-course = Im Verlauf, bei gleichem Tempo und gleicher Steigung
grounds = { $name }: { $list }.
ground-uphill = bergauf { $change } ({ $range })
ground-level = im Flachen { $change } ({ $range })
ground-downhill = bergab { $change } ({ $range })
by-lap = { $name }, Runde für Runde gegen den frischen Teil: { $list } (je { $half }).
by-climb = { $name }, Anstieg für Anstieg gegen den frischen Teil: { $list } (je { $half }).
by-descent = { $name }, Abstieg für Abstieg gegen den frischen Teil: { $list } (je { $half }).

## Wie sicher eine Änderung ist

sure = Sicherheit { $confidence }{ $why ->
    [none] { "" }
   *[other] {" "}({ $why })
 }
sure-wide-interval = der Bereich ist breit gegen das, was zählt
sure-rests-on-effects = kaum ein Tempo oder eine Steigung kam frisch und müde vor; es beruht darauf, wie Läufer ihnen sonst folgen
sure-short-run = der Lauf ist kurz
sure-unknown-pace = das Tempo ist nicht bekannt
sure-sensor = etwas deutet auf den Sensor
sure-windows-only = nur flache Teile ließen sich vergleichen
sure-of = { $list }: { $sure }
sure-list = Wie sicher: { $list }.
caveat-change = Wie sicher: { $sure }.
