#!/usr/bin/env bash
# A whole cluster on this machine, reachable from this machine alone: gateways behind HAProxy, PostgreSQL, Redis with a replica.
# Usage: infra/local/local.sh up [options]     starts it, says where it is
#        infra/local/local.sh status           what runs, and what the gateways say of themselves
#        infra/local/local.sh stop NAME        SIGTERM to one part (gateway1, redis1, haproxy …) and wait for its end
#        infra/local/local.sh kill NAME        kill -9 to one part
#        infra/local/local.sh start NAME       starts a stopped part again, at its old port
#        infra/local/local.sh failover         kills the Redis that is the primary, makes the other one the primary
#        infra/local/local.sh down [--clean]   stops everything; --clean also removes the folder
# Options: --folder DIR (default $TMPDIR/gateway-local)   --nodes N (default 2, up to 8)   --front PORT (default: a free one)
#          --setup FILE (default: one made here)           --keys DIR (default: made here)
#          --program FILE (default: the newest built Gateway.dll)   --set Key:Of:Setting=value (any number)
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${TMPDIR:-/tmp}/gateway-local nodes=2 front='' setup='' keys='' program='' clean='' settings=()
command=${1:-}; shift || true
part=''
case $command in stop|kill|start) part=${1:?name a part, for example gateway1}; shift ;; esac
while [ $# -gt 0 ]; do
  case $1 in
    --folder) folder=$2; shift ;;
    --nodes) nodes=$2; shift ;;
    --front) front=$2; shift ;;
    --setup) setup=$(realpath "$2"); shift ;;
    --keys) keys=$(realpath "$2"); shift ;;
    --program) program=$(realpath "$2"); shift ;;
    --set) settings+=("$2"); shift ;;
    --clean) clean=yes ;;
    *) echo "What is $1? Usage: sed -n 2,13p $0" >&2; exit 2 ;;
  esac
  shift
done
world=$folder/world.env

fail() { echo "$*" >&2; exit 1; }
say() { echo "$*" >&2; }

find_program() { # name, Debian package, folders …
  local name=$1 package=$2; shift 2
  local found
  found=$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$name") || found=$(ls -d "$@" 2>/dev/null | sort -V | tail -1) || true
  [ -n "$found" ] || fail "$name is missing (Debian: apt-get install $package)"
  echo "$found"
}

# A port that nobody listens on and that this run has not given out yet.
taken=' '
free_port() { # variable
  local port
  while :; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    case $taken in *" $port "*) continue ;; esac
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
  done
  taken+="$port "
  printf -v "$1" %s "$port"
}

secret() { head -c 24 /dev/urandom | base64 | tr '+/' '-_'; }

# When a process began, in clock ticks: with it a process id that was given to somebody else since is told apart.
began() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

run() { # name, command …: in the background, with its process id written down
  local name=$1; shift
  setsid nohup "$@" >>"$folder/log/$name.log" 2>&1 </dev/null &
  echo "$! $(began $!)" >"$folder/run/$name.pid"
}

pid_of() { # name: its process id, if it is still that process
  local pid start
  [ -e "$folder/run/$1.pid" ] || return 1
  read -r pid start <"$folder/run/$1.pid"
  [ -n "$start" ] && [ "$(began "$pid")" = "$start" ] && echo "$pid"
}

until_true() { # seconds, what, command …
  local end=$((SECONDS + $1)) what=$2; shift 2
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || { tail -n 5 "$folder"/log/*.log >&2; fail "Not so in time: $what"; }
    sleep 0.1
  done
}

gone() { ! pid_of "$1" >/dev/null; }

end() { # name, signal, seconds
  local pid
  pid=$(pid_of "$1") || { rm -f "$folder/run/$1.pid"; return 0; }
  kill "-$2" "$pid"
  until_true "$3" "the end of $1" gone "$1"
  rm -f "$folder/run/$1.pid"
}

as_postgres() { # PostgreSQL refuses to run as root; Debian's package makes this user
  if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --init-groups "$@"; else "$@"; fi
}

sql() {
  PGPASSWORD=$(cat "$folder/secrets/postgres") "$(find_program psql postgresql-client /usr/lib/postgresql/*/bin/psql)" \
    -qtA -h 127.0.0.1 -p "$POSTGRES_PORT" -U gateway -d postgres -c "$1"
}

redis() { redis-cli -h 127.0.0.1 -p "$1" --no-auth-warning -a "$(cat "$folder/secrets/redis")" "${@:2}"; }

is_ready() { [ "$(curl -s -o /dev/null -m 2 -w '%{http_code}' "http://127.0.0.1:$1/healthz/ready")" = 200 ]; }

passes_on() { case $(curl -s -o /dev/null -m 2 -w '%{http_code}' "$1") in 000|503) return 1 ;; esac; }

start_postgres() {
  local bin
  bin=$(dirname "$(find_program postgres postgresql /usr/lib/postgresql/*/bin/postgres)")
  if [ ! -e "$folder/postgres/PG_VERSION" ]; then
    mkdir -p "$folder/postgres"
    cp "$folder/secrets/postgres" "$folder/postgres.first"
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder/postgres" "$folder/postgres.first"; fi
    as_postgres test -x "$folder" || fail "The user postgres cannot come into $folder: choose another --folder"
    (cd / && as_postgres "$bin/initdb" -D "$folder/postgres" -U gateway --auth=scram-sha-256 --pwfile="$folder/postgres.first" --encoding=UTF8 --locale=C) >"$folder/log/initdb.log" 2>&1 \
      || { cat "$folder/log/initdb.log" >&2; exit 1; }
    rm "$folder/postgres.first"
  fi
  if [ "$(id -u)" = 0 ]; then
    run postgres setpriv --reuid postgres --regid postgres --init-groups "$bin/postgres" -D "$folder/postgres" -p "$POSTGRES_PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300
  else
    run postgres "$bin/postgres" -D "$folder/postgres" -p "$POSTGRES_PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300
  fi
  until_true 60 "PostgreSQL answers" sql 'SELECT 1'
  sql "SELECT 1 FROM pg_database WHERE datname = 'gateway'" | grep -q 1 || sql 'CREATE DATABASE gateway'
}

start_redis() { # 1 or 2: comes back as the replica of the other one, if that is the primary now
  local port other mine=()
  port=$(eval "echo \$REDIS$1_PORT") other=$(eval "echo \$REDIS$((3 - $1))_PORT")
  if redis "$other" info replication 2>/dev/null | grep -q '^role:master'; then mine=(--replicaof 127.0.0.1 "$other"); fi
  # The password by a file: arguments can be read by everybody on the machine.
  printf 'requirepass %s\nmasterauth %s\n' "$(cat "$folder/secrets/redis")" "$(cat "$folder/secrets/redis")" >"$folder/secrets/redis$1.conf"
  run "redis$1" "$(find_program redis-server redis-server)" "$folder/secrets/redis$1.conf" --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$folder" "${mine[@]}"
  until_true 10 "redis$1 answers" redis "$port" ping
}

start_gateway() { # number
  local port variables=() setting
  port=$(eval "echo \$GATEWAY$1_PORT")
  while IFS= read -r setting; do
    [ -n "$setting" ] || continue
    local key=${setting%%=*}
    variables+=("${key//:/__}=${setting#*=}")
  done <"$folder/settings"
  mkdir -p "$folder/gateway$1"
  (cd "$folder/gateway$1" && run "gateway$1" env "${variables[@]}" "Gateway__Telemetry__Instance=gateway$1" "ASPNETCORE_URLS=http://127.0.0.1:$port" dotnet "$PROGRAM")
  until_true 90 "gateway$1 is ready" is_ready "$port"
}

start_haproxy() {
  FRONT_PORT=$FRONT_PORT run haproxy "$(find_program haproxy haproxy)" -db -f "$folder/haproxy.cfg"
  until_true 15 "HAProxy passes calls on" passes_on "http://127.0.0.1:$FRONT_PORT/api/session"
}

write_haproxy() {
  local channels='' gateways='' i port
  for i in $(seq 1 "$NODES"); do
    port=$(eval "echo \$GATEWAY${i}_PORT")
    channels+="    server gateway$i 127.0.0.1:$port track gateways/gateway$i"$'\n'
    gateways+="    server gateway$i 127.0.0.1:$port check"$'\n'
  done
  awk -v channels="$channels" -v gateways="$gateways" '/^@channels@/ { printf "%s", channels; next } /^@gateways@/ { printf "%s", gateways; next } { print }' \
    "$root/infra/local/haproxy.cfg" >"$folder/haproxy.cfg"
}

write_setup() {
  local person
  for person in aoi minato; do [ -e "$folder/secrets/$person" ] || secret >"$folder/secrets/$person"; done
  cat >"$folder/organisations.yaml" <<YAML
organisations:
  - id: komorebi
    name: こもれび相談室
    nameEn: Komorebi
    chat:
      - entrance: komorebi
    people:
      - { userName: aoi, name: あおい, role: volunteer, password: "file:$folder/secrets/aoi" }
      - { userName: minato, name: みなと, role: supervisor, password: "file:$folder/secrets/minato" }
YAML
  say "Sign in as aoi or minato; the passwords lie in $folder/secrets"
}

up() {
  [ "$nodes" -ge 1 ] && [ "$nodes" -le 8 ] || fail "--nodes: 1 to 8"
  if ls "$folder"/run/*.pid >/dev/null 2>&1; then fail "Something runs in $folder already: $0 status, or $0 down"; fi
  if [ -z "$program" ]; then
    program=$(ls -t "$root"/artifacts/publish/Gateway/release/Gateway.dll "$root"/artifacts/bin/Gateway/*/Gateway.dll 2>/dev/null | head -1) || true
    [ -n "$program" ] || fail "The gateway is not built yet: dotnet build src/Gateway"
  fi
  # Others may pass through, for the user postgres; what is secret is closed by itself.
  mkdir -p "$folder" && chmod 711 "$folder"
  mkdir -p "$folder/run" "$folder/log"
  (umask 077; mkdir -p "$folder/secrets")
  touch "$folder/.gateway-local"
  (umask 077; for name in postgres redis; do [ -e "$folder/secrets/$name" ] || secret >"$folder/secrets/$name"; done)
  if [ -z "$setup" ]; then (umask 077; write_setup); setup=$folder/organisations.yaml; fi
  if [ -z "$keys" ]; then
    keys=$folder/keys
    [ -e "$keys" ] || dotnet "$program" keys new "$keys" >/dev/null
  fi
  local i
  if [ -n "$front" ]; then FRONT_PORT=$front; else free_port FRONT_PORT; fi
  free_port POSTGRES_PORT; free_port REDIS1_PORT; free_port REDIS2_PORT
  { echo "NODES=$nodes"; echo "PROGRAM='$program'"; echo "FRONT_PORT=$FRONT_PORT"; echo "POSTGRES_PORT=$POSTGRES_PORT"; echo "REDIS1_PORT=$REDIS1_PORT"; echo "REDIS2_PORT=$REDIS2_PORT"; } >"$world"
  for i in $(seq 1 "$nodes"); do free_port "GATEWAY${i}_PORT"; eval "echo GATEWAY${i}_PORT=\$GATEWAY${i}_PORT" >>"$world"; done
  (umask 077; {
    printf '%s\n' "Gateway:Setup:File=$setup" "Gateway:Keys:Directory=$keys" \
      "Gateway:Records:Engine=Postgres" "Gateway:Records:Postgres:Connection=Host=127.0.0.1;Port=$POSTGRES_PORT;Username=gateway;Database=gateway" \
      "Gateway:Records:Postgres:PasswordFile=$folder/secrets/postgres" \
      "Gateway:Queue:Engine=Redis" "Gateway:Redis:Endpoints=127.0.0.1:$REDIS1_PORT,127.0.0.1:$REDIS2_PORT" "Gateway:Redis:PasswordFile=$folder/secrets/redis"
    printf '%s\n' "${settings[@]:-}"
  } >"$folder/settings")
  . "$world"
  write_haproxy
  trap 'say "It did not come up; stopping what runs."; trap - ERR EXIT; down' ERR EXIT
  start_postgres
  start_redis 1; start_redis 2
  for i in $(seq 1 "$NODES"); do start_gateway "$i"; done
  start_haproxy
  trap - ERR EXIT
  echo "http://127.0.0.1:$FRONT_PORT"
}

start() {
  case $1 in
    gateway*) start_gateway "${1#gateway}" ;;
    redis*) start_redis "${1#redis}" ;;
    postgres) start_postgres ;;
    haproxy) start_haproxy ;;
    *) fail "There is no part named $1" ;;
  esac
}

failover() {
  local primary=1 other=2
  redis "$REDIS2_PORT" info replication 2>/dev/null | grep -q '^role:master' && primary=2 other=1
  end "redis$primary" KILL 10
  redis "$(eval "echo \$REDIS${other}_PORT")" replicaof no one >/dev/null
  echo "redis$other is the primary now; $0 start redis$primary brings the other one back as its replica"
}

status() {
  local file name pid port
  for file in "$folder"/run/*.pid; do
    [ -e "$file" ] || continue
    name=$(basename "$file" .pid)
    pid=$(pid_of "$name") || { echo "$name: gone"; continue; }
    case $name in
      gateway*) port=$(eval "echo \$GATEWAY${name#gateway}_PORT"); echo "$name: process $pid, port $port, $(curl -s -m 3 "http://127.0.0.1:$port/healthz/ready" || echo 'no answer')" ;;
      redis*) port=$(eval "echo \$REDIS${name#redis}_PORT"); echo "$name: process $pid, port $port, $(redis "$port" info replication 2>/dev/null | tr -d '\r' | grep '^role:')" ;;
      *) echo "$name: process $pid" ;;
    esac
  done
}

down() {
  local name pid
  end haproxy TERM 15
  for name in $(cd "$folder/run" && ls gateway*.pid 2>/dev/null); do pid=$(pid_of "${name%.pid}") && kill -TERM "$pid"; done || true
  for name in $(cd "$folder/run" && ls gateway*.pid 2>/dev/null); do end "${name%.pid}" 0 60; done
  # Nothing is kept in Redis; asked kindly a primary would wait for its replica.
  end redis2 KILL 15; end redis1 KILL 15
  # SIGTERM would wait for whoever is connected.
  end postgres INT 60
  if [ -n "$clean" ]; then
    [ -e "$folder/.gateway-local" ] || fail "$folder was not made by this script"
    rm -rf "$folder"
  fi
}

[ "$command" = up ] || [ -e "$world" ] || fail "Nothing was started in $folder. Usage: sed -n 2,13p $0"
[ "$command" = up ] || . "$world"
case $command in
  up) up ;;
  status) status ;;
  start) start "$part" ;;
  stop) case $part in postgres) end postgres INT 60 ;; *) end "$part" TERM 60 ;; esac ;;
  kill) end "$part" KILL 10 ;;
  failover) failover ;;
  down) down ;;
  *) fail "Usage: sed -n 2,13p $0" ;;
esac
