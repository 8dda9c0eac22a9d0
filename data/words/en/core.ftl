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
