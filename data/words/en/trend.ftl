# The page of a trend.

trend-title = { $n ->
    [0] No run to compare
    [one] One run
   *[other] { NUM($n) } runs
 }
trend-title-of = { $who }: { $title }
trend-no-device = Device not named
trend-averages = Averages of the list
trend-strength-days = { NUM($n) } days with strength work
trend-needs-two = A trend needs two runs or more.
trend-nothing-common = No two of the runs have a device and a metric in common: nothing to compare.
trend-nothing-moved = No change beyond day-to-day variation.
trend-said-better = better when tired: { $list }
trend-said-worse = worse when tired: { $list }
trend-said-up = higher when fresh: { $list }
trend-said-down = lower when fresh: { $list }
trend-line = { $name }, the line over all { NUM($n) } runs: { $change } from the first day to the last ({ $low } to { $high }).
trend-line-runs = { NUM($n) } runs
trend-better = better
trend-worse = worse
trend-up = ↑ higher
trend-down = ↓ lower
trend-no-change = = no change
trend-not-comparable = not comparable
trend-more = more than needed
trend-less = less than needed
trend-fresh-level = Fresh level
trend-change-tired = Change when tired
trend-level-description = { NUM($n) } runs, from { $first } to { $last } { $unit }.{ $needed ->
    [none] { "" }
   *[other] { " " }A line over all must move by { $needed } for a change.
 }
trend-tired-description = { NUM($n) } runs with their 95 % intervals, the last { $last } { $unit }.
trend-focus = Is the strength work paying off?
trend-log = From the log
trend-one-run = One run only: nothing to compare it with.
trend-lead = Fresh levels, brought to { $pace }, and the change when tired of each run at equal pace and slope.
trend-key-level = fresh level
trend-key-line = line over all runs
trend-key-beyond = moved by more than days differ by; or a change when tired
trend-key-band = no change; or too small to matter
trend-others = { NUM($n) } other metrics
trend-over-all = All runs
trend-fresh = Fresh
trend-tired = When tired
trend-needed = needed
trend-every-run = Every run in numbers
trend-run = Run
trend-at-pace = At the common pace
trend-since = Since the run before
trend-against = Against what is needed
trend-runs = Runs
trend-start = Start
trend-fresh-pace = Fresh pace
trend-left-out = Left out

# Why a trend says nothing of a metric, and what could not take part

one-run-only = one run only
speeds-too-far = the runs were at too different speeds
one-day-only = the runs are of one day
days-unknown = how much days differ is not known for this metric
no-worse-way = neither direction is worse for this metric
no-run-compared = no run with a fresh and a tired part that can be compared
no-run-alike = no other run of about the same length and kind as the last one ({ NUM($minutes) } min)
there-twice = the same recording is there under another name
undated-run = the file does not say when it was
start-no-time = its start "{ $start }" is no time
not-compared = { $reason }
no-fresh-part = it has no fresh part
no-speed-known = it has no speed
fresh-part-steep = its fresh part has a mean slope of { NUM($grade_pct, digits: 1) } %; up to { NUM($most_pct) } % can be compared
listed-short = { NUM($runs) } of its runs took less than { NUM($minutes) } min
listed-hilly = { NUM($runs) } of its runs climb more than { NUM($most_pct) } % of their length
listed-no-pace = { NUM($runs) } of its runs have no pace, or none of running
listed-no-form = { NUM($runs) } of its runs have no averages of form
listed-twice = { NUM($runs) } of its runs are there with their course, or twice
list-averages = Values from a list are averages over whole activities: warm-up, hills and walking breaks are in them, and what happened in the course of a run is not. They must differ by more than the values of runs with their course.
several-devices = The runs come from { NUM($count) } devices ({ $devices-list }); each has a series of its own, because devices differ by more than training changes.
device-not-named = Some files do not name their device; those were taken to be from one.
settings-differ = The runs were analysed with different settings; analyse them anew with the same.
fields-differ = { $metric-name } comes from different fields; each has a series of its own.

# What moved in a runner of a team, and what was noticed of the roster

no-run-at-all = there is no run
first-run = this is the first run
no-earlier-device = no earlier run with the same device
no-earlier-pace = no earlier run was at about the same speed with the same metrics
newest-left-out = the newest run cannot take part: { $reason }
before-left-out = the run before cannot take part: { $reason }
roster-unmatched = Line { NUM($line) } of the roster names { $name }, but no recording in the folder matches.
roster-unnamed = { NUM($runners) } of the runners are not in the roster; their names are those of their folders or files.
roster-unused = Columns of the roster that were not used: { $columns-list }.
