# Notes about a recording. The id is the note's code; docs/notes.md is made from here.

sensor-frozen = Running dynamics repeat the same values for { NUM($frozen_s) } s; those seconds were left out.
other-runs-unused = None of the { $given } other runs shows how form follows speed and slope with the sensors of this one; typical values of runners were used.
other-runs = How form follows speed and slope was also learnt from { $used } of { $given } other runs.

## Steps from inertial sensors

no-running = { $refusals-list }
no-sensor = no sensor in it
sensor-shows = { $placement-name }: { $why }
pieces-too-short = the longest stretch without gaps lasts { NUM($longest_s, digits: 1) } s, too short to tell running from other movement
clip-too-short = the recording lasts { NUM($lasts_s, digits: 1) } s; { NUM($needed_s) } s of running are needed
only-angular-velocity = there are angular velocities but no accelerations, and steps need accelerations
hardly-moves = the sensor hardly moves (at most { NUM($strength_g, digits: 2) } g)
no-steady-rhythm = there is movement (up to { NUM($strength_g, digits: 1) } g) but no steady rhythm of strides
looks-like-walking = the strongest rhythm is { NUM($steps_hz, digits: 1) } steps per second with { NUM($strength_g, digits: 1) } g, which is walking
lies-still = the sensor lies still for { PERCENT($share) } of the time between its movements, as on a foot that walks
round-rhythm = the rhythm of { NUM($turns_per_minute) } turns per minute has none of the jolts of steps, like pedalling
running-too-brief = there is running, but never for { NUM($needed_s) } s without a break
events-unused = Of the { $given } steps of the events file only { $sound } lie within the recording and follow each other as steps of a run do, so they were left aside. Their times belong in seconds on the clock of this recording, the sides in turn.
events-against-signal = The steps are those of the events file; the signal itself does not look like running ({ $refusals-list }).
clocks-separate = The two sensors were recorded in files of their own: step times and flight from foot to foot are left out, because clocks that drift apart look like a limp; contact times are not affected. Where one system kept the clocks in step, { OPTION("shared-clock") } says so.
clocks-drift = The clocks of the two sensors drift apart by { NUM($ms_per_minute, digits: 1) } ms per minute; step times of left and right are left out, contact times are not affected.
clocks-apart = The two sensors do not land in turn: their clocks are apart; step times of left and right are left out, contact times are not affected.
swing-by-acceleration = Without gyroscopes on both wrists the arm swing is judged by acceleration, in which gravity takes part.
contact-estimated = Contact time ({ $placement-name }) is an estimate: for a runner never measured on a force plate its level holds within ± { NUM($level_ms) } ms (95 %), a change between paces within ± { NUM($change_ms) } ms. Changes at the same pace within the run are surer. { OPTION("contact-offset") } takes this runner's own offset of a trunk sensor.
contact-change-only = Contact time ({ $placement-name }), and flight, duty factor and stiffness with it, is good for changes within the run only: its level can be off by 15 to 90 ms.
sides-accuracy = Left and right contact times from sensors ({ $placement-name } and its pair) can differ by ± { NUM($sides_ms) } ms (95 %) without the runner differing; a smaller difference is not reported as one.
placement-unknown = Where the sensor sat is not known, so that hardly more than the cadence can be told: say it with { OPTION("placement") } (foot, shank, sacrum, ...).
axis-missing = The accelerations of the sensor ({ $placement-name }) have no values on { $axes ->
    [one] one of their axes
   *[other] { $axes } of their axes
 }: steps cannot be told apart without it.
sides-by-vote = Left and right were told apart by how the sensor ({ $placement-name }) sways and rolls. Of such votes some { PERCENT($confidence) } are right; { OPTION("flip-sides") } turns them round.
sides-contradict = The sensor ({ $placement-name }) sways as if left and right were the other way round than the sensors on the legs say: check which sensor was on which leg.
sensor-off-middle = The sensor ({ $placement-name }) rises { NUM($difference_pct) } % more with the steps of one foot. One that sits off the middle of the body shows that without any limp: left against right says little here.
rate-low = The sensor ({ $placement-name }) gives { NUM($rate_hz) } samples a second: too few for the spread of stride times, which comes out too large.
sensor-slipped = The sensor ({ $placement-name }) turned by more than 5 degrees during the run: lean and oscillation before and after are not comparable.
oscillation-doubtful = Two ways to the oscillation ({ $placement-name }) differ by more than 8 %: take its level with care.
oscillation-of-sensor = Vertical oscillation is that of the { $placement-name } itself. The pelvis moves up and down some 4 to 23 mm more than the body's centre of mass.
