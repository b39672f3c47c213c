import type { Emergency } from '@/protocol/messages';

/** For tests: an emergency of the fake gateway's one conversation. */
export function anEmergency(more: Partial<Emergency> = {}): Emergency {
  return {
    id: 'e',
    conversationId: 'k',
    label: 'K-482',
    channel: 'line',
    stage: 'waiting',
    openedAt: '2026-11-21T02:00:00.000Z',
    acknowledged: [],
    needed: 2,
    ringsAt: ['supervisor'],
    supervisors: 2,
    coordinators: 0,
    unconfirmed: 0,
    lastStep: 1,
    ...more,
  };
}
