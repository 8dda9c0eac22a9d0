# What the core says of metrics, findings, recordings and rows of runs.

## Where values come from

measured = { $from-list }
derived = { $formula-name } ({ $from-list })

name-step-time-less-contact = step time less contact time
name-contact-over-stride = contact time by stride time
name-spring-mass = spring-mass model (Morin 2005)
name-speed-over-cadence = speed by cadence
name-oscillation-over-step-length = vertical oscillation by step length
name-spread-in-rows = variation within half a minute
name-spread-in-rows-smoothed = variation within half a minute, smoothed by the watch
name-symmetry-index = symmetry index of left and right
name-symmetry-index-of-share = symmetry index of the left share
name-stride-times = times of single strides
name-per-second = seconds
name-per-second-smoothed = seconds, smoothed by the watch

## What a finding rests on

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
           *[other] { " " }[{ CHANGE($low, $metric, $unit) }, { CHANGE($high, $metric, $unit) }]
        } at equal speed{ $percent ->
            [none] { "" }
           *[other] { " " }({ SIGNED($percent, digits: 1) } %)
        }
    }{ $calculated ->
        [yes] , calculated
       *[other] { "" }
    }
change-began = { $metric-name } began to change { CLOCK($at_s) } into the run{ $at_m ->
        [none] { "" }
       *[other] { " " }({ DISTANCE($at_m) })
    }
balance-uneven = Contact balance { NUM($fresh, digits: 1) } % left fresh and { NUM($fatigued, digits: 1) } % left late: the { $longer-name } foot stays down longer (symmetry index { NUM($index_fresh, digits: 1) } and { NUM($index_fatigued, digits: 1) } %)
seen-by-eye = Seen by eye { $when ->
        [fatigued] when tired
       *[always] throughout
    }{ $side ->
        [left] , on the left
        [right] , on the right
       *[other] { "" }
    }, not measured: { $sign }
tiredness-unknown = Without heart rate or a loss of pace nothing says whether you were tired, so this is a drift, not a breakdown.
tiredness-not-shown = Nothing in this run shows that you were tired, so this is a drift, not a breakdown.
sign-not-measured = { $why } It takes { $needs }.

## Notes on a recording

pause-contradicted = { $marks } pause { $marks ->
        [one] mark was
       *[other] marks were
    } ignored: the recording goes on at running speed inside.
several-sources = { $quantity-name }: { $used } is used; { $others-list } also measured it and is not mixed in ({ OPTION("prefer") } changes the choice).
contact-offset-found = Contact time by { $reference } is { SIGNED($offset_ms) } ms (spread { NUM($spread_ms) }) against that of { $trunk }: where you trust it, { OPTION("contact-offset") } { NUM($offset_ms) } brings this runner's other recordings to its level.
clocks-aligned = The watch's clock was laid over the sensor's by the rhythm of the steps: { SIGNED($offset_s, digits: 1) } s, sure to about { NUM($doubt_s, digits: 1) } s (correlation { NUM($correlation, digits: 2) }).
clocks-by-time-of-day = The rhythm of the steps could not lay the watch's clock over the sensor's ({ $why }); their times of day did. Where one of the two was not set by satellites or a network, pace and slope may be those of some time before or after.
clocks-not-aligned = The watch file was left aside: { $why }. Speed, slope and heart rate are therefore missing. { $time_of_day ->
        [yes] Check that it is of the same run; a treadmill run needs only { OPTION("speed") }.
       *[other] Recordings that both hold the time of day, or a stop during the run, would bring them together; a treadmill run needs only { OPTION("speed") }.
    }
no-cadence-to-match = it holds no cadence to match the sensor's steps with
too-little-in-common = the two have fewer than { NUM($needed_s) } s in common
cadences-do-not-match = its cadence and the sensor's do not match (correlation { NUM($correlation, digits: 2) })
several-places-match = its cadence fits the sensor's at more than one place: the rhythm is too even. Cut both files to the same run, with a stop or a change of pace in it
balance-default = The balance reads exactly 50.00 for { NUM($default_s) } s, a start-up default; those seconds were left out.
speed-from-distance = No speed field: speed was computed from the distance.
lap-table = Only averages of { $laps } laps: no seconds inside a lap, so the analysis is coarser and pauses within laps stay hidden.
sensors-disagree = { $metric-name }: { $first } shows a change of { CHANGE($change, $metric, $unit) } (95 % interval { CHANGE($low, $metric, $unit) } to { CHANGE($high, $metric, $unit) }), { $second } one of { CHANGE($other_change, $metric, $unit) } ({ CHANGE($other_low, $metric, $unit) } to { CHANGE($other_high, $metric, $unit) }){ CHANGEUNIT($metric, $unit) } over the same windows. They cannot both be right; the first is used.
too-short-to-judge = Only { NUM($running_s) } s of running: too short to judge form. The values are those of a few steps; a judgement, and a session made from it, take { CLOCK($needed_s) } or more.

## Why a recording is not analysed

other-sport = this is { $sport }, not running; runform measures running form only. If it was a run recorded under the wrong sport, give { OPTION("sport") } run, or change the sport in your watch's site and export it again.
too-fast = this does not look like running: the typical speed is { NUM($speed_mps, digits: 1) } m/s ({ NUM($speed_kmh) } km/h), faster than anybody runs for long. If it is a run, give the limits that fit it under [gate] in a settings file ({ OPTION("settings") }).
not-a-run = this does not look like running: only { NUM($running_s) } s of { CLOCK($moving_s) } pass as running (cadence { NUM($cadence_from) }-{ NUM($cadence_to) } steps/min at { NUM($speed_from, digits: 1) } m/s or more){ $cadence ->
        [none] { "" }
       *[other] , typical cadence { NUM($cadence) } steps/min
    }{ $speed ->
        [none] { "" }
       *[other] , typical speed { NUM($speed, digits: 1) } m/s
    }. If it is a run, give the limits that fit it under [gate] in a settings file ({ OPTION("settings") }).
no-running-in-signals = no running found in the sensors' signals: { $why }. If it is a run, check where the sensors sat ({ OPTION("placement") }) and their rate ({ OPTION("rate") }).
too-short = too little running to measure form from: { NUM($running_s) } s, at least { NUM($needed_s) } s are needed.{ $damage ->
        [none] { "" }
       *[other] { " " }{ $damage }
    } Give a longer recording.
no-records = nothing in this recording describes running form: it holds no records. Export the activity again.
nothing-of-form = nothing in this recording describes running form: it has neither cadence nor running dynamics, only position, pace or heart rate.{ $damage ->
        [none] { "" }
       *[other] { " " }{ $damage }
    } Record with a watch or foot pod that measures cadence, and export the original file (FIT).

## Structure of stride times

too-few-strides = { $found } strides; at least { $needed } in one piece are needed
stride-missing = a stride is missing inside the series; give one piece without gaps
strides-all-equal = all strides are equal; a sensor with finer time steps is needed

## Files of rules and published tables

rules-not-read = breakdowns: { $message }
rule-twice = breakdowns: the id `{ $id }` is used twice; give each rule its own
rule-unknown = breakdowns: rule `{ $id }`: `{ $field }` names `{ $unknown }`, which is no rule of the file
rule-invalid = breakdowns: rule `{ $id }`: { $problem }
rule-text-empty = id, title, sign, root and explanation must not be empty
rule-never-fires = `when` needs a condition with role `required` or `either`
rule-of-two-kinds = give either `when` or `level`, not both
rule-verdict-too-weak = `at_least` must be `possible`, `likely` or `clear`
rule-level-not-above-zero = the limits of `level` must be above 0
rule-combined-without-conditions = `combined.when` needs conditions with role `required` or `against`
rule-needs-both-or-neither = `not_measured` and `needs` go together: give both or neither
norms-not-read = norms: { $message }
norm-invalid = norms: table `{ $id }`: { $problem }
table-twice = the id is used twice; give each table its own
table-unit = the unit "{ $unit }" does not fit { $metric }; use "{ $fits }"
table-empty = it has no bands
bands-apart = the bands "{ $below }" and "{ $above }" do not join
recording-too-short = the recording lasts { NUM($lasts_s, digits: 1) } s; at least { NUM($needed_s) } s are needed. Give a longer recording.

## The ground

treadmill = Treadmill or indoor run: the slope is taken as level, the speed as the watch estimates it.
no-altitude = No usable altitude: hills cannot be told from flat ground, the run is taken as level.
gps-altitude = { $device_known ->
    [yes] The altitude comes from GPS
   *[no] The file does not say which device measured the altitude, so it is treated like GPS
}: slopes are smoothed over a longer distance and the limit is looser.

## Settings that cannot be

settings-not-read = line { $line }: { $message }
settings-impossible = { $line ->
    [none] { $why }
   *[other] line { $line }: { $why }
}
setting-out-of-range = { $key } is { $found }; expected { $several ->
    [yes] rising numbers
   *[no] a number
} from { $low } to { $high }
setting-above = { $key } is { $found }; expected at most { $other }, which is { $limit }
setting-alone = { $key } is not set; expected both windows, or neither
setting-windows = { $key } is { $found }; expected a part after the fresh one: { $why }
setting-unwritable = a setting cannot be written down; expected values as a settings file has them ({ $said })
window-empty = of the fresh window { $fresh } and the tired window { $tired } one is empty: its end must come after its beginning.
windows-overlap = the fresh window { $fresh } and the tired window { $tired } overlap: a moment cannot be both fresh and tired.
windows-turned = the fresh window { $fresh } and the tired window { $tired } are the wrong way round: the fresh part comes first.
