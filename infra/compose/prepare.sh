#!/usr/bin/env bash
# Makes what docker-compose.yml needs and must not stand in it: passwords, keys, folders with the right owners. Run it as root, once;
# run again it makes only what is missing and changes nothing that is there.
# Usage: infra/compose/prepare.sh [ENV-FILE]      (default: .env beside docker-compose.yml)
set -euo pipefail
env=${1:-$(cd "$(dirname "$0")/../.." && pwd)/.env}
[ -e "$env" ] || { echo "There is no $env: copy infra/compose/example.env there and change it." >&2; exit 1; }
value() { sed -n "s/^$1=//p" "$env" | tail -n 1; }
folder=$(value GATEWAY_FOLDER) backup=$(value BACKUP_FOLDER) backup_keys=$(value BACKUP_KEYS_FOLDER)
for each in "$folder" "$backup" "$backup_keys"; do
  case $each in /*) ;; *) echo "GATEWAY_FOLDER, BACKUP_FOLDER and BACKUP_KEYS_FOLDER must be whole paths." >&2; exit 1 ;; esac
done
gateway=1654 # the user inside the image

secret() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }

# Each container reads its secrets by a user of its own: the files can be read, the folder around them only by root.
mkdir -p "$folder/setup"
install -d -m 700 "$folder/secrets"
for name in postgres-password redis-password; do
  [ -e "$folder/secrets/$name" ] || secret >"$folder/secrets/$name"
done
[ -e "$folder/secrets/redis-conf" ] || printf 'requirepass %s\n' "$(cat "$folder/secrets/redis-password")" >"$folder/secrets/redis-conf"
chmod 444 "$folder"/secrets/*

# The gateway refuses keys that others can read.
install -d -m 700 "$folder/keys"
key() { [ -e "$1" ] || head -c 32 /dev/urandom | base64 >"$1"; chmod 600 "$1"; }
ls "$folder"/keys/master-*.key >/dev/null 2>&1 || key "$folder/keys/master-$(date -u +%Y%m%d-%H%M%S).key"
key "$folder/keys/lookup.key"

install -d -m 700 "$backup" "$backup_keys"
if [ "$(id -u)" = 0 ]; then
  chown -R "$gateway:$gateway" "$folder/keys" "$folder/setup" "$backup" "$backup_keys"
  chmod 700 "$folder/setup"
else
  echo "Not root: give $folder/keys, $folder/setup, $backup and $backup_keys to the user $gateway yourself." >&2
fi

echo "Copy $folder/keys to a safe place, apart from the backups: without it nobody can ever read the records."
[ -e "$folder/secrets/tls" ] || echo "Still missing: $folder/secrets/tls, the certificate with its chain and its private key in one PEM file (mode 444)."
[ -e "$folder/setup/organisations.yaml" ] || echo "Still missing: $folder/setup/organisations.yaml with its secrets beside it (docs/setup.md), owned by the user $gateway."
