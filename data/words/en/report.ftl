# What every report says: labels, verdicts, the answer in one sentence, windows, fatigue.

## Short labels of metrics, for tables and cards; where none stands here, the name is short enough

short-ground-contact-time = Ground contact
short-vertical-oscillation = Bounce
short-vertical-ratio = Bounce ratio
short-vertical-stiffness = Stiffness
short-contact-balance-left = Balance, left
short-cadence-in-band = Time at 170-180 spm
short-cadence-in-own-band = Time near fresh cadence
short-cadence-cv = Cadence variation
short-cadence-cv-robust = Cadence variation, robust
short-cadence-cv-detrended = Cadence variation, no drift
short-cadence-cv-speed-adjusted = Cadence variation, equal speed
short-cadence-rmssd = Cadence, second to second
short-cadence-slope-speed-adjusted = Cadence drift, equal speed
short-stride-time-cv = Stride time variation
short-dfa-alpha = DFA exponent
short-duty-factor = Time on the ground
short-forward-lean-change = Forward lean
short-shank-inclination = Shank angle

## Units written out after an amount

unit-points = points
unit-spm = steps per minute

## Verdicts

verdict-none = no verdict
verdict-insufficient = too little data
verdict-unclear = no clear change
verdict-stable = stable
verdict-possible-worse = possibly worse
verdict-likely-worse = likely worse
verdict-clear-worse = clearly worse
verdict-possible = possibly changed
verdict-likely = likely changed
verdict-clear = clearly changed

## The answer in one sentence. $what is a message of the next group.

answer-held = Your form held: at the same pace nothing changed beyond normal variation.
answer-held-partly = Nothing shows that your form changed, but a change is not ruled out for { $list }.
answer-too-little = Fresh and tired were compared, but there is too little data to tell whether your form changed.
answer-maybe = Late in the run { $what }, but that may be chance.
answer-alone = Late in the run { $what }. On its own that is no sign of tiring.
answer-several = Late in the run { $what }; also changed: { $list }. This mix is not what tiring is known to do.
answer-style = { $title }: { $what }. A change of style, not a breakdown.
answer-style-plain = { $title }. A change of style, not a breakdown.
answer-tired = When tired, { $what }.
answer-late = Late in the run { $what }.
answer-plain = { $title }.
answer-there = { $title }: { $what }.
answer-short = Too short to compare fresh with tired. { $why }
answer-not-compared = Fresh and tired could not be compared. { $why }
percent-of = { $percent ->
    [none] { "" }
   *[other] { " " }({ $percent } %)
 }

## One change as a clause. $amount with its unit, $up: yes or no, $sure: possible, likely or clear.

what-ground-contact-time = your feet { $sure ->
    [possible] possibly stayed
    [likely] likely stayed
   *[clear] stayed
 } on the ground { $amount } { $up ->
    [yes] longer
   *[no] less
 } at the same pace{ $percent }
what-flight-time = you { $sure ->
    [possible] possibly stayed
    [likely] likely stayed
   *[clear] stayed
 } in the air { $amount } { $up ->
    [yes] longer
   *[no] less
 } per step at the same pace{ $percent }
what-cadence = your cadence { $sure ->
    [possible] possibly{ " " }
    [likely] likely{ " " }
   *[clear] { "" }
 }{ $up ->
    [yes] rose
   *[no] fell
 } by { $amount } at the same pace{ $percent }
what-step-length = your steps { $sure ->
    [possible] possibly became
    [likely] likely became
   *[clear] became
 } { $amount } { $up ->
    [yes] longer
   *[no] shorter
 } at the same pace{ $percent }
what-vertical-oscillation = you { $sure ->
    [possible] possibly bounced
    [likely] likely bounced
   *[clear] bounced
 } { $amount } { $up ->
    [yes] more
   *[no] less
 } at the same pace{ $percent }
what-vertical-ratio = you { $sure ->
    [possible] possibly bounced
    [likely] likely bounced
   *[clear] bounced
 } { $up ->
    [yes] more
   *[no] less
 } for each metre you covered ({ $amount }) at the same pace
what-contact-balance-left = ground contact { $sure ->
    [possible] possibly moved
    [likely] likely moved
   *[clear] moved
 } by { $amount } towards the { $up ->
    [yes] left
   *[no] right
 } foot
what-pelvic-drop = your hip { $sure ->
    [possible] possibly dropped
    [likely] likely dropped
   *[clear] dropped
 } { $amount } { $up ->
    [yes] more
   *[no] less
 } with each step
what-forward-lean-change = you { $sure ->
    [possible] possibly leaned
    [likely] likely leaned
   *[clear] leaned
 } { $amount } { $up ->
    [yes] further forward
   *[no] less forward
 }
what-other = { $name } { $sure ->
    [possible] possibly{ " " }
    [likely] likely{ " " }
   *[clear] { "" }
 }{ $up ->
    [yes] rose
   *[no] fell
 } by { $amount } at the same pace{ $percent }
what-balance = { $fresh ->
    [none] { "" }
   *[other] the { $longer ->
        [left] left
       *[right] right
     } foot stays down longer, { $fresh } % of ground contact on the left when fresh, { $tired } % when tired
 }

## What to record next time

next-short = Next time: record 40 minutes or more, at an even pace on flat ground.
next-no-speed = Next time: record with GPS or a foot pod, or give the treadmill's speed (--speed).
next-paces = Next time: run ten minutes late in the run at the pace of the start.
next-few = Next time: run ten minutes early and ten minutes late on the flat at an even pace.
next-by-hand = Or name two parts yourself:

## Windows

windows = Compared: fresh { $fresh }, tired { $tired }{ $how }.
window = { $from }-{ $to } min{ $at }{ $limits }
window-at = { " " }at { $what }
window-and = { " and " }
window-count = { CLOCK($s) } that count
window-spread = spread over { NUM($min) } min
window-limits = { " " }({ $what })
how-steady-long = { " " }(the first and last ten minutes that count)
how-steady-part = { " " }(the first and last minutes that count)
how-steady-short = { " " }(the first and last third of the run)
how-intervals = { " " }(the first and last third of the intervals)
how-laps = { " " }(the first and last third of the laps)
how-race = { " " }(an early and the last full split of the race)
how-whole-run = { " " }(the first and last part of all your running)
how-user = { " " }(as you asked)
how-none = { "" }

## Fatigue

fatigue-unknown = How tired you were cannot be told{ $reasons }.
fatigue-none = Nothing shows that you were tired{ $reasons }.
fatigue-mild = Mild signs that you were tired{ $reasons }.
fatigue-moderate = Moderate signs that you were tired{ $reasons }.
fatigue-strong = Strong signs that you were tired{ $reasons }.
fatigue-reasons = : { $list }

## Findings

label-breakdown = breakdown when tired
label-style = change of style, not a breakdown
label-drift = changed during the run; fatigue not shown
label-drift-unknown = changed during the run; fatigue unknown
label-constant = there from the beginning
label-confidence = { $kind }; { $confidence } confidence
confidence-low = low
confidence-moderate = moderate
confidence-high = high
drift-none = Nothing in this run shows that you were tired, so this is a drift, not a breakdown.
drift-unknown = Nothing tells whether you were tired, so this is a drift, not a breakdown.
evidence = { $name }{ $levels }: { $change }{ $interval } at the same pace{ $percent }{ $computed }
evidence-levels = { " " }{ $fresh } → { $tired }{ $unit }
evidence-interval = { " " }[{ $low } to { $high }]
evidence-computed = , computed
evidence-onset = { $name } began to change about { NUM($min) } min into the run{ $place }
evidence-balance = Contact balance { $fresh } when fresh, { $tired } when tired
no-breakdown = No sign of form breakdown.
no-comparison = Fresh and tired could not be compared, so nothing can be said of a breakdown.
no-findings = No findings.

## Quality of the data

quality-good = good
quality-medium = usable with care
quality-low = poor
note-error = problem
note-warning = care
note-info = note

## What is left out, and why

mask-not-running = not running (standing, walking, or no cadence)
mask-pause = pause or gap in the recording
mask-after-pause = just after a pause
mask-speed-band = much slower or faster than the rest
mask-grade = ground too steep
mask-acceleration = speeding up or slowing down
mask-gps = GPS dropout, or just after one

## What a recording does not show

unseen-watch = A watch does not measure: { $list }.
unseen-sensor = This sensor does not show: { $list }.
unseen-other = This recording does not show: { $list }.

## Strength

area-balance = balance
area-hip = hip
area-core = core
area-calf = calf
area-legs = legs
area-mobility = mobility
area-activation = activation
dose-reps = { $sets } × { $range }
dose-hold = { $sets } × { $range } s
dose-holds = { $sets } × { $reps } holds of { $range } s
dose-sets = { $sets } sets
side-both = { "" }
side-each = { " " }each side
side-left-first = { " " }each side, left first
side-right-first = { " " }each side, right first
cue-quicker = First try steps about 5 % quicker ({ NUM($target) } a minute) for 5 × 1 min late in a run.
cue-quicker-plain = First try steps about 5 % quicker for 5 × 1 min late in a run.
basis-stated = the sources name finding and exercise together
basis-cause-stated = the sources name the cause; the exercise trains it
basis-inferred = our own reasoning

## Sports

sport-running = running
sport-unknown = sport unknown

## Dates: $weekday, $month by number

date = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
 } { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
 } { $year }
date-short = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
 } { $year }
date-time = { $date }, { $time }

sensor-at = sensor at { $place }
sensors-at = sensors at { $places } and { $place }

## Names of signs in a list of what is not measured

unseen-gct-rise-under-fatigue = ground contact time
unseen-oscillation-rise-under-fatigue = bounce
unseen-step-shortening-under-fatigue = step length
unseen-stride-timing-instability = stride timing
unseen-balance-shift-under-fatigue = left-right balance
unseen-hip-drop = hip drop
unseen-lost-upright-posture = posture
unseen-overstriding-measured = where the foot lands
unseen-arm-swing-asymmetry = arm swing
unseen-step-time-asymmetry = step time of left and right

## The course over the run

head-course = Along the run, at equal pace and slope
grounds = { $name }: { $list }.
ground-uphill = uphill { $change } ({ $range })
ground-level = on the level { $change } ({ $range })
ground-downhill = downhill { $change } ({ $range })
by-lap = { $name }, lap by lap against the fresh part: { $list } (each { $half }).
by-climb = { $name }, climb by climb against the fresh part: { $list } (each { $half }).
by-descent = { $name }, descent by descent against the fresh part: { $list } (each { $half }).

## How sure a change is

sure = { $confidence } confidence{ $why ->
    [none] { "" }
   *[other] {" "}({ $why })
 }
sure-wide-interval = the range is wide against what matters
sure-rests-on-effects = hardly any pace or slope was run both fresh and tired, so it rests on how runners usually follow them
sure-short-run = the run is short
sure-unknown-pace = the pace is not known
sure-sensor = something points to the sensor
sure-windows-only = only level parts could be compared
sure-of = { $list }: { $sure }
sure-list = How sure: { $list }.
caveat-change = How sure: { $sure }.
