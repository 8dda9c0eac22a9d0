# The comparison of fresh and tired: what to know beside a change.

changed-at-pause = Most of this change happens at the stop at { CLOCK($t_s) }: check whether the sensor was moved.
moved-alone = Nothing else changed in a way that matters, so it may be the sensor.
even-slide = It slides evenly from the first minutes while your cadence holds, as sensors do.
even-drift = It changes evenly from the first minutes, so it has no beginning, and a sensor can drift like that.
noise-grew = The readings scatter { NUM($ratio, digits: 1) } times as much late in the run: the sensor may have come loose.
balance-jump = The balance jumps at { CLOCK($t_s) }: a turn, or the other side of a sloping road, can do that.
sensor-jump = { $metric-name } jumps within one second at { CLOCK($t_s) } while cadence and pace go on: another sensor took over, or it slipped.
one-half-only = It shows in one half of the tired part only: a sloping road or a bend can do that.
unknown-pace = The pace is not known, so a usual change of pace is part of the uncertainty.
unknown-slope = The altitude is not known, so usual slopes are part of the uncertainty.
partly-recorded = It was not recorded all along; its first and last quarter are compared.
windows-only = The whole run could not tell; this compares steady, level running early and late.

## Why there is no comparison

too-short-for-parts = Only { CLOCK($active_s) } of running; a fresh and a tired part need at least { CLOCK($needed_s) }.
no-running-left = Too little running is left between warm-up and cool-down.
no-steady-part = There is no steady, level running in the fresh or in the tired part.
few-laps = Only { $laps } laps count (steady, level running, warm-up removed); { $needed } are needed.
parts-overlap = The fresh and the tired part would overlap.
few-seconds = The fresh part has { CLOCK($fresh_s) } and the tired part { CLOCK($fatigued_s) } of steady, level running; { CLOCK($needed_s) } are needed in each.
one-window-given = Only one window was given: give both { OPTION("fresh") } and { OPTION("fatigued") }, or neither.
race-of-laps = A race needs the seconds of a recording; this one has laps alone.
race-too-short = A race is compared by splits of { DISTANCE($split_m) }, which takes at least { DISTANCE($needed_m) }; this one has { DISTANCE($race_m) }. Leave out the mode race to compare its first with its last part.
race-without-distance = There is no distance to find the splits of the race by.
window-beyond-run = { $window ->
    [fresh] The fresh window
   *[fatigued] The tired window
 } begins beyond the end of the run ({ DISTANCE($run_m) }).
no-such-laps = { $window ->
    [fresh] The fresh window
   *[fatigued] The tired window
 } names laps { $first } to { $last }; the recording has { $laps } laps.
empty-window = { $window ->
    [fresh] The fresh window
   *[fatigued] The tired window
 } holds nothing of the recording ({ CLOCK($recording_s) }).

## Why a metric is not compared, or its verdict held back

no-form-recorded = This recording holds no metric of running form.
speed-missing = There is no speed, so a change of pace cannot be told from a change of form. Give a watch's file of the run ({ OPTION("watch") }), or the speed of the treadmill ({ OPTION("speed") }).
metric-too-rare = { $metric-name } is there for { CLOCK($fresh_s) } of the fresh and { CLOCK($fatigued_s) } of the tired part; { CLOCK($needed_s) } are needed in each.
little-in-common = Hardly any pace and slope was run both fresh and tired: { CLOCK($fresh_s) } and { CLOCK($fatigued_s) }; { CLOCK($needed_s) } are needed in each. { $fresh_mps ->
    [none] {""}
   *[other] Fresh was at { PACE($fresh_mps) }, tired at { PACE($fatigued_mps) }.
 }
few-rows = Only { $fresh } fresh and { $fatigued } tired half-minutes count; { $needed } are needed in each.
values-odd = Its values cannot be compared (zero or missing).
not-separable = Speed and slope of the two windows cannot be told from the change itself.
no-worthwhile-size = Nobody knows which size of change matters for it, so its numbers stand without a verdict.
too-noisy = At this change of pace and ground, a change that matters cannot be told from none.
drifts-evenly = An even drift from the first minutes explains it as well, and sensors can drift like that.
steps-off = Step length and cadence do not fit one speed ({ NUM($apart_pct, digits: 1) } % apart): the speed of one part is off.
in-one-half = It shows in one half of the tired part only: a sloping road or a bend can do that.
scattered = The { $tired ->
    [yes] tired
   *[no] fresh
 } part is scattered over { CLOCK($over_s) } of hills and stops, of which { CLOCK($counted_s) } count.
jumped = { $metric-name } jumps within one second at { CLOCK($t_s) } while cadence and pace go on: another sensor took over, or it slipped.

## Signs for and against fatigue

heart-rate-against-pace = heart rate against pace { SIGNED($change_pct, digits: 1) } %{ $says ->
    [against] , which speaks against it
   *[other] {""}
 }
pace-lost = pace lost { NUM($loss_pct, digits: 1) } %
pace-held = pace held
effort-rated = effort rated { $rating } of 10{ $says ->
    [against] , which speaks against it
   *[other] {""}
 }
long-run = { NUM($minutes) } min of running
no-heart-rate = { $locked ->
    [yes] no usable heart rate (it followed the cadence)
   *[no] no usable heart rate
 }
