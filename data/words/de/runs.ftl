# Was aus einer Eingabe wurde; steht hinter ihrem Namen.

## Keine Auswertung

file-missing = Datei oder Ordner nicht gefunden. Prüfe die Schreibweise und den Ordner, in dem du bist.
file-denied = Zugriff verweigert. Prüfe, wer die Datei lesen darf.
file-unreadable = nicht lesbar: { $said }.
folder-empty = keine Aufzeichnungen in diesem Ordner. runform sucht darin und in den Ordnern darunter nach .fit, .tcx, .gpx, .csv, .tsv, .gz und .zip; eine Datei mit anderer Endung nennst du direkt.
listed-unusable = nicht lesbar: { $why }.
beside-unusable = nicht lesbar: { $what ->
    [settings] die Einstellungen dazu
    [watch] die Datei der Uhr dazu
   *[events] die markierten Schritte dazu
} { $file }: { $problem }.
program-ended = runform wurde bei dieser Datei zweimal beendet: vom System, weil der Speicher nicht reichte, oder durch einen eigenen Fehler. Versuche sie allein mit runform analyze; endet es auch dort, melde das bitte, mit der Datei, wenn du sie weitergeben kannst.
program-error = runform hat bei dieser Datei einen Fehler gemacht ({ $said }). Bitte melde ihn, mit der Datei, wenn du sie weitergeben kannst. Die anderen Dateien sind nicht betroffen.

## Beiseitegelassen

only-a-list = { $list-name }; keine Aufzeichnung darin.
no-sensor-table = keine Tabelle eines Bewegungssensors, weggelassen.
beside-activities = liegt neben den Aufzeichnungen eines Archivs von Strava (in activities/) und ist selbst keine.
other-session = die Einheit „{ $sport }“ darin ist kein Lauf und wurde weggelassen.
analyzed-before = dieselbe Aufzeichnung wurde schon als { $name } ausgewertet.
listed-before = dieselbe Aufzeichnung steht weiter oben schon als { $name }.
read-before = dieselbe Aufzeichnung dieser Läuferin oder dieses Läufers wurde schon gelesen.
other-sessions-skipped = Die Datei enthält auch { $sports-list }; das wurde weggelassen.

## Dateien mit Wissen

knowledge-unknown = keine Datei mit Wissen heißt { $file }. Es gibt { $known-list }; für eine Datei, die fehlt, gilt die des Programms.
knowledge-rules = breakdowns.toml: { $why }
knowledge-norms = norms.toml: { $why }
knowledge-strength = strength/{ $why }
