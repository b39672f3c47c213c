#!/usr/bin/env bash
# Makes a backup every day while the gateways run. One that fails is tried again after ten minutes; its container then counts as unhealthy in time.
set -u
trap 'kill "${sleeping:-}" 2>/dev/null; exit 0' TERM INT
while :; do
  if dotnet /app/Gateway.dll backup --to /backup/records --keys-to /backup/keys --keep "$BACKUP_KEEP"; then pause=86400; else pause=600; fi
  sleep "$pause" & sleeping=$!
  wait "$sleeping"
done
