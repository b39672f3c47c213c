import type { Emergency } from '@/protocol/messages';

/** An emergency has changed: an older word about it, that overtook a newer one, changes nothing; a closed one goes. */
export function changed(all: readonly Emergency[], now: Emergency): readonly Emergency[] {
  const known = all.find((one) => one.id === now.id);
  if (known && known.lastStep > now.lastStep) return all;
  const others = all.filter((one) => one.id !== now.id);
  if (now.closedAt) return others;
  return [...others, now].sort((a, b) => a.openedAt.localeCompare(b.openedAt) || a.id.localeCompare(b.id));
}

/** Whether the alarm of an emergency rings at this desk: it does so for my role, until I have heard it. */
export function rings(emergency: Emergency, me: { id: string; role: string } | null): boolean {
  return (
    me !== null && emergency.ringsAt.includes(me.role) && !emergency.acknowledged.some((one) => one.staffId === me.id)
  );
}

/** Nobody who could answer the alarm is at a console. */
export function isNobodyThere(emergency: Emergency): boolean {
  return emergency.supervisors === 0 && emergency.coordinators === 0;
}
