#!/usr/bin/env bash
# How a batch grows with the number of recordings, and what a second thread brings:
# ten-minute recordings of one sensor at the sacrum, 100 Hz, six axes. Prints two
# Markdown tables. Needs 3.6 MB of disk per recording.
#
#   benches/batch.sh [BINARY] [COUNTS...]
set -euo pipefail
binary=$(realpath "${1:-target/release/runform}")
shift || true
counts=("${@:-125}")
[ $# -gt 0 ] || counts=(125 500 2000)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
different=25
"$binary" simulate imu --placement sacrum --rate 100 --duration 10min --vary --runs $different \
  --out "$folder/made" >/dev/null
rm -f "$folder"/made/*truth*
mapfile -t made < <(ls "$folder"/made/*.csv)

# Copies that differ by empty lines at their end, so that each is a recording of its own.
fill() {
  mkdir -p "$folder/in"
  for ((k = $(ls "$folder/in" | wc -l); k < $1; k++)); do
    to=$folder/in/$(printf 'r%05d_sacrum.csv' "$k")
    cp "${made[$((k % different))]}" "$to"
    for ((j = 0; j < k / different; j++)); do echo; done >>"$to"
  done
}

# Wall seconds, CPU seconds and MB resident of one batch of everything, from nothing.
batch() {
  rm -rf "$folder/out"
  /usr/bin/time -f '%e %U %S %M' "$binary" batch "$folder/in" --out "$folder/out" --threads "$1" \
    --placement sacrum --quiet 2>&1 >/dev/null | tail -1 |
    awk '{ printf "%.1f %.1f %.0f\n", $1, $2 + $3, $4 / 1000 }'
}

echo "| recordings | wall s | CPU s | MB resident | recordings a second |"
echo "|--:|--:|--:|--:|--:|"
for n in "${counts[@]}"; do
  fill "$n"
  read -r wall cpu mb < <(batch 2)
  awk -v n="$n" -v w="$wall" -v c="$cpu" -v m="$mb" \
    'BEGIN { printf "| %d | %.1f | %.1f | %d | %.1f |\n", n, w, c, m, n / w }'
done
echo
echo "| threads | wall s | CPU s |"
echo "|--:|--:|--:|"
ls "$folder/in" | tail -n +501 | (cd "$folder/in" && xargs -r rm -f)
for t in 1 2; do
  read -r wall cpu _ < <(batch "$t")
  echo "| $t | $wall | $cpu |"
done
