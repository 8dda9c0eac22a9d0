#!/usr/bin/env bash
# Makes the archive of a release: dist/archive.sh [--binary FILE] [--out DIR]
#
# The program, its licences, completions and manual pages, in
# runform-VERSION-TARGET.tar.gz (.zip for Windows) with its SHA-256 beside it. Without
# --binary the program is built first, with the profile `release`. The archive depends
# on its contents alone: names in order, no owner, the time of the last commit.
set -euo pipefail
cd "$(dirname "$0")/.."

binary='' out=target/archive
while [ $# -gt 0 ]; do
  case $1 in
    --binary) binary=$2; shift 2 ;;
    --out) out=$2; shift 2 ;;
    *) echo "usage: dist/archive.sh [--binary FILE] [--out DIR]" >&2; exit 2 ;;
  esac
done

target=$(rustc -vV | sed -n 's/^host: //p')
case $target in *windows*) exe=.exe ;; *) exe='' ;; esac
if [ -z "$binary" ]; then
  # Named in the provenance of results; of a tree that is no commit nothing is said.
  if commit=$(git rev-parse HEAD 2>/dev/null) && [ -z "$(git status --porcelain)" ]; then
    export RUNFORM_COMMIT=$commit
  fi
  cargo build --release --locked --bin runform
  binary=target/release/runform$exe
fi
# What people download stays within a budget (CONTRIBUTING.md).
limit_mb=60
size_mb=$(($(wc -c < "$binary") / 1000000))
if [ "$size_mb" -gt "$limit_mb" ]; then
  echo "the program has $size_mb MB, more than $limit_mb: find out what grew" >&2
  exit 1
fi
version=$("$binary" --version | cut -d' ' -f2)
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
name=runform-$version-$target

mkdir -p "$out"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/$name/completions"
cp "$binary" "$stage/$name/runform$exe"
chmod 755 "$stage/$name/runform$exe"
cp README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE CITATION.cff "$stage/$name/"
mkdir "$stage/$name/docs" "$stage/$name/samples"
cp docs/*.md "$stage/$name/docs/"
cp data/samples/tired_long_run.fit "$stage/$name/samples/"
run=$stage/$name/runform$exe
"$run" completions bash > "$stage/$name/completions/runform.bash"
"$run" completions zsh > "$stage/$name/completions/_runform"
"$run" completions fish > "$stage/$name/completions/runform.fish"
"$run" completions powershell > "$stage/$name/completions/_runform.ps1"
"$run" man --out "$stage/$name/man"
chmod 644 "$stage/$name"/completions/* "$stage/$name"/man/*

# What cargo-deb takes beside the program.
rm -rf target/package-files
mkdir -p target/package-files
cp -r "$stage/$name/completions" "$stage/$name/man" target/package-files/
gzip -9n target/package-files/man/*.1

if [ -n "$exe" ]; then
  archive=$name.zip
  (cd "$stage" && 7z a -bd -tzip "$archive" "$name" > /dev/null)
else
  archive=$name.tar.gz
  # GNU tar or that of macOS: files in the order of their names, without owners.
  find "$stage/$name" -exec touch -h -d "@$epoch" {} + 2>/dev/null || true
  if tar --version 2>/dev/null | grep -q GNU; then
    owner=(--owner=0 --group=0 --numeric-owner)
  else
    owner=(--uid 0 --gid 0)
  fi
  (cd "$stage" && find "$name" -type f | LC_ALL=C sort \
    | tar -cf - "${owner[@]}" -T - | gzip -9n > "$archive")
fi
mv "$stage/$archive" "$out/"
(cd "$out" && { sha256sum "$archive" 2>/dev/null || shasum -a 256 "$archive"; } > "$archive.sha256")
echo "$out/$archive"
