# Why a file could not be read, and what was noticed while reading. The id is the
# code of the fact.

## Files that give no recording

empty-file = the file is empty (0 bytes). Export the activity again.
unknown-format = not a format runform reads: { $found }. It reads FIT, TCX, GPX and CSV exports and tables of motion sensors, also inside .gz and .zip. Export the activity as "Original" (FIT) from your watch's site, if it offers that.
damaged-file = the { $format } file is damaged at { $place }: { $fault }. { $advice }
no-recording = the { $format } file holds no recording: { $inside-list }. { $advice }
expands-too-far = this { $part-name } expands to more than { $times } times its size, which no recording of a run does. If it is a real recording, unpack it and give the file itself, or raise the setting limits.unpacked_times.
expands-too-large = this { $part-name } expands to more than { $limit_mb } MB, which no recording of a run does. If it is a real recording, unpack it and give the file itself, or raise the setting limits.unpacked_mb.
too-much = the file has { $found } { $of-name }, more than any recording of a run (the limit is { $limit }). Export the single activity again; if it is right as it is, raise the setting limits.{ $setting }.
too-long = the recording would last { NUM($days) } days with its { $records } records, which no run does (the limit is { NUM($limit_days) } days). Either its times are wrong or it holds several activities. Export the single activity again.
encrypted = protected by a password. Unpack the archive yourself and give the files in it.
office-document = this is a spreadsheet or office document ({ $kind }). Open it, save the table as CSV (UTF-8), and give that file.
summary-only = { $list ->
    [garmin_list] this is Garmin Connect's list of activities: one row per activity, nothing about the course of a run. On connect.garmin.com open the activity, then the gear at the top right, "Export Original".
    [strava_list] this is Strava's list of activities: one row per activity, nothing about the course of a run. In the same Strava archive each activity lies in the folder "activities"; or open it on strava.com, "…", "Export Original".
   *[diary] this is a diary or list of activities: one row per activity, nothing about the course of a run. Export the single activity from your watch's site, where it is called "Export Original" or "Download FIT".
}
list-aside = { $list } is a list of activities, one row each; the recordings { $folder ->
    [none] beside it
   *[other] in { $folder }
} are read instead.
no-time-column = no time column found among the columns: { $columns }. runform needs a column with seconds, a clock time, or a date and time. { $time ->
    [none] Name it with { OPTION("map") } COLUMN=time:s (or :ms, :iso, :hms).
   *[other] It may be this one: { OPTION("map") } "{ $time }"{ $value ->
        [none] { "" }
       *[other] {" "}{ OPTION("map") } "{ $value }"
    }
 }
nothing-recognised = no running data recognised among the columns: { $columns }. { $unit_failed ->
    [yes] The unit of a column could not be told: name it with { OPTION("map") } COLUMN=METRIC:UNIT, for example { OPTION("map") } "gct=ground_contact_time:ms".
   *[no] Name columns with { OPTION("map") } COLUMN=METRIC:UNIT, for example { OPTION("map") } "{ $value ->
        [none] gct=ground_contact_time:ms
       *[other] { $value }
    }"; or export the activity as FIT.
}
map-misfit = { OPTION("map") } { $given }: { $problem }.

## Tables of motion sensors, worded where they are read


## What unknown bytes look like

only-zeros = only zero bytes
only-blanks = only blank lines
known-kind = { $kind-name }
json-text = JSON text
web-page = a web page (often the sign-in page saved in place of the file)
other-xml = XML with the outer element <{ $root }>
other-text = text beginning with "{ $begins }"
other-binary = binary data beginning with the bytes { $begins }

name-pdf = a PDF document
name-png = a PNG picture
name-jpeg = a JPEG picture
name-gif = a GIF picture
name-zip = a ZIP archive (or a spreadsheet such as .xlsx) without readable recordings
name-gzip = a gzip file; unpack it first
name-seven-zip = a 7-Zip archive; unpack it first
name-rar = a RAR archive; unpack it first
name-bzip2 = a bzip2 file; unpack it first
name-xz = an xz file; unpack it first
name-tar = a tar archive; unpack it first
name-old-office = an old office document such as .xls; save its table as CSV
name-sqlite = an SQLite database
name-parquet = a Parquet table
name-gzip-file = gzip file
name-archive-entry = entry of the archive
name-garmin-list = Garmin Connect's list of activities
name-strava-list = Strava's list of activities
name-diary = a diary or list of activities
name-bytes = bytes
name-archive-entries = files in one archive
name-line-bytes = bytes in one line
name-columns = columns
name-laps = laps
name-sessions = sessions

## Places

at-byte = byte { $byte }
at-line = line { $line }
at-line-and-byte = line { $line } (byte { $byte } of { $of })
at-unpacked-byte = byte { $byte } of the unpacked data
at-contents = its contents
at-file-list = its list of files
at-entry = this entry

## Damage

fit-header-wrong = the header should be 12 or 14 bytes long and say ".FIT", but its length byte is { $length_byte }
message-cut-off = the data end in the middle of a message
message-undefined = a message of local type { $local_type } comes without its definition
not-a-message = the data are no FIT message
cut-short = the file ends { $missing_bytes } bytes too early
broken-xml = broken XML ({ $detail })
ends-inside = the file ends inside <{ $element }>
nested-too-deep = elements nested deeper than { $levels } levels
archives-too-deep = archives inside archives, too many deep
file-list-missing = the list of files at its end is missing, so the download did not finish
file-list-unreadable = the list of files at its end cannot be read, so part of it is missing
checksum-wrong = the contents do not match their check sum, so bytes were changed on the way
compressed-cut-off = the compressed data break off in the middle
packing-unknown = it is packed in a way that is not read here
wrong-beginning = the bytes at its beginning are not those of such a file
compressed-broken = the compressed data are broken
structure-unknown = its structure cannot be understood
row-unreadable = { $detail }
row-width = { $cells } cells instead of { $expected }
time-unreadable = the time "{ $cell }" cannot be read
time-stands-still = the times in the column "{ $column }" do not increase (they begin { $begins-list })
time-unclear = the time column "{ $column }" holds "{ $cell }"; it should hold seconds, a clock time such as 0:12:30, or a date and time
steps-implausible = the times are { NUM($step_s) } s apart from row to row; a watch writes a row every second to every minute

## What a file holds instead of a recording

activity-without-records = an activity without records (entered by hand, or only its summary)
planned-course = a route to follow, not a recorded run
planned-workout = a planned workout, not a recorded run
watch-settings = settings of the watch
other-fit-kind = a file of the kind "{ $kind }"
makers-data = data of the maker's own, without records
no-recording-among = none of its { $files } files can be one
no-activity = no activity in it
laps-without-points = { $laps } laps but no track point with a time
no-track-point = no track point in it
route-points = { $points } points of a planned route or waypoints, no recorded track
untimed-points = { $points } track points without a time: a planned route or a course
no-rows-of-numbers = no rows of numbers
only-header = it has a header but no rows below it
no-numbers = no numbers in its { $rows } rows
no-row-with-time = no row with a time below the header
no-table = the table of samples is missing
no-lap = no lap below the header in line { $line }
no-signal-rows = no GraphPitch, GraphSpeed or HeartRate row
no-record-rows = no "record" rows
record-rows-without-time = { $rows } "record" rows, but none has a timestamp

## What to do

copy-again = Copy it from the watch again, or export it again from the watch's site.
download-again = Download the file again, or unpack it yourself and give the files in it.
export-again = Export the activity again.
export-without-spreadsheet = Export the activity again, and do not save it from a spreadsheet in between.
export-recorded = Export the recorded activity again, best as "Original" (FIT) if the site offers it.
choose-activity-file = Choose the file of the activity itself (on a watch: the folder GARMIN/ACTIVITY; on the site: "Export Original").
export-samples = Export the session again with its samples.
give-fit = Give runform the FIT file itself.
map-columns = Export the activity again; if the numbers are in other columns, name them with { OPTION("map") } COLUMN=METRIC:UNIT.
map-time = Export the activity again, or name the time column with { OPTION("map") } COLUMN=time:s (or :ms, :iso, :hms).
columns-by-hand = Export the activity again; if the numbers are in other columns, name them with { OPTION("map") } COLUMN=METRIC:UNIT.
name-time = Export the activity again, or name the time column with { OPTION("map") } COLUMN=time:s (or :ms, :iso, :hms).

## Options that name columns

map-shape = write COLUMN=METRIC or COLUMN=METRIC:UNIT, for example "gct=ground_contact_time:ms"
map-no-column = the column name before "=" is missing
map-no-metric = "{ $metric }" is no metric; choose time, ignore, { $choices-list }; for a motion sensor acc_x, acc_y, acc_z, acc_forward, acc_left, acc_up (or acc_back, acc_right, acc_down), gyro_x, gyro_y, gyro_z
map-ignored-unit = an ignored column has no unit
map-no-unit = "{ $unit }" is no unit of { $of-name } here; choose { $choices-list }
map-missing-column = there is no such column; the file has { $columns } (a number from 1 to { $count } also works)
map-watch-table = this is a table of a watch, not of a motion sensor; map its columns to metrics
map-fixed-layout = the rows of this layout are values at even intervals: map them to a metric, or leave { OPTION("map") } out
map-unbelievable = the typical value would be { NUM($typical, digits: 1) } { $own_unit }, believable are { NUM($low) } to { NUM($high) } { $own_unit }; { $better ->
    [none] check the column and its unit ({ $choices-list })
   *[other] the values look like { $better }
}

## What was noticed while reading

archive-truncated = The gzip file ends early: { $unpacked_bytes } bytes could be unpacked, the rest is missing. Download it again.
truncated = The file is damaged at { $place }: { $fault }. What comes before was read, the rest is missing.
never-closed = The recording was never closed (the watch may have lost power); its { $records } records were read all the same.
duplicate-timestamps = { $records } records share a time stamp with another and were merged with it.
time-backwards = { $records } records go back in time or have no time; they were left out.
clock-jump = The clock jumps { $jumps } { $jumps ->
    [one] time
   *[other] times
} by hours or more; the jump was closed.
points-without-time = { $points } points have no readable time and were left out.
no-timestamps = No record has a time stamp; one second was assumed between records.
implausible-times = From record { $record } on the time stamps make no sense (they jump to { $date ->
    [none] an impossible date
   *[other] { $date }
}); the rest was left out.
speed-out-of-range = { $values } speeds faster than { NUM($limit_mps) } m/s were left out.
altitude-out-of-range = { $values } altitudes outside { NUM($low_m) } to { NUM($high_m) } m were left out.
distance-level = The distance counter goes on from another level within the recording; it was joined up.
distance-jumps = { $values } distances jump further than anybody gets between two records; they were left out.
distance-restarted = The distance counter starts again { $restarts } { $restarts ->
    [one] time
   *[other] times
}; it was joined up.
position-jumps = { $positions } positions lie further away than anybody gets between two records; they were left out.
gps-jumps = { $jumps } jumps of the position were not counted as distance.
cadence-doubled = Cadence ({ $source }) was doubled, from { NUM($from_spm) } to { NUM($to_spm) } steps/min: { $reason }.
cadence-halved = Cadence ({ $source }) was halved, from { NUM($from_spm) } to { NUM($to_spm) } steps/min: { $reason }.
fits-step-length = only this times the measured step length gives the speed
fits-more-records = by { $basis-name }, { PERCENT($share) } of the records can be running or walking like that, { PERCENT($as_read) } as read
name-speed-and-contact = speed and contact time
name-speed-alone = speed
name-contact-alone = contact time
name-cadence-alone = the cadence alone
no-dynamics-in-format = { $format } files never hold ground contact time, vertical oscillation or balance. If the watch measured them, export the activity as "Original" (FIT) and use that file.
parts-reordered = The parts of the track were not in order of time; they were sorted.
repeated-parts = { $parts } parts of the track are in the file twice; one copy was used.
sessions-skipped = Sessions of the file without records: { $sports-names }.
zeros-as-missing = The device writes 0 for "not measured" in up to { $records } records of { $fields-list }; these were read as missing.
trailing-bytes = { $bytes } bytes from byte { $at_byte } on are not FIT data and were skipped.
crc-mismatch = The checksum of the file does not match its content, though every message could be read: the file was changed or written by careless software.
nul-characters = { $characters } NUL characters, the first in line { $line }, were left out: the file was not written or copied to its end.
encoding-guessed = The file does not state its encoding; it was read as { $encoding }.
broken-lines = { $lines } lines were left out, the first is line { $line }: { $fault }.
unreadable-times = { $rows } rows were left out, the first is line { $line }: { $fault }.
all-zero-column = 0 throughout and so taken as not recorded: { $columns-list }.
unit-contradicts-header = Column "{ $column }": the header says { $stated }, but the typical value { NUM($typical, digits: 2) } only makes sense in { $unit }.
unit-unknown = Column "{ $column }" was left out: its typical value { NUM($typical, digits: 2) } fits no unit of { $quantity-name } ({ $units-list }). If you know better, give { OPTION("map") } "{ $column }={ $quantity }:UNIT".
too-fast-for-running = The typical speed, { PACE($speed_mps) }, is that of a ride.
lap-groups-left-out = { $rows } rows sum up the laps below them and were left out.
lap-rows-left-out = { $rows } rows carry no lap number and were left out.
goldencheetah-no-cadence = GoldenCheetah's CSV leaves out the cadence of runs (its column is 0) and has no contact time or oscillation. Use the original FIT file if you have it.
stryd-walking-contact = { $values } ground times were left out: no oscillation or under 70 steps/min, so not running.
elevation-start = The first { $values } altitudes of { $source } jump and were left out.
signals-of-different-length = The rows of the file hold between { $least } and { $most } values; what is missing at the end was left empty.
invalid-values = { $values } values in the file are marks of "invalid" (such as 6553.5) and were left out.
own-clock = { $columns-list }: a value every { NUM($spacing_s) } s at most; each stands until the next.
scaled-to-total = The file says { DISTANCE($total_m) } in all, its records add up to { DISTANCE($records_m) }. Speed, distance and step length were multiplied by { NUM($factor, digits: 3) }, as a run calibrated on the watch needs.
total-contradicted = The file says { DISTANCE($total_m) } in all, its records add up to { DISTANCE($records_m) }. The records were used; treat pace with care.
speed-contradicts-distance = By speed the run is { DISTANCE($by_speed_m) } long, by distance { DISTANCE($by_distance_m) }. { $settled ->
    [by_speed] The speed fits the rest of the file; the distance was corrected.
    [by_distance] The distance fits the rest of the file; the speed was corrected.
   *[unsettled] Nothing in the file tells which is right: treat pace and step length with care.
}
records-missing = { $gaps } gaps while the timer was running hold no records, { CLOCK($missing_s) } in all. They are missing data, not pauses.
stray-times = { $records } records have a time far from those before and after and were left out.
cadence-from-steps = The file has no cadence; it was computed from speed and step length.
stray-quotes = { $lines } lines hold a stray quotation mark, the first is line { $line }; it was ignored.
rows-without-time = { $rows } rows have no time and were left out.
laps-unreadable = { $laps } laps have no readable time and were left out, the first in line { $line }.
laps-repeated = { $laps } laps are in the table twice; one copy was used.
laps-missing = { $laps } lap numbers are missing from the table.
laps-reordered = The laps were not in order of their numbers; they were sorted.
lap-times-contradicted = The times of { $laps } laps do not fit the cumulative time beside them, first in lap { $first }; the cumulative time was used.
lap-values-left-out = { $values } lap averages that no runner has were left out: { $columns-list }.
sport-declared = Read as a run because you said so; the file says { $said-name }.
sport-by-title = The file names no sport; its title "{ $title }" does.
cadence-of-a-ride = The speed changes while the cadence stays the same, as on a bicycle.
only-endpoints = only its first and last point, { CLOCK($apart_s) } apart
export-from-watch = The program that wrote it kept nothing in between. Export the activity from the site or app of the watch itself.
values-out-of-range = { $quantity-name }: { $values } values outside { NUM($low) } to { NUM($high) } { $unit } were left out.
no-running-records = no records of running
record-a-run = Give an export that holds a run recorded as a workout (contact time needs an Apple Watch Series 6 or later).
platform-file = { $platform ->
    [polar] this file of a Polar account export holds no course of a run: give the files named training-session, or on flow.polar.com open the session, "Export session", and take TCX or CSV.
    [suunto] this file of a Suunto account export holds no course of a run. In the Suunto app open the run, "…", "Export FIT".
    [samsung] this file of a Samsung Health export holds no course of a run: its folder jsons has files named live_data.json, which do. Or let Samsung Health share the run with Strava (or another site) and take "Export Original" there.
   *[google] this file of a Google Health or Fitbit export holds no course of a run. In the Takeout archive the folder "Physical Activity_GoogleData" has a table per metric and day (cadence_2025-03-09.csv, …): give runform that folder or the whole archive.
}
sport-listed = The sport is that of the list beside the file; the file itself says { $said-name }.
laps-ignored = The file has { $laps } laps, more than any run has (the limit is { $limit }); they were ignored.
records-far-apart = records { CLOCK($step_s) } apart, and a watch writes one a minute at least
column-left-out = The column "{ $column }" was left aside: { $why }.
tables-joined = { $files } tables of one metric each were joined by time.
speed-declared = Speed and distance are those of the { PACE($speed_mps) } you gave, step length and vertical ratio follow from them{ $said_mps ->
    [none] { "" }
   *[other] ; the file says { PACE($said_mps) }
 }.
options-unused = { $options-list }: of no use for this kind of recording, and left aside.
blocks-unreadable = { $blocks } of { $of } blocks of the file could not be read and were left out.
mat-is-hdf5 = it is of version 7.3, which runform does not read: in MATLAB save it again with save("file.mat", "-v7")
no-table-in-mat = there are no two numeric columns of the same length in it
no-signals-in-c3d = it holds no analog channels; runform reads sensors that were recorded beside the cameras, and no paths of markers
