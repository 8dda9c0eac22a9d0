# Notes about a recording. The id is the note's code; docs/notes.md is made from here.

sensor-frozen = Running dynamics repeat the same values for { NUM($frozen_s) } s; those seconds were left out.
other-runs-unused = None of the { $given } other runs shows how form follows speed and slope with the sensors of this one; typical values of runners were used.
other-runs = How form follows speed and slope was also learnt from { $used } of { $given } other runs.
