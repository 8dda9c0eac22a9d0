#!/usr/bin/env bash
# The linker, without what libraries export for the tool of wasm-bindgen, which is not used
# here: a thousand functions that nothing calls, and all they hold on to.
set -euo pipefail
arguments=()
while [ $# -gt 0 ]; do
  if [ "$1" = --export ]; then
    case "${2:-}" in
      room | ask) arguments+=("$1" "$2") ;;
    esac
    shift 2
    continue
  fi
  arguments+=("$1")
  shift
done
# shellcheck disable=SC2086 # a name, or a name with its flavour
exec $RUNFORM_WASM_LD "${arguments[@]}"
