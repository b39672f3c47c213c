#!/usr/bin/env bash
# Runs every test: .NET (fast, with real servers and a real browser, then the fault experiments) and the console's.
# Installs what is missing on Debian when it may (as root); says exactly what is missing when it may not.
# Usage: ./test.sh            everything
#        ./test.sh --fast     what needs no server and no browser
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Hundreds of short-lived gateways: what the compiler learns for a long life costs a sixth of the time and is never used.
export DOTNET_TieredPGO=0
results=artifacts/results
rm -rf "$results" && mkdir -p "$results"

need() { # program, Debian package
  command -v "$1" >/dev/null 2>&1 || ls $3 >/dev/null 2>&1 || missing+=("$2")
}

command -v dotnet >/dev/null || { echo "The .NET 10 SDK is missing." >&2; exit 1; }
command -v node >/dev/null || { echo "Node.js 20 or newer is missing." >&2; exit 1; }
if [ "${1:-}" != "--fast" ]; then
  missing=()
  need redis-server redis-server /usr/bin/redis-server
  need postgres postgresql "/usr/lib/postgresql/*/bin/postgres"
  need chromium chromium /usr/bin/chromium
  need haproxy haproxy /usr/sbin/haproxy
  # Not through a pipe: whoever stops reading early would make it look as if there were none.
  [ -n "$(fc-list :lang=ja 2>/dev/null)" ] || missing+=(fonts-noto-cjk fontconfig)
  if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      echo "Installing: ${missing[*]}"
      apt-get update -qq
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >"$results/apt.log" 2>&1 || { tail -20 "$results/apt.log" >&2; exit 1; }
    else
      echo "These Debian packages are missing: ${missing[*]}" >&2
      echo "Install them (apt-get install ${missing[*]}) or run ./test.sh --fast" >&2
      exit 1
    fi
  fi
fi

# One compiler for all projects, also where the machine says otherwise; gone again before anything is measured.
dotnet build Gateway.sln -v quiet --nologo -p:UseSharedCompilation=true
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1 || true

passed=0 failed=0
broken=$results/broken
count() { # file with the runner's summary
  passed=$((passed + $(grep -oE 'succeeded: +[0-9]+' "$1" | grep -oE '[0-9]+' | tail -1 || echo 0)))
  failed=$((failed + $(grep -oE 'failed: +[0-9]+' "$1" | grep -oE '[0-9]+' | tail -1 || echo 0)))
}
run() { # name, command …
  local name=$1; shift
  echo "== $name"
  if ! "$@" >"$results/$name.log" 2>&1; then touch "$broken"; show "$results/$name.log"; fi
}
show() { # what failed, and the end of a log that also holds how long each test took
  grep -A30 '^failed ' "$1" | head -300 || true
  grep -vE '^\[\+|^$|^passed ' "$1" | tail -60
}

# Beside each other: neither keeps two cores busy by itself.
run fast artifacts/bin/Gateway.Tests/debug/Gateway.Tests --no-progress --no-ansi --output Detailed --max-threads 4 &
run console npm --prefix src/console run --silent test -- --reporter=default --reporter=json --outputFile="$PWD/$results/console.json"
wait
count "$results/fast.log"
if [ -f "$results/console.json" ]; then
  read -r console_passed console_failed < <(node -e 'const r=require(process.argv[1]);console.log(r.numPassedTests,r.numFailedTests)' "$PWD/$results/console.json")
  passed=$((passed + console_passed)) failed=$((failed + console_failed))
else
  touch "$broken"
fi
if [ "${1:-}" != "--fast" ]; then
  run system artifacts/bin/Gateway.SystemTests/debug/Gateway.SystemTests --no-progress --no-ansi --output Detailed
  count "$results/system.log"
  echo "== faults"
  artifacts/bin/Gateway.Faults/debug/Gateway.Faults all --form short --at-once 2 >"$results/faults.json" 2>"$results/faults.log" || { touch "$broken"; tail -150 "$results/faults.log"; }
  if [ -s "$results/faults.json" ]; then
    read -r faults_good faults_not < <(node -e 'const r=require(process.argv[1]);console.log(r.good,r.broken+r.unfinished)' "$PWD/$results/faults.json")
    passed=$((passed + faults_good)) failed=$((failed + faults_not))
    # Alone, so that what was broken is read at once and not looked for among what was kept.
    [ "$faults_not" = 0 ] || node -e 'for (const report of require(process.argv[1]).reports) if (!report.good) console.log(JSON.stringify(report, null, 1))' "$PWD/$results/faults.json" | tail -300
  fi
fi
if [ -e "$broken" ] && [ "$failed" = 0 ]; then failed=1; fi
# Once more at the end, by name: whoever reads only the last lines knows where to look.
if [ "$failed" != 0 ]; then
  grep -h '^failed ' "$results"/*.log | cut -c1-200 | head -40 || true
  [ ! -s "$results/faults.log" ] || grep -E ' g[0-9a-z-]+: (BROKEN|[A-Za-z]+Exception)' "$results/faults.log" | cut -c1-300 || true
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
