# A run beside the runner's earlier ones.

history-unusual = Unusual for you: { $list }.
history-item-level = { $name } { $now }{ $unit } at this pace (your usual range: { $low } to { $high })
history-item-change = { $name } { $now }{ $unit } when tired (your usual range: { $low } to { $high })
history-usual-level = As usual for you at this pace: { $list }.
history-usual-change = As usual for you when tired: { $list }.
history-usual-both = As usual for you: at this pace { $levels }; when tired { $changes }.
history-too-few = Your history has { $runs ->
    [0] no earlier run
    [one] 1 earlier run
   *[other] { NUM($runs) } earlier runs
 } with this device{ $others ->
    [0] { "" }
   *[other] { " " }and { NUM($others) } with others
 }; three at this pace are needed to say what is usual for you.
head-history = Beside your earlier runs
history-lead = Levels at this run's pace against your last ten at about that pace, and changes when tired against runs of about this length, all with the same device. A value outside the range happens by chance in one run of twenty.
history-col-metric = Metric
history-col-now = this run
history-col-usual = your usual range
history-col-runs = runs
history-col-place = this run is
history-when-tired = { $name }, change when tired
history-range = { $low } to { $high }
history-below = below usual
history-usual = usual
history-above = above usual

history-added = { NUM($new) } { $new ->
    [one] run
   *[other] runs
 } added, { NUM($renewed) } renewed, in { $folder }.
history-removed = { NUM($n) } { $n ->
    [one] run
   *[other] runs
 } removed.
history-kept = { NUM($n) } { $n ->
    [one] run
   *[other] runs
 } in the history.
history-list-date = Date
history-list-run = Recording
history-list-distance = Distance
history-list-time = Running
history-list-device = Device
history-list-file = File
