#!/usr/bin/env bash
# How time and memory grow with the length of a recording: one sensor, 100 Hz, six
# axes, from the CSV file to the JSON document. Prints a Markdown table.
#
#   benches/scaling.sh [BINARY] [MINUTES...]
set -euo pipefail
binary=${1:-target/release/runform}
shift || true
minutes=("${@:-10}")
[ $# -gt 0 ] || minutes=(10 30 60 180 480 1440)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo "| sensor | minutes | MB | CPU s | MB resident | million samples a second |"
echo "|---|--:|--:|--:|--:|--:|"
for place in left_foot sacrum; do
  for m in "${minutes[@]}"; do
    "$binary" simulate imu --placement "$place" --rate 100 --duration "${m}min" \
      --name s --out "$folder" >/dev/null 2>&1
    file=$folder/s_$place.csv
    best=
    for _ in 1 2 3; do
      # CPU seconds (user, system) and the largest resident set.
      read -r user system memory < <({ /usr/bin/time -f '%U %S %M' "$binary" analyze "$file" \
        --placement "$place" --speed 3.1 --format json >/dev/null; } 2>&1 | tail -1)
      best=$(awk -v a="$user" -v b="$system" -v best="$best" \
        'BEGIN { s = a + b; print (best == "" || s < best) ? s : best }')
    done
    awk -v place="$place" -v m="$m" -v size="$(stat -c %s "$file")" -v s="$best" -v kb="$memory" \
      'BEGIN { printf "| %s | %d | %.1f | %.2f | %.0f | %.1f |\n", place, m, size / 1e6, s, kb / 1000, m * 6000 / s / 1e6 }'
    rm -f "$file"
  done
done

# A day: an hour of running at 07:00 and at 19:00, the rest still.
"$binary" simulate imu --placement sacrum --rate 100 --duration 60min --name run \
  --out "$folder" >/dev/null 2>&1
file=$folder/day_sacrum.csv
awk -F, -v OFS=, 'NR == 1 { print; next } { row[NR - 2] = $2 OFS $3 OFS $4 OFS $5 OFS $6 OFS $7 }
  END {
    n = NR - 1
    for (i = 0; i < 8640000; i++) {
      h = int(i / 360000)
      k = i % 360000
      print i / 100, (h == 7 || h == 19) && k < n ? row[k] : "0.01,0.02,1.0" (i % 3) ",0.1,0,0"
    }
  }' "$folder/run_sacrum.csv" >"$file"
read -r user system memory < <({ /usr/bin/time -f '%U %S %M' "$binary" analyze "$file" \
  --placement sacrum --speed 3.1 --format json >/dev/null; } 2>&1 | tail -1)
awk -v size="$(stat -c %s "$file")" -v s="$user" -v y="$system" -v kb="$memory" \
  'BEGIN { printf "| sacrum, two hours of running in a day | 1440 | %.1f | %.2f | %.0f | %.1f |\n", size / 1e6, s + y, kb / 1000, 8.64 / (s + y) }'
