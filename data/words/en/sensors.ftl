# Recordings of motion sensors: what was noticed about them, and why one cannot be read.

## Notes

clocks-assumed-shared = { $by_stamps ->
    [yes] The files do not tell the time of day; they were laid over each other by their time stamps.
   *[no] Not every file tells when it began; all were taken to begin at the same moment.
} Times between sensors are only as good as that.
acceleration-twice = The acceleration without gravity was left out: the one with gravity of the same sensor is used.
placement-against-name = The name of the file says { $named-name }; the sensor was taken to sit at the place you gave: { $placement-name }.
placement-from-file-name = By the name of the file the sensor sat here: { $placement-name }. Give { OPTION("placement") } if it did not.
off-middle = The sensor sat on one side ({ $side-name }) of this place: { $placement-name }. Off the middle it sees left and right steps differently; differences between the sides may be the sensor's, not the runner's.
time-unusable = { $step ->
    [none] The time column does not go on; the rows were timed by the sampling rate of { NUM($rate_hz, digits: 1) } Hz instead.
   *[other] The time column fits no sampling rate (its values are { NUM($step, digits: 3) } apart); the rows were timed by { NUM($rate_hz, digits: 1) } Hz instead.
}
time-unit-contradicts = The header says { $stated }, but the times are { NUM($step, digits: 3) } apart, which only fits { $taken }; { $taken } was taken.
rate-contradicts = The sampling rate was given as { NUM($given_hz, digits: 1) } Hz, but the time column says { NUM($found_hz, digits: 1) } Hz; the time column was taken.
time-missing = { $rows } rows have no time and were left out.
time-wrong = { $rows } rows have a time far from that of their neighbours and were left out.
clock-restarted = The clock of the sensor begins again { $times } times. How long those breaks were is not known; { NUM($break_s) } s was taken for each.
counter-overflow = The time counter ran over { $times } times; it was carried on.
time-unsorted = { $rows } rows come late; the rows were put in order of time.
time-evened = Rows were stamped in bursts, when they arrived and not when they were measured; their times were evened out.
rows-repeated = { $rows } rows come twice; one of each was taken.
time-repeated = { $rows } rows have the time of the row before; the first of each was taken.
gaps-bridged = { $gaps } gaps shorter than { NUM($below_ms) } ms were bridged by interpolation.
gaps = The recording has { $gaps } gaps of { NUM($total_s, digits: 1) } s in all; nothing is joined across them.
quiet-dropped = { CLOCK($quiet_s) } without movement was not kept.
gyro-incomplete = The angular velocities cover too little of the accelerations and were left out.
gyro-shorter = What the angular velocities do not cover was left out.
values-missing = { $rows } rows miss a value and were left out.
gravity-removed = The accelerations hold no gravity (they are 0 at rest): the device took it out.
acc-unit-contradicts = The accelerations are said to be in { $unit }, but then their usual size is { NUM($usual_g, digits: 2) } g, where { NUM($low_g, digits: 1) } to { NUM($high_g, digits: 1) } g is expected.
acc-unit-detected = The file does not name the unit of acceleration; by its size it is { $unit }.
acc-counts = The accelerations are raw counts of the sensor; { $per_g } counts were taken for 1 g, as their size at rest says.
gyro-unit-detected = { $still ->
    [yes] The file does not name the unit of angular velocity, and the sensor hardly turns; { $unit } was taken.
   *[no] The file does not name the unit of angular velocity; by its size it is { $unit }.
}
acc-clipped = The accelerometer was at the limit of its range ({ NUM($limit_mps2) } m/s², { NUM($limit_g, digits: 1) } g) in { PERCENT($clipped, digits: 1) } of the samples: peaks are cut off there.
values-all-zero = { $rows } rows drop to exactly 0 on all three axes, which is no measurement; they were left out.
values-frozen = In { PERCENT($frozen, digits: 1) } of the samples the values do not change at all, for { NUM($least_s, digits: 1) } s or longer each time: the sensor lay still or was stuck.
lateral-sign = The sideways axis does not say which side is positive; left was taken.
sensor-left-out = The sensor “{ $name }” was left out: { $problem }
last-row-cut = The last row (line { $line }) is not complete and was left out.
unreadable-rows = { $rows } rows could not be read and were left out, the first in line { $line }.
gravity-restored = { $turned ->
    [yes] The file has accelerations in the frame of the earth, without gravity. With the orientation beside them they were turned back to what the sensor itself felt, gravity included.
   *[no] The file has accelerations in the frame of the earth (z up), without gravity and without an orientation. Gravity was added again on z; the horizontal axes point along the earth's, not the runner's.
}
sensor-kind-unknown = Nothing says which of the phone's sensors the file holds; it was read as accelerations.
start-unknown = The start date is not written as the first line says, so it was left open.
high-range-not-used = The second, high-range accelerometer of the sensors was not read: the first one resolves a run better.
steps-sorted = The steps were not in order of time and were sorted.
several-runs = Run { $run } of { $runs } in this recording: from { CLOCK($from_s) } to { CLOCK($to_s) } of it.

## Why a recording cannot be read

rows-unreadable = { $line ->
    [none] the file cannot be read
   *[other] line { $line } cannot be read
}: { $what }. Export or copy the file again.
no-number-table = the file holds no table of numbers. Export the recording again.
no-axes = no axes of a motion sensor are known among the columns { $columns-list }. If it is one, say which columns they are, for example: { OPTION("map") } "{ $x }" { OPTION("map") } "{ $y }" { OPTION("map") } "{ $z }"{ $time ->
    [none] {""}
   *[other] {" "}{ OPTION("map") } "{ $time }"
}{ $rate ->
    [yes] {" "}{ OPTION("rate") } 100
   *[no] {""}
} (the rate in samples per second, where the rows have no time).
sensors-too-many = the table holds the rows of more than { $limit } sensors or people. Give the rows of one run only.
no-rows = the table holds no rows of numbers. Export the recording again.
too-few-rows = the table holds fewer than two rows of numbers. Export the recording again.
no-accelerations = no row holds accelerations. Export the recording again.
rate-needed = { $why ->
    [stands_still] the time column stands still: its values do not go on from row to row (a spreadsheet that rounds the times does this).
    [sample_numbers] the rows have sample numbers, but no times.
   *[no_column] the rows have no time column.
} The file does not state a sampling rate either. Give it with { OPTION("rate") }, for example 100; the settings or the manual of the device tell it.
counts-or-millis = the column “{ $column }” counts 1, 2, 3, …: these can be sample numbers or milliseconds. If they are sample numbers, give the sampling rate: { OPTION("rate") } 100. If they are times, name the unit: { OPTION("map") } "{ $column }=time:ms".
no-rate-fits = the values of the column “{ $column }” are { NUM($step, digits: 3) } apart, which is no sampling rate of a motion sensor ({ NUM($low_hz) } to { NUM($high_hz) } Hz) in s, ms, us, ns or days. Name the unit: { OPTION("map") } "{ $column }=time:s" (or ms, us, ns, days). Or leave the column out and give the rate: { OPTION("map") } "{ $column }=ignore" { OPTION("rate") } 100.
rate-too-low = the sensor wrote { NUM($rate_hz, digits: 2) } samples per second; steps need at least { NUM($least_hz) }, and 50 or more is good. Record with a higher rate, or name the unit of the times if it was misread: { OPTION("map") } "{ $column }=time:ms".
times-uneven = the times of the rows are too uneven for a rate of { NUM($rate_hz) } Hz. If the time column cannot be trusted, leave it out and give the rate: { OPTION("map") } "COLUMN=ignore" { OPTION("rate") } { NUM($rate_hz) }.
sensors-alternate = every time stands on { $sensors } rows with different values: the rows of { $sensors } sensors alternate, and no column says which is which. Write the rows of each sensor into a file of its own, and give the files with { OPTION("imu") }.
acc-unit-impossible = the accelerations are said to be in { $unit }, but then their usual size is { NUM($usual_g, digits: 2) } g, where { NUM($low_g, digits: 1) } to { NUM($high_g, digits: 1) } g is expected; { $fitting } would fit. Give the right unit with { OPTION("acc-unit") }.
acc-unit-needed = the accelerations hold no gravity, and the file does not name their unit. Give it with { OPTION("acc-unit") }: g, m/s2, mg or mm/s2.
acc-unit-unknown = the accelerations have a usual size of { NUM($usual, digits: 3) }, which fits neither g, m/s2, mg nor mm/s2. Give the unit with { OPTION("acc-unit") }.
gyro-unit-impossible = the angular velocities are said to be in { $unit }, but then they reach { NUM($reached_dps) } deg/s, which no runner's body does there; { $fitting } would fit. Give the right unit with { OPTION("gyro-unit") }.
map-measured = { OPTION("map") } { $given }: this is a table of a motion sensor, from which { $quantity-name } is measured rather than read. Map acc_x, acc_y, acc_z, gyro_x, …
sides-conflict = the names say both sides: “{ $first }” and “{ $second }”. Rename the file or its folder, or say where the sensor sat with { OPTION("placement") }.
runs-differ = the files begin more than { NUM($hours) } hours apart. Give files of one run only.
no-sensor-in-file = file { $file } holds no motion sensor ({ $format }). Give recordings of motion sensors only, and the file of a watch with { OPTION("watch") }.
file-given-twice = the sensors “{ $first-name }” and “{ $second-name }” hold the same values: one file was given twice. Give each sensor's own file.
gyro-unpaired = the angular velocities ({ $placement-name }) belong to no single accelerometer among the files. Say where each sensor sat, for example { OPTION("imu") } left_foot=acc.csv { OPTION("imu") } left_foot=gyro.csv.
gyro-alone = there are angular velocities but no accelerations; without them neither cadence nor contact can be measured. Give the file of the accelerometer too.
placement-twice = two accelerometers are given for the same place ({ $placement-name }). Say where each sensor sat, for example { OPTION("imu") } left_foot=a.csv { OPTION("imu") } right_foot=b.csv.
steps-no-contact = the table of steps has no column initial_contact_s. It needs one, and can have toe_off_s and side (left, right).
steps-none = the table of steps has no step below its header.
step-time-unreadable = line { $line } of the table of steps: { $event ->
    [toe_off] the toe-off
   *[initial_contact] the initial contact
} is “{ $found }”, where seconds are expected.
step-side-unknown = line { $line } of the table of steps: the side is “{ $found }”, where left or right is expected.
step-order = line { $line } of the table of steps: the toe-off ({ NUM($toe_off_s, digits: 3) } s) is not after the initial contact ({ NUM($contact_s, digits: 3) } s).
file-ends = the { $maker } file ends after { $lines } lines, before its measurements. Export it again, or copy it again if it was cut on the way.
no-row-readable = { $line ->
    [none] the { $maker } file holds not a single row of measurements below its header.
   *[other] none of the { $rows } rows of the { $maker } file can be read, the first in line { $line }.
} Export it again, or copy it again if it was cut on the way.
no-signals = the { $maker } file holds neither accelerations nor angular velocities with a time; its columns are { $columns-list }. Give the raw data of the accelerometer or the gyroscope.
actigraph-counts = the ActiGraph file has activity counts summed over epochs ({ $period }), in which single steps cannot be seen. Export the raw acceleration from ActiLife instead; its first line then says “at 100 Hz” or another rate.
geneactiv-epochs = the rows of the GENEActiv file are averages over epochs, in which single steps cannot be seen. Export the raw data instead.
shimmer-uncalibrated = the Shimmer file has no calibrated acceleration with a time; its columns are { $columns-list }. Export calibrated data with a timestamp from Consensys.
directions-only = the angular velocities of this Android file have all been brought to length 1, so that only their directions are left. Give the file of the accelerometer.
android-unit = the first line of this Android file ({ $found }) is neither a unit of acceleration nor of angular velocity. Give the file of the accelerometer or the gyroscope.
other-sensor = this Sensor Logger file holds neither the accelerometer nor the gyroscope. Give TotalAcceleration.csv, Accelerometer.csv or Gyroscope.csv.
vicon-devices = there is no inertial sensor among the devices of the Vicon file ({ $devices-list }). Export the trial with the inertial sensors among its devices.
pod-no-time = the table of steps has no time column (time_sec or timestamp) among { $columns-list }. Export it with times.
truth-unreadable = { $what ->
    [none] the table of true steps has no column initial_contact_s.
   *[other] the table of true steps cannot be read: { $what }.
} It needs the columns initial_contact_s (or ic_s) and toe_off_s (or to_s).
watch-without-series = the file of the watch holds no series. Give the FIT, TCX, GPX or CSV file of a watch that recorded the same run.
