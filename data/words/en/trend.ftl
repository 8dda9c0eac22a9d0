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
