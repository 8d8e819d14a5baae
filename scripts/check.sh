#!/usr/bin/env bash
# All tests, from nothing: installs what is missing, says what it had to leave out, runs everything. CI runs this too.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }

say 'npm packages'
npm ci --no-audit --no-fund --loglevel=error

say 'C++ compilers'
missing=()
command -v clang-19 >/dev/null || missing+=(clang-19)
command -v ld.lld-19 >/dev/null || missing+=(lld-19)
command -v g++ >/dev/null || missing+=(g++)
if [ "${#missing[@]}" -gt 0 ] && command -v apt-get >/dev/null; then
  as_root=''
  [ "$(id -u)" = 0 ] || as_root='sudo -n'
  { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 || true
fi
skipped=''
for tool in clang-19 ld.lld-19 g++; do
  if command -v "$tool" >/dev/null; then "$tool" --version | head -1
  else
    skipped=yes
    case $tool in
      clang-19) echo 'clang-19 is missing: tests that compile HIP for gfx90a and sm_90 are skipped (apt install clang-19)' ;;
      ld.lld-19) echo 'lld-19 is missing: gfx90a code objects are not linked (apt install lld-19)' ;;
      g++) echo 'g++ is missing: C simulation tests use clang if present (apt install g++)' ;;
    esac
  fi
done
[ -z "$skipped" ] || echo 'Some tiers are skipped; the rest runs.'

say 'build'
node scripts/embed.mjs --check
npm run --silent build
npm run --silent build:examples

say 'types, lint, import directions, file sizes'
npm run --silent typecheck
npm run --silent lint
npm run --silent architecture
node scripts/file-sizes.mjs

say 'tests'
npm test
