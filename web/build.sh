#!/usr/bin/env bash
# Builds the page into web/dist, from where any static host serves it:
#   web/build.sh && python3 -m http.server -d web/dist
# Takes the target wasm32-unknown-unknown of rustup where it is installed, else the packaged
# toolchain of Debian with the sources of its library.
set -euo pipefail
cd "$(dirname "$0")"
target=wasm32-unknown-unknown
folder=${CARGO_TARGET_DIR:-../target}/web
mkdir -p "$folder" dist
folder=$(cd "$folder" && pwd)
build=(build --release --quiet --target "$target" --target-dir "$folder" --manifest-path wasm/Cargo.toml)

# The same versions of everything as the command line has.
cp ../Cargo.lock wasm/Cargo.lock

export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$PWD/link.sh

packaged() {
  [ -x /usr/bin/cargo ] && [ -x /usr/bin/rustc ] && [ -d /usr/lib/rustlib/src/rust/library ] \
    && linker=$(command -v wasm-ld-19 || command -v wasm-ld)
}

if [ -d "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/$target" ]; then
  # rustup brings its linker.
  host=$(rustc -vV | sed -n 's/^host: //p')
  export RUNFORM_WASM_LD="$(rustc --print sysroot)/lib/rustlib/$host/bin/rust-lld -flavor wasm"
  cargo "${build[@]}"
elif packaged; then
  # The library is built from its sources, which asks for a switch of nightly compilers.
  RUNFORM_WASM_LD=$linker RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc \
    /usr/bin/cargo "${build[@]}" -Zbuild-std=std,panic_abort
else
  echo "no compiler for $target. Install one of:" >&2
  echo "  rustup target add $target" >&2
  echo "  apt-get install rustc-web cargo-web rust-web-src lld-19   (Debian 12)" >&2
  exit 3
fi

rm -rf dist && mkdir -p dist/js
cp "$folder/$target/release/runform_web.wasm" dist/runform.wasm
cp js/*.js dist/js/
cp page.css dist/
cp ../src/report/html/look.css ../data/samples/tired_long_run.fit dist/

# The scripts in the reports, as the template puts them: only they may run there.
hash() { { printf '\n'; cat "$1"; printf '\n'; } | openssl dgst -sha256 -binary | base64; }
hashes="'sha256-$(hash ../src/report/html/page.js)' 'sha256-$(hash ../src/report/html/list.js)'"
sed "s|SCRIPT_HASHES|$hashes|" index.html > dist/index.html

files=$(cd dist && find . -type f ! -name sw.js | LC_ALL=C sort)
version=$(cd dist && printf '%s\n' "$files" | xargs sha256sum | sha256sum | cut -c1-16)
# The folder itself is the page, too.
list=$(printf '"./"'; for file in $files; do printf ', "%s"' "$file"; done)
sed -e "s|runform-VERSION|runform-$version|" -e "s|\"FILES\"|$list|" sw.js > dist/sw.js

packed=0
for file in $files; do packed=$((packed + $(gzip -9c "dist/$file" | wc -c))); done
echo "web/dist: $(cat $(printf 'dist/%s ' $files) | wc -c) bytes, $packed packed by gzip, version $version"
# It shall not grow unseen; hosts that pack with brotli send a third less.
[ "$packed" -le 2900000 ] || { echo "more than 2.9 MB packed: what was added?" >&2; exit 1; }
