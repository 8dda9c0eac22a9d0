# The page of a team.

team-title = { NUM($n) } { $n ->
    [one] runner
   *[other] runners
 }
team-runs = { NUM($n) } { $n ->
    [one] run
   *[other] runs
 }
team-without = { NUM($n) } without an analysis
team-overview = All runners
team-caption = Change when tired at equal pace and slope, in the newest run that tells it; nobody is compared with anybody else
team-answer-none = None of the files could be analysed.
team-answer-nobody = Of { NUM($judged) } with runs, none has a finding of moderate confidence or better.
team-answer = { NUM($showing) } of { NUM($judged) } runners { $showing ->
    [one] has
   *[other] have
 } a finding (moderate confidence or better).
team-answer-most = Most often ({ NUM($n) }): { $title }.
team-initials = Names are shortened to initials; no file names and no titles are on these pages.
team-runner = Runner
team-runners = Runners
team-data = Data
team-next = Record next
team-undated = without a date: the last by name
team-not-measured = not measured
team-not-compared = not compared
team-opposed = two sensors contradict each other
team-key-mark = change when tired
team-key-worse = the way fatigue takes
team-key-range = 95 % interval
team-key-band = too small to matter
team-key-spark = the last runs
team-squad = What several share
team-shared = { $title }: { NUM($n) } runners, { NUM($sure) } with moderate confidence or better.
team-session = A group session could hold what several need: { $list }.
team-cards = Cards
team-goal = Goal:
team-seen = Seen by eye:
team-note = Note:
team-sure = { $word } confidence
team-basic = The basic strength session, twice.
team-sheet = Whole sheet
team-better = Better when tired than last time: { $list }.
team-worse = Worse when tired than last time: { $list }.
team-no-move = No change since last time beyond day-to-day variation.
team-nothing-run = No run that could be analysed
team-nothing-shown = No sign of form breakdown
team-nothing-compared = Fresh and tired could not be compared
team-spread = Most common findings
team-spread-lead = How many of the runners show it in one of their newest five runs.
band-low = usual
band-moderate = small
band-high = marked
band-none = not judged
list-shown = N of M shown
filter-head = Filter
filter-name = Name
filter-group = Group
filter-all = all
filter-sure = Confidence
filter-moderate = moderate or high
filter-high = high
filter-state = State
filter-worse = worse since last time
filter-better = better since last time
filter-sides = left and right differ
filter-without = files without analysis
filter-no-runs = no run
filter-reset = Show all

## What to record next

record-first = Record a run of 40 minutes or more with a watch that gives cadence.
record-longer = Record 40 minutes or more, at an even pace on flat ground.
record-speed = Record with GPS or a foot pod.
record-level = Run ten minutes early and ten minutes late on the flat at one pace.
record-dynamics = Wear a sensor that gives ground contact and bounce.
record-heart = Wear a heart rate strap.
record-dated = Give the day of the run in the roster.
record-again = Record a second run like this one.
record-on = Nothing is missing: a run like this in four weeks.

team-plan = { $name }: { $stopped ->
    [none] { NUM($sessions) } sessions in { NUM($weeks) } weeks{ $focus ->
        [none] , balanced
       *[other] , for { $focus }
      }
   *[other] no plan. { $stopped }
  }{ $days ->
    [none] { "" }
    [one] ; 1 day of strength work in the four weeks before
   *[other] ; { NUM($days) } days of strength work in the four weeks before
  } ({ $file })
