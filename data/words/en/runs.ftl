# What became of an input, told after its name.

## No analysis

file-missing = no such file or folder. Check the spelling, and the folder you are in.
file-denied = permission denied. Check who may read it.
file-unreadable = it cannot be read: { $said }.
folder-empty = no recordings in this folder. runform looks for .fit, .tcx, .gpx, .csv, .tsv, .gz and .zip files in it and in the folders below; name a file with another ending directly.
listed-unusable = it cannot be read: { $why }.
beside-unusable = it cannot be read: its { $what ->
    [settings] settings
    [watch] watch file
   *[events] marked steps
} { $file }: { $problem }.
program-ended = runform was ended while working on this file, twice: by the system for want of memory, or by a mistake of its own. Try it alone with runform analyze; if it ends there as well, please report it, with the file if you can share it.
program-error = runform made a mistake while working on this file ({ $said }). This is a bug: please report it, with the file if you can share it. The other files are not affected.

## Left aside

only-a-list = { $list-name }; no recording in it.
no-sensor-table = no table of a motion sensor, left aside.
beside-activities = beside the recordings of an archive of Strava (in activities/), and no recording itself.
other-session = the { $sport } session in it is not a run and was left out.
analyzed-before = the same recording was analysed before as { $name }.
listed-before = the same recording is listed before as { $name }.
read-before = the same recording of this runner was read before.
other-sessions-skipped = The file also holds { $sports-list }; that was left out.

## Files of knowledge

knowledge-unknown = no file of knowledge is called { $file }. There are { $known-list }; a file that is left out is that of the program.
knowledge-rules = breakdowns.toml: { $why }
knowledge-norms = norms.toml: { $why }
knowledge-strength = strength/{ $why }
