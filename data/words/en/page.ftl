# The runner's page.

skip = Skip to the content
foot = Made by runform { $version } from the recording alone, on this computer; the page loads nothing from anywhere.
run-on = Run on { $day }
to = to

## First screen

head-answer = The answer
hero-title = { $name } at equal pace{ $unit }
hero-fresh = Black: the course. Blue: the fresh level.
hero-band = Grey band: too small a change to matter.
hero-dots = Every dot is half a minute, as it would be at one pace on flat ground.
hero-climbs = Crosses: each climb by itself; the upright line shows how sure it is.
hero-descents = Crosses: each descent by itself; the upright line shows how sure it is.
hero-laps = Crosses: each lap by itself; the upright line shows how sure it is.
card-run = A run
js-whole = Whole run
hero-dots-laps = Every dot is a lap, as it would be at one pace on flat ground.
hero-description = { $name } at equal pace: { $fresh } fresh, { $tired } tired, a change of { $change }.
hero-as-run = { $name }{ $unit }
hero-as-run-caption = As recorded: pace and hills move it as well as fatigue, so nothing is read from it.
level-fresh = { $level } fresh
level-tired = { $level } tired
began = Change began { $at }
whole-run-median = whole run
todo-head = What to do this week
chip-sure = 95 % sure:
todo-twice = Twice this week, with a day between:
todo-all = The whole session

## How sure

head-meaning = What stands out, and what it means
head-sure = How sure is this?
data-for = Data for form analysis:
of-running = { $time } of running
answered-by = Answered in the session by:

## Session

head-session = Strength session
session-focus = In focus: { $list }. A box for every set.
felt-in = Felt in: { $where }.
end-when = End the set when { $when }.
easier-ones = Easier: { $list }.
for-findings = For "{ $list }":
evidence-grade = Evidence { $grade }: { $basis } ({ $sources }).
week-head = Where it goes in the week
week-calendar = A calendar of your own weeks:
safety-head = Before you start.

## All metrics

head-all-metrics = All numbers
change-lead = Fresh and tired at equal pace and slope, so that slowing down or a hill is not taken for tiring.
change-lead-at = Fresh and tired at equal pace ({ $pace }) and slope, so that slowing down or a hill is not taken for tiring.
caption-equal = At equal pace and slope; as recorded in the last column
col-metric = Metric
col-interval = 95 % interval
col-verdict = Verdict
col-matters = Matters from
col-noise = Noise
col-as-run = As recorded
col-unit = Unit
col-part = Part
col-left = Left
col-right = Right
col-difference = Difference
col-from = From
col-reason = Reason
col-time = Time
col-share = Share
col-bar = Bar
col-how = How
col-field = Field or formula
col-value = Value
col-band = Band
col-table = Table
col-version = Version
col-setting = Setting
col-usually = Usually
is-measured = measured

## Over time

head-time = Over time
views = Charts show values
views-equal = at equal pace and slope
as-run = as recorded
part-whole = Whole run
part-fresh = fresh
part-tired = tired
time-laps = Each step is a lap.
time-points = Each point is the mean of { $s } s.
time-how = Point at a chart, or move the slider, to read the values of a moment. Drag to look closer, double-click for the whole run.
time-caption = Means of the seconds that count; a dash where none does
key-fresh = fresh window
key-tired = tired window
key-counts = counts
key-left-out = left out of the comparison
key-pause = pause
key-dated = when a change began, 95 % interval
key-laps = laps at equal pace and slope; dashed: fresh level
key-half-minutes = half minutes at equal pace and slope; dashed: fresh level
what-counts = What counts
what-counts-title = Stretches that count in the comparison (full height), that are left out (low), and pauses (empty)
slider = Time in the run
computed-metrics = Computed metrics
run-in-numbers = The run in numbers
pace = Pace
elevation = Elevation
over-time = { $title } over time
over-the-run = { $title } over the run.
over-the-run-levels = { $title } over the run: { $fresh } { $unit } fresh, { $tired } { $unit } tired, at equal pace where that is known.
pace-over-the-run = Pace over the run, faster is higher.
js-counts = counts
js-left-out = left out:
js-save = Save NAME as KIND

## Step by step

head-steps = Step by step
steps-step-time = Step time, each step
steps-stride-time = Stride time, each stride
steps-contact = Ground contact, each step
steps-oscillation = Bounce, each step
steps-medians = { $title }, over the run. Median left { $left }, right { $right } { $unit }.
steps-every = One of { $n } steps as a dot.
steps-every-foot = One of { $n } steps of each foot as a dot.
steps-all = Every step as a dot.
steps-missed = Steps that were missed or uncertain are left out.
steps-contact-windows = Contact of single steps cannot be told from where this sensor sat; above it is drawn as the value of windows of some 12 s.
key-left = left (round)
key-right = right (square)

## The average step

head-waves = The average step
wave-upward = Upward acceleration in g: 0 is at rest, −1 free fall (in the air), above 0 the ground pushes.
wave-amount = Amount of acceleration in g, all directions together: 1 is at rest, peaks are the landing and the push into the swing.
wave-amount-without-gravity = Amount of acceleration in g without gravity, all directions together: 0 is at rest.
wave-stride-cycle = From one landing of the foot to its next.
wave-step-cycle = From the landing of one foot to that of the other.
waves-how = Line: the mean; band: four of five steps; shaded: the foot is on the ground.
wave-side = { $place }, { $side ->
    [left] left
   *[right] right
 } step
wave-stride = stride
wave-step = step
wave-said = { $part }: { $cycle_ms } ms long, contact { $contact_ms } ms
wave-description = The average with the band of most of them. { $list }.
wave-axis = % of the { $cycle }
wave-contact = contact
wave-caption = { $title }: the average { $cycle }
wave-head-part = Part
wave-head-averaged = Averaged
wave-head-length = Length ms
wave-head-contact-ms = Contact ms
wave-head-contact-pct = Contact %
wave-head-lowest = Lowest g
wave-head-highest = Highest g
key-fresh-line = fresh (dashed)
key-tired-line = tired (solid)
key-contact = contact when fresh
key-toe-off = foot leaves the ground
average-in-numbers = The average in numbers

## Against pace

head-speed = Against pace
speed-laps = Every dot is a lap. Form follows speed, so only dots above each other can be compared; shaded are the speeds that were run both fresh and tired.
speed-half-minutes = Every dot is half a minute. Form follows speed, so only dots above each other can be compared; shaded are the speeds that were run both fresh and tired.
speed-spread = To the right, how the values of both parts are spread, with their medians.
speed-description = { $title } against speed, { $dots } of the fresh and the tired part. Fresh { $fresh } { $unit }, tired { $tired } { $unit } at equal pace.
against-speed = { $title } against speed
pace-axis = pace { $unit }, faster to the right
half-minutes = half minutes
lap-dots = laps
key-between = in between
key-common = speeds of both parts
dots-caption = { $title } as { $dots }
dots-head-part = Part
dots-head-from = From
dots-head-pace = Pace
dots-head-as-run = As recorded
dots-head-equal = At equal pace and slope
spread-caption = Spread of { $title } as recorded
spread-values = Values
spread-median = Median
spread-in-numbers = Spread in numbers
dots-in-numbers = Every dot in numbers

## Left and right

head-sides = Left and right
sides-balance = Balance of ground contact
sides-lead = Left and right share of ground contact.
sides-band = Inside the grey band a difference is normal.
sides-said = Balance of ground contact: { $list }.
sides-end-left = { $pct } % left
sides-end-right = { $pct } % right
sides-says = { $source } says { $balance }
sides-opposed = Two sensors contradict each other on the contact of left and right: { $one }; { $other }. Neither is to be believed alone.
sides-table = Metrics of each foot
sides-caption = Measured on each foot (medians; difference left against right in % of their mean)

## Laps

head-laps = Laps and kilometres
laps-caption = means of pace, slope and heart rate, medians of form, while running
lap-laps = Laps
lap-kilometres = Kilometres
lap-lap = Lap
lap-km = km
lap-running = Running
lap-distance = Distance
lap-pace = Pace { $unit }
lap-slope = Slope %
lap-heart = Heart rate bpm

## Data

head-data = Data quality
no-notes = Nothing out of the ordinary was noticed.
of-recording = { $share } of the recording
share-under = under { $pct } %
left-out-table = Time left out of the comparison
left-out-caption = Time left out of the comparison; a second can have several reasons
sources-head = Where each metric comes from
sources-caption = Values of the whole run (medians; of what is one number for a stretch, that number) and where they come from
kind-watch = watch series
kind-imu = inertial sensors
kind-laps = table of laps
kind-steps = table of steps
fact-file = File
fact-format = Format
fact-device = Device
fact-no-device = not named
fact-sensors = Sensors
fact-records = Records
fact-rate = { $n } a second
fact-every = one every { $n } s
fact-sha256 = SHA-256
fact-settings = Settings hash

## Method

head-method = Method and limits
method-laps = Laps are taken as they are. A robust regression compares the tired with the fresh laps, with pace and slope taken into account; the interval allows for neighbouring laps being alike and for what is not known of the effects of pace and slope. Laps at the same pace and slope must exist in both parts, or nothing is compared.
method-seconds = Seconds of running that count are grouped into half minutes. A robust regression compares the tired with the fresh half minutes, with pace and slope taken into account; the interval allows for neighbouring half minutes being alike and for what is not known of the effects of pace and slope. Seconds at the same pace and slope must exist in both parts, or nothing is compared.
word-clear = clearly
word-likely = likely
word-possible = possibly
word-stable = stable
word-unclear = no clear change
word-worse = worse
means-clear = large enough to matter, beyond chance, larger than the noise of this recording, and confirmed at equal pace and slope
means-likely = large enough to matter and beyond chance
means-possible = large enough to matter, but not sure: chance can explain it, or something else that is said beside it
means-stable = smaller than what matters
means-unclear = nothing shown, but a change that matters cannot be excluded
means-worse = in the direction that tired runners usually take; the same change can be a choice
method-watch = A watch gives one smoothed value a second: single steps, hips, trunk and feet stay out of its sight. Sensors differ from each other by more than runners change, so compare a runner with himself and the same sensor only. This is no diagnosis.
method-sensors = Sensors differ from each other by more than runners change, so compare a runner with himself and the same sensor only. This is no diagnosis.
context-head = Published tables, for context only
context-caption = Where tables of watch makers put the medians of this run; they ignore speed and height, and nothing is concluded from them
settings-head = Settings
settings-caption = Every setting of this analysis
setting-unset = not set
setting-same = the same
head-sources = Sources

## A file that was not analysed

not-analysed = not analysed
refused-why = Why there is no report
refused-todo = What to do
refused-inspect = See what runform finds in it:
refused-head-unreadable = This file could not be read
refused-what-unreadable = It could not be opened, so nothing is known of what is inside.
refused-do-unreadable = Check that it is where the path says, and that you may read it.
refused-or-unreadable = If it lies on a watch, a phone or a cloud drive, copy it to this computer first.
refused-head-not-imported = This file is not a recording that runform can read
refused-what-not-imported = It was opened, but holds no run that runform can take in.
refused-do-not-imported = Export the run again, as FIT if there is a choice, and without opening it in a spreadsheet in between.
refused-or-not-imported = A table of another program can be read when its columns are named: see runform analyze --help, --map.
refused-head-internal-error = runform failed on this file
refused-what-internal-error = This is a mistake of the program, not of the file.
refused-do-internal-error = Please report it, with the file if you can share it.
refused-head-skipped = This recording was left out
refused-what-skipped = It was read, but nothing in it is a run to measure.
refused-do-skipped = If it is a run after all, change its sport where you exported it, and export it again.
refused-head-refused = This recording was read, but not analysed
refused-what-refused = The file is sound, but running form cannot be measured from it, and runform would rather say so than guess.
refused-do-refused = Give a recording of a run of twenty minutes or more with cadence, ground contact or bounce in it.
