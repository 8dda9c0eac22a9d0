# Strength work: plan, training log, progress.

## Doses

dose-and = {" and "}
dose-with-kg = {" "}with { $kg } kg
dose-heavier = {" "}with { $steps ->
    [one] one step more weight
   *[other] { NUM($steps) } steps more weight
  }
dose-each-side = {" "}each side
dose-left-first = {" "}each side, left first
dose-right-first = {" "}each side, right first
dose-extra-set = , then 1 more set on the { $side }
dose-range = { $sets ->
    [one] 1 set of { $amount }
   *[other] { NUM($sets) } sets of { $amount }
  }

## Reasons for a dose

pain-stops = You noted pain { NUM($pain) } of 10. Above { NUM($limit) } this stays out for two weeks. Begin again a step lower once the pain is gone; if it stays, see a clinician.
jumps-come-later = Jumps come after strength. First reach the upper end of a dose in: { $stages-list }.
after-break = Last time was { $last }. Begin a little lower.
twice-at-the-limit = The last two sessions were close to your limit, so take a step back.
twice-low-form = Form was low in the last two sessions, so take a step back and rebuild it.
pain-holds = You noted pain { NUM($pain) } of 10. Stay here until it is gone.
effort-holds = Effort was { NUM($rpe) } of 10. Stay here until it gets easier.
form-holds = You rated form { NUM($form) } of 5. Stay here until it holds.
soreness-holds = Soreness was { NUM($soreness) } of 10. Stay here until it settles.
tiredness-holds = Tiredness was { NUM($fatigue) } of 10. Stay here until you have recovered.
not-yet-steady = Done { NUM($so_far) } of { NUM($wanted) } times. Then comes a step up.
step-not-due = One step every { NUM($weeks_from) } to { NUM($weeks_to) } weeks is enough. The next is due from { $due }.
one-more-is-too-much = One more would be over { NUM($percent) } %. Go slower or rest less instead.
steady-up = It has been steady, so do a little more.
sets-full-one-more = The sets are full: add one set.
sets-full-heavier = The sets are full: add a little weight.
sets-full-heavier-unknown = The sets are full: take { NUM($percent_from) }-{ NUM($percent_to) } % more weight.
sets-full-harder = The sets are full. Move on once you manage { $gate }.
sets-full-other = The sets are full and nothing harder is open, so switch to another exercise of the same kind.
upper-end = This is the upper end. Keep it; go slower if it feels too easy.
upper-end-needs = This is the upper end. The next form, { $name }, needs: { $equipment-names }.
upper-end-waits = This is the upper end. The next form, { $name }, opens after: { $stages-list }.
begin-here = New: begin here.
nothing-new-now = Nothing new in these days.

## What comes next

next-forward = { $name }: next time { $dose }. { $why }
next-form = { $name }: on to { $then }, { $dose }. { $why }
next-slower = { $name }: { $dose }, slower. { $why }
next-hold = { $name }: stay at { $dose }. { $why }
next-back = { $name }: back to { $dose }. { $why }
next-restart = { $name }: begin again with { $dose }. { $why }
next-stop = { $name }: leave it out. { $why }
next-plateau = No new best for { NUM($weeks) } weeks. Change one thing: the tempo, the rest or the exercise.
next-open = You can also move on to { $name } once you manage { $gate }.
progress-next = What comes next, as of { $date }
progress-nothing = No strength work in the log yet.
progress-regularity = Regularity
progress-missed = { $missed ->
    [one] 1 session was missed.
   *[other] { NUM($missed) } sessions were missed.
  } { $hint }
progress-worth-changing = Worth changing
progress-stages = Stages
progress-tests = Self-tests
progress-window = { $from } to { $to }: { $what }. Test on { $to }: { $tests }.
progress-distance = Weekly distance
distance-calm = No rise of more than { NUM($limit) } % in the last weeks.
distance-steep = Week of { $monday }: { NUM($km, digits: 1) } km, { NUM($growth) } % more than the week before. { NUM($limit) } % is the usual limit.
distance-known = You ran { NUM($km, digits: 1) } km in a recent week, so the step is smaller than it looks.
stage-passed = passed
stage-open = open
stage-begun = begun, { $n ->
    [one] 1 session
   *[other] { NUM($n) } sessions
  }
stage-waits = opens after { $names }

## Regularity

no-session-yet = No strength session in the log yet.
just-begun = Begun on { $first }. Aim for { NUM($from) } to { NUM($to) } sessions a week.
weeks-kept = { NUM($kept) } of the last { NUM($weeks) } weeks had { NUM($sessions) } sessions or more.
every-week-kept = { NUM($weeks) } weeks in a row with { NUM($sessions) } sessions or more.
harder-for-the-first-time = A harder form for the first time: { $name }.
more-than-ever = More than ever before: { $names-list }.
form-rated-higher = You rate your form on runs higher than before: { NUM($now, digits: 1) } instead of { NUM($before, digits: 1) } of 5.

## What shows a mistake

sets-at-the-limit = { NUM($hard) } of { NUM($all) } rated sets in { NUM($weeks) } weeks had an effort of { NUM($rpe, digits: 1) } or more.
none-on-one-leg = { NUM($sessions) } sessions with leg work in { NUM($weeks) } weeks, none on one leg.
weight-jumped = { $name }: from { NUM($from_kg, digits: 1) } to { NUM($to_kg, digits: 1) } kg on { $on }{ $low_form ->
    [yes] , at low form
   *[no] {""}
  }.
jumped-too-early = { $name } on { $on }, before: { $stages-list }.
harder-too-early = { $name } on { $on }. It comes after { $after }: { $gate }.
weeks-empty = No session in { NUM($empty) } of the last { NUM($weeks) } weeks.
week-crowded = { NUM($sessions) } sessions in one of the last { NUM($weeks) } weeks.
days-in-a-row = { NUM($times) } times on two days in a row in { NUM($weeks) } weeks.
form-often-low = In { NUM($sessions) } sessions of { NUM($weeks) } weeks.
always-the-same = The same { NUM($exercises) } exercises for { NUM($weeks) } weeks.
runs-only = { NUM($runs) } runs and no strength session in { NUM($weeks) } weeks.
many-at-once = More than { NUM($limit) } exercises in { NUM($sessions) } of { NUM($of) } sessions.

## The log

log-refused = { $file } has { $count ->
    [one] a line that cannot be used. Correct it
   *[other] { NUM($count) } lines that cannot be used. Correct them
  } and try again. Nothing was changed.
log-line = line { NUM($line) }: { $what }
log-more-lines = and { NUM($more) } more lines
log-lines = The log has lines that cannot be used; nothing was changed.
log-lacks-column = The log has no column `{ $column }`, which this entry needs. Add `{ $column }` to the end of its header line and a "{ $separator }" to the end of every other line.
log-entry = { $problem }
log-added = Added to { $file }: { $line }
log-undone = Taken back: { $line }
log-check = { NUM($all) } entries, all usable: { NUM($strength) } of strength, { NUM($runs) } runs, { NUM($tests) } tests, { NUM($feel) } of how it felt.
log-span = From { $first } to { $last }.
log-ahead = { $lines ->
    [one] 1 entry lies
   *[other] { NUM($lines) } entries lie
  } ahead of today ({ $today }) and { $lines ->
    [one] does
   *[other] do
  } not count yet.
not-csv = This is not CSV.
not-utf8 = The text is not UTF-8. Save the log as "CSV UTF-8".
column-unknown = The header has an unknown column `{ $column }`. { $near ->
    [none] Known are { $known-list }.
   *[other] Did you mean `{ $near }`?
  }
column-twice = The header names `{ $column }` twice.
column-missing = The header has no column `{ $column }`. A log begins with: { $header }
cell-over-lines = A cell runs over several lines. Is a quotation mark left open?
cell-count = { NUM($found) } cells where the header has { NUM($wanted) }. A text with a comma needs quotation marks.
kind-unknown = The kind `{ $kind }` is not known. Write strength, session, run, benchmark or feel.
cell-of-another-kind = A { $kind } has no `{ $column }`. Are cells shifted?
run-needs-km = A run needs its `km`.
feel-needs-one = A line of kind feel needs one of rpe, pain, soreness, fatigue, form, ease.
not-a-number = `{ $column }` is "{ $found }". Write a number from { $low } to { $high }.
not-whole = `{ $column }` is { $found }. Write a whole number.
side-unknown = The side "{ $side }" is not known. Write left, right or each.
side-of-both = `{ $exercise }` works both sides at once. Leave `side` empty.
counted-otherwise = `{ $exercise }` is counted in `{ $column }`, not in `{ $other }`.
amount-missing = `{ $exercise }` needs `{ $column }`.
sets-missing = Strength work needs `sets`.
test-unknown = No self-test is called "{ $test }". There are { $known-list }.
test-needs-sides = `{ $test }` needs `left` and `right`, in { $unit }.
test-needs-value = `{ $test }` needs `value`, in { $unit }.
not-a-date = "{ $found }" is not a date. Write year-month-day, as 2026-11-20.
exercise-missing = No exercise is named in `what`.
exercise-left-out = { $name } is not in the catalogue: { $why }
exercise-unknown = No exercise is called "{ $exercise }". { $near-count ->
    [0] `runform exercises` lists them.
   *[other] Did you mean { $near-list }?
  }
session-empty = The session has no exercises in `what`.
session-part = "{ $part }" is not understood. Write exercise, sets x repetitions or seconds, and weight: bridge 2x12, plank 2x30s, heavy_calf_raise 3x6@20kg.
entry-empty = There is nothing in the entry.
entry-not-writable = The entry cannot be written as a line of CSV.
several-wrong = { $problems-list }
several-headers = The log has { NUM($headers) } header lines, as after joining logs. Each was used for the lines below it.
lines-out-of-order = The lines are not in the order of their dates. They were read in that order.
lines-counted-once = Counted once, because the same line stands further up: { $lines-list }. If it was done twice, put the lines next to each other.
sheet-line = { $file }, line { NUM($line) }: this is no sheet of a plan, or a cell cannot be read. A sheet has the column `done`; tick with x.
sheet-added = { $lines ->
    [0] Nothing new in the sheet.
    [one] 1 line added.
   *[other] { NUM($lines) } lines added.
  }

## The session of a day

ask-line = { $name }, { $dose }? [enter = done, - = left out, or e.g. 2x12]
ask-effort = Effort 1-10? [enter = skip]
ask-pain = Pain 0-10? [enter = skip]
ask-form = Form 1-5? [enter = skip]
session-none = The plan has no open session for { $day }.
session-nothing = Nothing was done, so nothing was added.
today-none = No strength session on { $day }.{ $next ->
    [none] {""}
   *[other] {" "}The next is on { $next }.
  }

## The plan

plan-title = { $weeks ->
    [one] Strength plan, 1 week
   *[other] Strength plan, { NUM($weeks) } weeks
  }
plan-title-from = { $weeks ->
    [one] Strength plan, 1 week from { $from }
   *[other] Strength plan, { NUM($weeks) } weeks from { $from }
  }
plan-stopped = No strength plan for now
plan-before-you-begin = Before you begin
plan-answers = What it answers
plan-in-focus = In focus: { $names }.
plan-sessions = Sessions
plan-week-heading = Week { NUM($n) } · { $phase }
plan-no-session = no session
plan-weeks = { $n ->
    [one] Week { $list }
   *[other] Weeks { $list }
  }
plan-weeks-span = Weeks { $list }:{" "}
plan-unplaced = { $weeks }: { $missing ->
    [one] 1 session could not be placed
   *[other] { NUM($missing) } sessions could not be placed
  }: { $reasons }. { $remedy }
plan-how-to = How to do them
plan-before-a-run = Before a run
plan-activation = Before runs, hard ones too, two minutes of light movement. Keep it easy. It does not count as a session.
plan-remarks = Remarks
plan-rules = Rules of the schedule
plan-details-ours = ; details are our choice
plan-go-on = How to go on
plan-expect = What to expect, and when
plan-expect-head = | Weeks | What may be seen | Test again | How |
plan-test-on = On { $on }:
plan-test-after = After week { NUM($week) }:
plan-after-week = after week { NUM($week) }
plan-keep-an-eye = Keep an eye on
plan-risks = This says what may happen, not what you have.
plan-to-know = What to know
plan-grades = Evidence A: randomised trials support the benefit named. B: cohorts, comparisons or a single trial on a stand-in. C: mechanism or expert opinion.
plan-star = * answers what was found; the reason is below.
plan-table-head = | Week | Phase | When | Session | Minutes | Where in the day |
plan-cue-day = { $day }, easy run: { $cue }
routine-heading = { $kinds } (up to { NUM($minutes) } min)
routine-head = | Part | Exercise | Dose |
numbers-heading = Numbers
numbers-weeks = { $n ->
    [one] week { $list }
   *[other] weeks { $list }
  }
part-balance = Balance
part-hip = Hip
part-core = Core
part-calf = Calf
session-basics = Strength: the basics
session-strength = Strength: the harder session
session-light = Strength: the lighter session
place-rest-day = a day without running
place-after-easy-run = after the easy run
place-before-easy-run = hours before the easy run
place-easy-day = an easy day: after the run, not before it
place-hours-after-hard-run = hours after the hard run
place-light-before-key-run = light, half a day before the next key run
basis-measured = measured
basis-proxy = seen through other values
basis-observed = seen by eye, not measured
sure-low = low confidence
sure-moderate = moderate confidence
sure-high = high confidence
link-inferred = our own reasoning
link-cause-stated = the sources name the cause; the exercise is our choice
link-stated = the sources name sign and work together
exercises-title = Strength exercises for runners
exercises-lead = Pale lines are the start, dark lines the end of the movement. Doses are ranges; the next form opens through its gate.
exercise-how = { $how } What you feel: { $feel }.
exercise-stop = End the set when { $stop }.
exercise-avoid = Leave it out with: { $with }.
exercise-until = Until you manage { $gate }, do this instead: { $easier }.
exercise-easier = Easier: { $easier }.
exercise-harder = Harder, once you manage { $gate }: { $harder }.
exercise-swap = For a change: { $swap }.
exercise-answers = For "{ $answers }": { $why } ({ $basis }; evidence { $grade }; { $sources })

## What a plan takes for granted, and what to read first

no-first-day = No first day is given, so the plan begins on a Monday of your choice. --start gives it dates.
week-assumed = No running week is given. This one is assumed, from Monday: { $week }. Give yours with --week-days.
taken-as-rest = Nothing is said of these days, so they count as rest days: { $days-list }.
run-lengths-assumed = Runs without a length count as { NUM($easy_min) } min easy, { NUM($hard_min) } min hard.
from-the-log = It goes on from your log up to { $day }: { $exercises ->
    [one] 1 exercise
   *[other] { NUM($exercises) } exercises
  }.
nothing-to-answer = Nothing found here calls for special work, so this is a balanced basic plan.
stopped-by-red-flag = Limping, swelling, night pain, numbness, pain that grows, or a bone that hurts on one spot: stop and see a clinician first. The way back: once the clinician agrees, plan again with --returning.
stopped-by-pain = { $parts-count ->
    [0] You noted pain above { NUM($limit) } of 10.
   *[other] You named pain above { NUM($limit) } of 10: { $parts-list }.
  } See a clinician before any strength work. The way back: once the pain has stayed at { NUM($limit) } or below for a week and does not grow after runs, plan again with that number and --returning.
pain-leaves-out = You named pain: { $parts-list }. What works that part, all jumps and work on left-right differences stay out. Above 3 of 10, or if it grows, stop and see a clinician.
coming-back = You are coming back after being hurt. Where your clinician's plan differs, follow that one. There are no jumps here and no work on left-right differences.
sore-mildly = You are sore, so the first week is lighter and nothing goes up until it has settled.
sore-strongly = You are very sore or worn out, so the first week has one light session. If it lasts longer than a week, speak with a clinician.
mileage-steep = Your week holds { NUM($now_km) } km after { NUM($last_km) } km, { NUM($rise) } % more. More than { NUM($limit) } % a week strains even strong legs: cut the running before you add strength work.
exercise-waits-for-pain = { $name }: { $why }

## What is new in a week

harder-form = New: { $to } instead of { $from }. Only if you manage { $gate }; otherwise stay.
other-form = New: { $to } instead of { $from }, which is at its upper end.
joins = New in the session: { $names-list }.
jumps-begin = Jumps begin: { $name }. Land softly and stop early.
more-of = A repetition or a few seconds more: { $names-list }. Only if last week was pain-free and in good form.
heavier-now = 5-10 % more weight: { $names-list }.
one-set-more = One set more: { $names-list }.
slower-now = Slower, same numbers: { $names-list }.
extra-set-begins = From now on one more set on the { $side-name }, for hips and calves.
step-back = A step back: { $names-list }.
taken-up-again = Taken up again, a little lower: { $names-list }.
first-weeks = First weeks: learn the movements. The numbers stay.
lighter-week = A lighter week: short sessions, nothing new, so that what you built can settle.
race-week-short = Race week: at most one short session with one set of each; the race comes first.
after-the-race = After the race: one easy session with one set of each while you recover.
peak-holds = Peak weeks: nothing new. The numbers stay.
effort-not-numbers = The numbers stay, the effort rises: a slower lowering or a little more weight.
sore-waits = Nothing goes up while you are sore.
nothing-new-yet = Same as last week: a step every two to three weeks is enough.
all-at-upper-end = All exercises are at their upper end and nothing harder is open. Keep them.
no-session = No session has a place this week.
fewer-in-first-weeks = Two sessions a week at first. A third comes after two steady weeks.
fewer-in-phase = { $phase }: { $sessions ->
    [one] one session
   *[other] { NUM($sessions) } sessions
  } a week at most.
one-while-sore = One session only while you are so sore.
two-while-sore = Two sessions only while you are sore.
race-week-without = No day is free of the race and your hard runs, so there is no session.

## What finds no place

day-before-key-run = { $day-name } ends too close to the { $run ->
    [long] long run
    [race] race
   *[other] hard run
  } of the next day
day-near-race = { $day-name } is too close to your race
day-of-key-run = { $day-name } has your { $run ->
    [race] race
   *[other] long run
  }
day-with-few-hours = { $day-name } leaves less than six hours to the run
day-of-unknown-run = the hard run of { $day-name } has no time
day-next-to-session = { $day-name } is next to another session
day-of-only-rest = { $day-name } is the only day of full rest
day-kept-free = { $day-name } is kept free
give-the-time = This would place it: give the time of { $day-name }'s run, for example --{ $short } hard@06:30.
run-earlier = This would place it: run earlier on { $day-name }.
allow-the-day = This would place it: allow strength work on { $day-name }.
swap-the-days = This would place it: let { $one-name } and { $other-name } change places.
train-at = This would place it: train at { $time }.
use-the-rest-day = This would place it: use your only day of full rest, if you feel rested.
no-single-change = No single change would place it.

## Remarks

terrain-first = { $terrain ->
    [downhill] Downhill asks the legs to brake, so these come first: { $names-list }.
    [uphill] Uphill leans on the front of the thighs, so these come first: { $names-list }.
    [trail] Uneven ground asks for balance on one leg, so these come first: { $names-list }.
   *[other] Work for the whole body comes first: { $names-list }.
  }
weak-side-first = One-sided exercises begin with your { $side-name } leg, which did less in your test. Do the same on both. Test both again after four weeks.
weak-side-extra = After two weeks there is one more set on the { $side-name } for hips and calves. That is your choice and larger than the usual step. Go back to equal sets once the legs test alike. That it evens out running is not established.
not-in-plan = Not in the plan: { $name }. { $because }
on-avoid-list = It is on your list of things to avoid.
waits-for-pain = It waits until the pain has settled.
later-step = It is a later step than your level ({ $level }); you can work up to it.
needs-equipment = It needs: { $equipment-names }.
lighter-sessions-only = These weeks have lighter sessions only.
no-room = There was no room for it beside the others.
name-band = resistance band
name-weight = weight
name-barbell = barbell
name-machine = machine
name-box = step or box
name-ball = small ball
name-cushion = cushion
name-slider = sliding pads
name-hill = a hill

## Cues

quicker-steps = { NUM($repeats) } × { NUM($seconds) } s at { NUM($target_spm) } steps a minute in the last third (your usual { NUM($from_spm) } plus { NUM($percent) } %), easy in between
quicker-steps-unknown = { NUM($repeats) } × { NUM($seconds) } s with steps { NUM($percent) } % quicker in the last third, easy in between

## The calendar

calendar-name = Strength for running
calendar-session = { $kind } ({ NUM($minutes) } min)
calendar-test = Test again: { NUM($weeks) } weeks of strength work
calendar-cue = Easy run with quicker steps
calendar-cancelled = Strength: no longer planned
calendar-stop = End each set while form holds. Pain above 3 of 10: stop.

## Days and months

day-of-year = { $weekday } { NUM($day) } { $month }
name-monday = Monday
name-tuesday = Tuesday
name-wednesday = Wednesday
name-thursday = Thursday
name-friday = Friday
name-saturday = Saturday
name-sunday = Sunday
day-short-1 = Mon
day-short-2 = Tue
day-short-3 = Wed
day-short-4 = Thu
day-short-5 = Fri
day-short-6 = Sat
day-short-7 = Sun
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec

## The session as a card

gym-count = DONE of ALL sets done
gym-rest = Rest
gym-go = Next set
gym-skip = Skip
gym-how = How to do it
gym-reps = Repetitions
gym-seconds = Seconds
gym-paper = Done: ______ kg: ______ effort: ____
gym-effort = How hard was it, 1 to 10?
gym-pain = Any pain, 0 to 10?
gym-pain-stop = Above 3: stop what hurts, and see a clinician if it stays.
gym-save = Save for the log
gym-clear = Begin anew
gym-then = Then: runform log import session.csv --log log.csv. Ticks stay in this browser until then; nothing is sent.
