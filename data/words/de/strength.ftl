# Krafttraining: Plan, Trainingsbuch, Fortschritt.

## Dosen

dose-and = {" und "}
dose-with-kg = {" "}mit { $kg } kg
dose-heavier = {" "}mit { $steps ->
    [one] einer Stufe mehr Gewicht
   *[other] { NUM($steps) } Stufen mehr Gewicht
  }
dose-each-side = {" "}je Seite
dose-left-first = {" "}je Seite, links zuerst
dose-right-first = {" "}je Seite, rechts zuerst
dose-extra-set = , dann 1 Satz mehr { $side }
dose-range = { $sets ->
    [one] 1 Satz mit { $amount }
   *[other] { NUM($sets) } Sätze mit { $amount }
  }

## Gründe für eine Dosis

pain-stops = Du hast Schmerz { NUM($pain) } von 10 notiert. Über { NUM($limit) } bleibt das zwei Wochen weg. Fang eine Stufe tiefer wieder an, wenn der Schmerz weg ist; bleibt er, lass ihn ärztlich abklären.
jumps-come-later = Sprünge kommen nach der Kraft. Erreiche zuerst das obere Ende einer Dosis in: { $stages-list }.
after-break = Das letzte Mal war am { $last }. Fang etwas tiefer an.
twice-at-the-limit = Die letzten zwei Male waren nah an der Grenze, also ein Schritt zurück.
twice-low-form = Die Ausführung war zweimal schwach, also ein Schritt zurück und neu aufbauen.
pain-holds = Du hast Schmerz { NUM($pain) } von 10 notiert. Bleib hier, bis er weg ist.
effort-holds = Die Anstrengung war { NUM($rpe) } von 10. Bleib hier, bis es leichter wird.
form-holds = Du hast die Ausführung mit { NUM($form) } von 5 bewertet. Bleib hier, bis sie hält.
soreness-holds = Der Muskelkater war { NUM($soreness) } von 10. Bleib hier, bis er abklingt.
tiredness-holds = Die Müdigkeit war { NUM($fatigue) } von 10. Bleib hier, bis du erholt bist.
not-yet-steady = { NUM($so_far) } von { NUM($wanted) } Malen geschafft. Dann kommt der nächste Schritt.
step-not-due = Ein Schritt alle { NUM($weeks_from) } bis { NUM($weeks_to) } Wochen genügt. Der nächste ist ab { $due } dran.
one-more-is-too-much = Eins mehr wäre über { NUM($percent) } %. Geh stattdessen langsamer oder mach kürzere Pausen.
steady-up = Es lief stabil, also etwas mehr.
sets-full-one-more = Die Sätze sind voll: ein Satz mehr.
sets-full-heavier = Die Sätze sind voll: etwas mehr Gewicht.
sets-full-heavier-unknown = Die Sätze sind voll: nimm { NUM($percent_from) }-{ NUM($percent_to) } % mehr Gewicht.
sets-full-harder = Die Sätze sind voll. Geh weiter, sobald du das schaffst: { $gate }.
sets-full-other = Die Sätze sind voll und nichts Schwereres ist offen, also eine andere Übung derselben Art.
upper-end = Das ist das obere Ende. Bleib dabei; geh langsamer, wenn es zu leicht ist.
upper-end-needs = Das ist das obere Ende. Die nächste Form, { $name }, braucht: { $equipment-names }.
upper-end-waits = Das ist das obere Ende. Die nächste Form, { $name }, öffnet sich nach: { $stages-list }.
begin-here = Neu: hier anfangen.
nothing-new-now = In diesen Tagen nichts Neues.

## Was als Nächstes kommt

next-forward = { $name }: nächstes Mal { $dose }. { $why }
next-form = { $name }: weiter zu { $then }, { $dose }. { $why }
next-slower = { $name }: { $dose }, langsamer. { $why }
next-hold = { $name }: bleib bei { $dose }. { $why }
next-back = { $name }: zurück auf { $dose }. { $why }
next-restart = { $name }: wieder anfangen mit { $dose }. { $why }
next-stop = { $name }: weglassen. { $why }
next-plateau = Seit { NUM($weeks) } Wochen keine neue Bestmarke. Ändere eins: das Tempo, die Pause oder die Übung.
next-open = Du kannst auch weiter zu { $name }, sobald du das schaffst: { $gate }.
progress-next = Was als Nächstes kommt, Stand { $date }
progress-nothing = Noch kein Krafttraining im Trainingsbuch.
progress-regularity = Regelmäßigkeit
progress-missed = { $missed ->
    [one] 1 Einheit fiel aus.
   *[other] { NUM($missed) } Einheiten fielen aus.
  } { $hint }
progress-worth-changing = Das lohnt sich zu ändern
progress-stages = Stufen
progress-tests = Selbsttests
progress-window = { $from } bis { $to }: { $what }. Test am { $to }: { $tests }.
progress-distance = Wochenkilometer
distance-calm = Keine Steigerung über { NUM($limit) } % in den letzten Wochen.
distance-steep = Woche ab { $monday }: { NUM($km, digits: 1) } km, { NUM($growth) } % mehr als in der Woche davor. { NUM($limit) } % gelten als Grenze.
distance-known = In einer der letzten Wochen waren es schon { NUM($km, digits: 1) } km, der Schritt ist also kleiner, als er aussieht.
stage-passed = geschafft
stage-open = offen
stage-begun = begonnen, { $n ->
    [one] 1 Einheit
   *[other] { NUM($n) } Einheiten
  }
stage-waits = öffnet sich nach { $names }

## Regelmäßigkeit

no-session-yet = Noch keine Krafteinheit im Trainingsbuch.
just-begun = Begonnen am { $first }. Ziel sind { NUM($from) } bis { NUM($to) } Einheiten pro Woche.
weeks-kept = { NUM($kept) } der letzten { NUM($weeks) } Wochen hatten { NUM($sessions) } Einheiten oder mehr.
every-week-kept = { NUM($weeks) } Wochen in Folge mit { NUM($sessions) } Einheiten oder mehr.
harder-for-the-first-time = Zum ersten Mal eine schwerere Form: { $name }.
more-than-ever = Mehr als je zuvor: { $names-list }.
form-rated-higher = Du bewertest deine Lauftechnik höher als früher: { NUM($now, digits: 1) } statt { NUM($before, digits: 1) } von 5.

## Woran sich ein Fehler zeigt

sets-at-the-limit = { NUM($hard) } von { NUM($all) } bewerteten Sätzen in { NUM($weeks) } Wochen hatten eine Anstrengung von { NUM($rpe, digits: 1) } oder mehr.
none-on-one-leg = { NUM($sessions) } Einheiten mit Beinarbeit in { NUM($weeks) } Wochen, keine auf einem Bein.
weight-jumped = { $name }: von { NUM($from_kg, digits: 1) } auf { NUM($to_kg, digits: 1) } kg am { $on }{ $low_form ->
    [yes] , bei schwacher Ausführung
   *[no] {""}
  }.
jumped-too-early = { $name } am { $on }, vor: { $stages-list }.
harder-too-early = { $name } am { $on }. Das kommt nach { $after }: { $gate }.
weeks-empty = Keine Einheit in { NUM($empty) } der letzten { NUM($weeks) } Wochen.
week-crowded = { NUM($sessions) } Einheiten in einer der letzten { NUM($weeks) } Wochen.
days-in-a-row = { NUM($times) }-mal an zwei Tagen hintereinander in { NUM($weeks) } Wochen.
form-often-low = In { NUM($sessions) } Einheiten in { NUM($weeks) } Wochen.
always-the-same = Dieselben { NUM($exercises) } Übungen seit { NUM($weeks) } Wochen.
runs-only = { NUM($runs) } Läufe und keine Krafteinheit in { NUM($weeks) } Wochen.
many-at-once = Mehr als { NUM($limit) } Übungen in { NUM($sessions) } von { NUM($of) } Einheiten.

## Das Trainingsbuch

log-refused = { $file } hat { $count ->
    [one] eine Zeile, die nicht brauchbar ist. Berichtige sie
   *[other] { NUM($count) } Zeilen, die nicht brauchbar sind. Berichtige sie
  } und versuch es noch einmal. Nichts wurde geändert.
log-line = Zeile { NUM($line) }: { $what }
log-more-lines = und { NUM($more) } weitere Zeilen
log-lines = Das Trainingsbuch hat Zeilen, die nicht brauchbar sind; nichts wurde geändert.
log-lacks-column = Dem Trainingsbuch fehlt die Spalte `{ $column }`, die dieser Eintrag braucht. Häng `{ $column }` an die Kopfzeile und ein "{ $separator }" an jede andere Zeile.
log-entry = { $problem }
log-added = In { $file } eingetragen: { $line }
log-undone = Zurückgenommen: { $line }
log-check = { NUM($all) } Einträge, alle brauchbar: { NUM($strength) } Kraft, { NUM($runs) } Läufe, { NUM($tests) } Tests, { NUM($feel) } zum Befinden.
log-span = Von { $first } bis { $last }.
log-ahead = { $lines ->
    [one] 1 Eintrag liegt
   *[other] { NUM($lines) } Einträge liegen
  } in der Zukunft (heute ist { $today }) und { $lines ->
    [one] zählt
   *[other] zählen
  } noch nicht.
not-csv = Das ist kein CSV.
not-utf8 = Der Text ist nicht UTF-8. Speichere das Trainingsbuch als "CSV UTF-8".
column-unknown = Die Kopfzeile hat eine unbekannte Spalte `{ $column }`. { $near ->
    [none] Bekannt sind { $known-list }.
   *[other] Ist `{ $near }` gemeint?
  }
column-twice = Die Kopfzeile nennt `{ $column }` zweimal.
column-missing = Der Kopfzeile fehlt die Spalte `{ $column }`. Ein Trainingsbuch beginnt mit: { $header }
cell-over-lines = Eine Zelle geht über mehrere Zeilen. Ist ein Anführungszeichen offen?
cell-count = { NUM($found) } Zellen, die Kopfzeile hat { NUM($wanted) }. Ein Text mit Komma braucht Anführungszeichen.
kind-unknown = Die Art `{ $kind }` ist unbekannt. Schreib strength, session, run, benchmark oder feel.
cell-of-another-kind = Die Art { $kind } hat kein `{ $column }`. Sind Zellen verrutscht?
run-needs-km = Ein Lauf braucht `km`.
feel-needs-one = Eine Zeile der Art feel braucht eins von rpe, pain, soreness, fatigue, form, ease.
not-a-number = `{ $column }` ist "{ $found }". Schreib eine Zahl von { $low } bis { $high }.
not-whole = `{ $column }` ist { $found }. Schreib eine ganze Zahl.
side-unknown = Die Seite "{ $side }" ist unbekannt. Schreib left, right oder each.
side-of-both = `{ $exercise }` trainiert beide Seiten zugleich. Lass `side` leer.
counted-otherwise = `{ $exercise }` zählt in `{ $column }`, nicht in `{ $other }`.
amount-missing = `{ $exercise }` braucht `{ $column }`.
sets-missing = Krafttraining braucht `sets`.
test-unknown = Kein Selbsttest heißt "{ $test }". Es gibt { $known-list }.
test-needs-sides = `{ $test }` braucht `left` und `right`, in { $unit }.
test-needs-value = `{ $test }` braucht `value`, in { $unit }.
not-a-date = "{ $found }" ist kein Datum. Schreib Jahr-Monat-Tag, etwa 2026-11-20.
exercise-missing = In `what` steht keine Übung.
exercise-left-out = { $name } ist nicht im Katalog: { $why }
exercise-unknown = Keine Übung heißt "{ $exercise }". { $near-count ->
    [0] `runform exercises` listet sie auf.
   *[other] Ist { $near-list } gemeint?
  }
session-empty = Die Einheit hat keine Übungen in `what`.
session-part = "{ $part }" ist unverständlich. Schreib Übung, Sätze x Wiederholungen oder Sekunden, und Gewicht: bridge 2x12, plank 2x30s, heavy_calf_raise 3x6@20kg.
entry-empty = Der Eintrag ist leer.
entry-not-writable = Der Eintrag lässt sich nicht als CSV-Zeile schreiben.
several-wrong = { $problems-list }
several-headers = Das Trainingsbuch hat { NUM($headers) } Kopfzeilen, wie nach dem Zusammenfügen. Jede galt für die Zeilen darunter.
lines-out-of-order = Die Zeilen stehen nicht nach Datum. Sie wurden in dieser Folge gelesen.
lines-counted-once = Einmal gezählt, weil dieselbe Zeile weiter oben steht: { $lines-list }. War es zweimal, stell die Zeilen untereinander.
sheet-line = { $file }, Zeile { NUM($line) }: das ist kein Blatt eines Plans, oder eine Zelle ist nicht lesbar. Ein Blatt hat die Spalte `done`; hake mit x ab.
sheet-added = { $lines ->
    [0] Nichts Neues im Blatt.
    [one] 1 Zeile eingetragen.
   *[other] { NUM($lines) } Zeilen eingetragen.
  }

## Die Einheit eines Tages

ask-line = { $name }, { $dose }? [Eingabe = geschafft, - = weggelassen, oder z. B. 2x12]
ask-effort = Anstrengung 1-10? [Eingabe = weiter]
ask-pain = Schmerz 0-10? [Eingabe = weiter]
ask-form = Ausführung 1-5? [Eingabe = weiter]
session-none = Der Plan hat keine offene Einheit für { $day }.
session-nothing = Nichts wurde gemacht, also nichts eingetragen.
today-none = Keine Krafteinheit am { $day }.{ $next ->
    [none] {""}
   *[other] {" "}Die nächste ist am { $next }.
  }

## Der Plan

plan-title = { $weeks ->
    [one] Kraftplan, 1 Woche
   *[other] Kraftplan, { NUM($weeks) } Wochen
  }
plan-title-from = { $weeks ->
    [one] Kraftplan, 1 Woche ab { $from }
   *[other] Kraftplan, { NUM($weeks) } Wochen ab { $from }
  }
plan-stopped = Vorerst kein Kraftplan
plan-before-you-begin = Bevor du beginnst
plan-answers = Worauf er antwortet
plan-in-focus = Im Fokus: { $names }.
plan-sessions = Einheiten
plan-week-heading = Woche { NUM($n) } · { $phase }
plan-no-session = keine Einheit
plan-weeks = { $n ->
    [one] Woche { $list }
   *[other] Wochen { $list }
  }
plan-weeks-span = Wochen { $list }:{" "}
plan-unplaced = { $weeks }: { $missing ->
    [one] 1 Einheit fand keinen Platz
   *[other] { NUM($missing) } Einheiten fanden keinen Platz
  }: { $reasons }. { $remedy }
plan-how-to = So geht es
plan-before-a-run = Vor einem Lauf
plan-activation = Vor Läufen, auch harten, zwei Minuten leichte Bewegung. Bleib locker. Das zählt nicht als Einheit.
plan-remarks = Anmerkungen
plan-rules = Regeln des Wochenplans
plan-details-ours = ; Einzelheiten sind unsere Wahl
plan-go-on = Wie es weitergeht
plan-expect = Was wann zu erwarten ist
plan-expect-head = | Wochen | Was sich zeigen kann | Neuer Test | Wie |
plan-test-on = Am { $on }:
plan-test-after = Nach Woche { NUM($week) }:
plan-after-week = nach Woche { NUM($week) }
plan-keep-an-eye = Behalte im Auge
plan-risks = Das sagt, was vorkommen kann, nicht, was du hast.
plan-to-know = Gut zu wissen
plan-grades = Evidenz A: randomisierte Studien stützen den genannten Nutzen. B: Kohorten, Vergleiche oder eine einzelne Studie an einem Ersatzmaß. C: Mechanismus oder Fachmeinung.
plan-star = * antwortet auf einen Befund; der Grund steht unten.
plan-table-head = | Woche | Phase | Wann | Einheit | Minuten | Wo am Tag |
plan-cue-day = { $day }, lockerer Lauf: { $cue }
routine-heading = { $kinds } (bis { NUM($minutes) } min)
routine-head = | Teil | Übung | Dosis |
numbers-heading = Zahlen
numbers-weeks = { $n ->
    [one] Woche { $list }
   *[other] Wochen { $list }
  }
part-balance = Gleichgewicht
part-hip = Hüfte
part-core = Rumpf
part-calf = Wade
session-basics = Kraft: die Grundlagen
session-strength = Kraft: die härtere Einheit
session-light = Kraft: die leichtere Einheit
place-rest-day = ein Tag ohne Lauf
place-after-easy-run = nach dem lockeren Lauf
place-before-easy-run = Stunden vor dem lockeren Lauf
place-easy-day = ein lockerer Tag: nach dem Lauf, nicht davor
place-hours-after-hard-run = Stunden nach dem harten Lauf
place-light-before-key-run = leicht, einen halben Tag vor dem nächsten wichtigen Lauf
basis-measured = gemessen
basis-proxy = aus anderen Werten erschlossen
basis-observed = mit dem Auge gesehen, nicht gemessen
sure-low = geringe Sicherheit
sure-moderate = mittlere Sicherheit
sure-high = hohe Sicherheit
link-inferred = unsere eigene Überlegung
link-cause-stated = die Quellen nennen die Ursache; die Übung ist unsere Wahl
link-stated = die Quellen nennen Zeichen und Übung zusammen
exercises-title = Kraftübungen für Läufer
exercises-lead = Helle Linien zeigen den Anfang, dunkle das Ende der Bewegung. Dosen sind Spannen; die nächste Form öffnet sich durch ihr Tor.
exercise-how = { $how } Das spürst du: { $feel }.
exercise-stop = Beende den Satz, wenn { $stop }.
exercise-avoid = Lass sie weg bei: { $with }.
exercise-until = Bis du das schaffst: { $gate }, mach stattdessen: { $easier }.
exercise-easier = Leichter: { $easier }.
exercise-harder = Schwerer, sobald du das schaffst: { $gate }: { $harder }.
exercise-swap = Zur Abwechslung: { $swap }.
exercise-answers = Für "{ $answers }": { $why } ({ $basis }; Evidenz { $grade }; { $sources })

## Was ein Plan annimmt, und was zuerst zu lesen ist

no-first-day = Kein erster Tag ist genannt, der Plan beginnt also an einem Montag deiner Wahl. --start gibt ihm Daten.
week-assumed = Keine Laufwoche ist genannt. Diese wird angenommen, ab Montag: { $week }. Gib deine mit --week-days an.
taken-as-rest = Zu diesen Tagen ist nichts gesagt, sie gelten als Ruhetage: { $days-list }.
run-lengths-assumed = Läufe ohne Länge gelten als { NUM($easy_min) } min locker, { NUM($hard_min) } min hart.
from-the-log = Er setzt dein Trainingsbuch bis { $day } fort: { $exercises ->
    [one] 1 Übung
   *[other] { NUM($exercises) } Übungen
  }.
nothing-to-answer = Kein Befund verlangt besondere Arbeit, also ist das ein ausgewogener Grundplan.
stopped-by-red-flag = Hinken, Schwellung, Nachtschmerz, Taubheit, wachsender Schmerz oder ein Knochen, der an einer Stelle wehtut: Stopp, geh zuerst zum Arzt. Der Weg zurück: plane mit --returning neu, sobald er zustimmt.
stopped-by-pain = { $parts-count ->
    [0] Du hast Schmerz über { NUM($limit) } von 10 notiert.
   *[other] Du nennst Schmerz über { NUM($limit) } von 10: { $parts-list }.
  } Lass ihn ärztlich abklären, bevor du Kraft trainierst. Der Weg zurück: Ist der Schmerz eine Woche lang bei { NUM($limit) } oder darunter und wächst er nach Läufen nicht, plane mit dieser Zahl und --returning neu.
pain-leaves-out = Du nennst Schmerz: { $parts-list }. Was diesen Teil belastet, alle Sprünge und Arbeit an Links-Rechts-Unterschieden bleiben weg. Über 3 von 10, oder wenn er wächst: Stopp und zum Arzt.
coming-back = Du kommst nach einer Verletzung zurück. Wo der Plan deines Arztes abweicht, folge jenem. Hier gibt es keine Sprünge und keine Arbeit an Links-Rechts-Unterschieden.
sore-mildly = Du hast Muskelkater, also ist die erste Woche leichter, und nichts steigt, bis er abgeklungen ist.
sore-strongly = Du hast starken Muskelkater oder bist erschöpft, also hat die erste Woche eine leichte Einheit. Hält das länger als eine Woche an, sprich mit einem Arzt.
mileage-steep = Deine Woche hat { NUM($now_km) } km nach { NUM($last_km) } km, { NUM($rise) } % mehr. Mehr als { NUM($limit) } % pro Woche belasten auch starke Beine: kürze das Laufen, bevor du Kraft hinzunimmst.
exercise-waits-for-pain = { $name }: { $why }

## Was in einer Woche neu ist

harder-form = Neu: { $to } statt { $from }. Nur, wenn du das schaffst: { $gate }; sonst bleib dabei.
other-form = Neu: { $to } statt { $from }, das am oberen Ende ist.
joins = Neu in der Einheit: { $names-list }.
jumps-begin = Sprünge beginnen: { $name }. Lande weich und hör früh auf.
more-of = Eine Wiederholung oder ein paar Sekunden mehr: { $names-list }. Nur, wenn die letzte Woche schmerzfrei und sauber war.
heavier-now = 5-10 % mehr Gewicht: { $names-list }.
one-set-more = Ein Satz mehr: { $names-list }.
slower-now = Langsamer, gleiche Zahlen: { $names-list }.
extra-set-begins = Ab jetzt ein Satz mehr { $side-name }, für Hüfte und Wade.
step-back = Ein Schritt zurück: { $names-list }.
taken-up-again = Wieder aufgenommen, etwas tiefer: { $names-list }.
first-weeks = Erste Wochen: lerne die Bewegungen. Die Zahlen bleiben.
lighter-week = Eine leichtere Woche: kurze Einheiten, nichts Neues, damit sich das Erreichte setzt.
race-week-short = Wettkampfwoche: höchstens eine kurze Einheit mit je einem Satz; der Wettkampf geht vor.
after-the-race = Nach dem Wettkampf: eine lockere Einheit mit je einem Satz, während du dich erholst.
peak-holds = Zuspitzung: nichts Neues. Die Zahlen bleiben.
effort-not-numbers = Die Zahlen bleiben, die Anstrengung steigt: langsamer ablassen oder etwas mehr Gewicht.
sore-waits = Nichts steigt, solange du Muskelkater hast.
nothing-new-yet = Wie letzte Woche: ein Schritt alle zwei bis drei Wochen genügt.
all-at-upper-end = Alle Übungen sind am oberen Ende, und nichts Schwereres ist offen. Bleib dabei.
no-session = Keine Einheit findet in dieser Woche Platz.
fewer-in-first-weeks = Zuerst zwei Einheiten pro Woche. Eine dritte kommt nach zwei stabilen Wochen.
fewer-in-phase = { $phase }: höchstens { $sessions ->
    [one] eine Einheit
   *[other] { NUM($sessions) } Einheiten
  } pro Woche.
one-while-sore = Nur eine Einheit bei so starkem Muskelkater.
two-while-sore = Nur zwei Einheiten, solange du Muskelkater hast.
race-week-without = Kein Tag ist frei von Wettkampf und harten Läufen, also keine Einheit.

## Was keinen Platz findet

day-before-key-run = { $day-name } endet zu nah am { $run ->
    [long] langen Lauf
    [race] Wettkampf
   *[other] harten Lauf
  } des nächsten Tages
day-near-race = { $day-name } ist zu nah am Wettkampf
day-of-key-run = { $day-name } hat { $run ->
    [race] den Wettkampf
   *[other] den langen Lauf
  }
day-with-few-hours = { $day-name } lässt weniger als sechs Stunden zum Lauf
day-of-unknown-run = der harte Lauf am { $day-name } hat keine Uhrzeit
day-next-to-session = { $day-name } liegt neben einer anderen Einheit
day-of-only-rest = { $day-name } ist der einzige volle Ruhetag
day-kept-free = { $day-name } bleibt frei
give-the-time = Das würde helfen: nenne die Uhrzeit des Laufs am { $day-name }, etwa --{ $short } hard@06:30.
run-earlier = Das würde helfen: lauf am { $day-name } früher.
allow-the-day = Das würde helfen: erlaube Krafttraining am { $day-name }.
swap-the-days = Das würde helfen: tausche { $one-name } und { $other-name }.
train-at = Das würde helfen: trainiere um { $time }.
use-the-rest-day = Das würde helfen: nutze den einzigen vollen Ruhetag, wenn du dich ausgeruht fühlst.
no-single-change = Keine einzelne Änderung würde helfen.

## Anmerkungen

terrain-first = { $terrain ->
    [downhill] Bergab müssen die Beine bremsen, darum zuerst: { $names-list }.
    [uphill] Bergauf arbeitet die Vorderseite der Oberschenkel, darum zuerst: { $names-list }.
    [trail] Unebener Boden verlangt Gleichgewicht auf einem Bein, darum zuerst: { $names-list }.
   *[other] Arbeit für den ganzen Körper kommt zuerst: { $names-list }.
  }
weak-side-first = Einseitige Übungen beginnen { $side-name }: dieses Bein schaffte im Test weniger. Mach auf beiden dasselbe. Teste beide nach vier Wochen wieder.
weak-side-extra = Nach zwei Wochen kommt { $side-name } ein Satz mehr für Hüfte und Wade. Das ist deine Wahl und mehr als der übliche Schritt. Geh zu gleichen Sätzen zurück, sobald die Beine gleich testen. Dass es das Laufen ausgleicht, ist nicht belegt.
not-in-plan = Nicht im Plan: { $name }. { $because }
on-avoid-list = Sie steht auf deiner Liste der Übungen, die du nicht willst.
waits-for-pain = Sie wartet, bis der Schmerz abgeklungen ist.
later-step = Sie kommt nach deiner Stufe ({ $level }); du kannst dich hinarbeiten.
needs-equipment = Sie braucht: { $equipment-names }.
lighter-sessions-only = Diese Wochen haben nur leichtere Einheiten.
no-room = Neben den anderen war kein Platz.
name-band = Widerstandsband
name-weight = Gewicht
name-barbell = Langhantel
name-machine = Maschine
name-box = Stufe oder Kasten
name-ball = kleiner Ball
name-cushion = Kissen
name-slider = Gleitpads
name-hill = ein Hügel

## Hinweise für den Lauf

quicker-steps = { NUM($repeats) } × { NUM($seconds) } s mit { NUM($target_spm) } Schritten pro Minute im letzten Drittel (deine { NUM($from_spm) } plus { NUM($percent) } %), dazwischen locker
quicker-steps-unknown = { NUM($repeats) } × { NUM($seconds) } s mit { NUM($percent) } % schnelleren Schritten im letzten Drittel, dazwischen locker

## Der Kalender

calendar-name = Kraft fürs Laufen
calendar-session = { $kind } ({ NUM($minutes) } min)
calendar-test = Neuer Test: { NUM($weeks) } Wochen Krafttraining
calendar-cue = Lockerer Lauf mit schnelleren Schritten
calendar-cancelled = Kraft: nicht mehr geplant
calendar-stop = Beende jeden Satz, solange die Ausführung hält. Schmerz über 3 von 10: Stopp.

## Tage und Monate

day-of-year = { $weekday } { NUM($day) }. { $month }
name-monday = Montag
name-tuesday = Dienstag
name-wednesday = Mittwoch
name-thursday = Donnerstag
name-friday = Freitag
name-saturday = Samstag
name-sunday = Sonntag
day-short-1 = Mo
day-short-2 = Di
day-short-3 = Mi
day-short-4 = Do
day-short-5 = Fr
day-short-6 = Sa
day-short-7 = So
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = März
month-short-4 = Apr
month-short-5 = Mai
month-short-6 = Juni
month-short-7 = Juli
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Okt
month-short-11 = Nov
month-short-12 = Dez

## Die Einheit als Karte

gym-count = DONE von ALL Sätzen geschafft
gym-rest = Pause
gym-go = Nächster Satz
gym-skip = Weiter
gym-how = So geht es
gym-reps = Wiederholungen
gym-seconds = Sekunden
gym-paper = Geschafft: ______ kg: ______ Anstrengung: ____
gym-effort = Wie schwer war es, 1 bis 10?
gym-pain = Schmerzen, 0 bis 10?
gym-pain-stop = Über 3: Hör auf mit dem, was wehtut, und geh zum Arzt, wenn es bleibt.
gym-save = Für das Tagebuch sichern
gym-clear = Neu beginnen
gym-then = Danach: runform log import session.csv --log log.csv. Die Haken bleiben bis dahin in diesem Browser; nichts wird gesendet.
