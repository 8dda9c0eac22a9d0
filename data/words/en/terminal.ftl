# The summary on a terminal.

closing = Not medical advice; stop if it hurts. More: --details, --html run.html
closing-short = Not medical advice; stop if it hurts.
closing-details = Not medical advice; stop if it hurts. As a page to print: --html run.html

column-fresh = fresh
column-tired = tired
column-change = change
column-range = 95 % range

whole-run = Whole run: { $list }.
do-week = This week, twice: { $list }.
do-standard = This week, twice: the standard strength session, { NUM($min) } min ({ OPTION("details") } lists it).
caveat-data = Data { $quality }: { $note }
caveat-sure = How sure: { $confidence } confidence.

line-short = too short to compare
line-not-compared = could not be compared
line-held = form held
line-open = no change shown
line-balance = left and right differ
totals-runs = { NUM($n) } { $n ->
    [one] run
   *[other] runs
 }
totals-changed = { NUM($n) } with a finding
totals-held = { NUM($n) } without
totals-not-compared = { NUM($n) } not compared
totals-short = { NUM($n) } too short
totals-left-out = { NUM($n) } not analysed

with-pauses = { $time } with pauses
while-running = { $pace } while running
data-line = Data for form analysis: { $quality } ({ $running } of running)
head-comparison = Fresh against tired
comparison-at = at equal pace{ $pace ->
    [none] { "" }
   *[other] { " " }({ $pace })
 } and slope
head-as-run = Measured values, not corrected for pace and hills:
foot-estimated = * computed from what was measured
balance-line = Contact balance: fresh { $fresh }, tired { $tired }.
computed = computed
head-whole-run = The whole run
context-line = For context, no verdict: { $list }
head-findings = What stands out
head-strength = Strength work
session-of = Session of { NUM($min) } min:
session-block = { $area } ({ NUM($min) } min): { $list }
head-unjudged = Could not be judged
