# Names of things in closed lists: metrics, places of sensors, sides.

## Metrics

name-cadence = Cadence
name-cadence-cv = Cadence variability
name-cadence-cv-overall = Cadence variability over the whole stretch
name-cadence-cv-robust = Cadence variability without outliers
name-cadence-cv-detrended = Cadence variability without drift
name-cadence-cv-speed-adjusted = Cadence variability at equal speed
name-cadence-rmssd = Cadence change from second to second
name-cadence-slope = Cadence drift
name-cadence-slope-speed-adjusted = Cadence drift at equal speed
name-cadence-in-band = Cadence within 170-180
name-cadence-in-own-band = Cadence within 3 % of its fresh level
name-stride-time-cv = Stride time variability
name-step-time = Step time
name-ground-contact-time = Ground contact time
name-flight-time = Flight time
name-duty-factor = Duty factor
name-vertical-oscillation = Vertical oscillation
name-vertical-ratio = Vertical ratio
name-step-length = Step length
name-contact-balance-left = Contact balance
name-contact-asymmetry = Contact asymmetry
name-step-time-asymmetry = Step time asymmetry
name-flight-asymmetry = Flight asymmetry
name-vertical-stiffness = Vertical stiffness
name-leg-stiffness = Leg stiffness
name-harmonic-ratio = Harmonic ratio
name-dfa-alpha = Stride time DFA exponent
name-forward-lean-change = Forward lean change
name-pelvic-drop = Pelvic drop
name-pelvic-drop-left = Pelvic drop, left stance
name-pelvic-drop-right = Pelvic drop, right stance
name-braking-loss = Speed lost in braking
name-shank-inclination = Shank inclination change
name-strike-angle = Angle of strike
name-arm-swing-asymmetry = Arm swing asymmetry
name-speed = Speed
name-heart-rate = Heart rate
name-decoupling = Decoupling

## Places of sensors, sides

name-left-foot = left foot
name-right-foot = right foot
name-left-shank = left shank
name-right-shank = right shank
name-sacrum = sacrum
name-waist = waist
name-chest = chest
name-left-wrist = left wrist
name-right-wrist = right wrist
name-wrist = wrist
name-thigh = thigh
name-upper-arm = upper arm
name-head = head
name-unknown = an unknown place
name-left = left
name-right = right
