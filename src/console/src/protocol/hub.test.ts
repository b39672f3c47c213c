import type { HubConnection } from '@microsoft/signalr';
import { expect, test } from 'vitest';
import { openHub } from './hub';
import type { HubEvents } from './link';

/** As on a half-open network: it neither opens nor fails, and to end it waits until it has opened, as SignalR's client does. */
class HangingHub {
  on() {}
  onclose() {}
  start = () => new Promise<void>(() => {});
  stop = () => new Promise<void>(() => {});
}

test('A socket that never opens does not hold up the next one', async () => {
  let made = 0;
  const link = openHub({} as HubEvents, () => {
    made++;
    return new HangingHub() as unknown as HubConnection;
  });
  link.connect().catch(() => {});
  await link.disconnect();
  const before = made;
  link.connect().catch(() => {});
  expect(made).toBe(before + 1);
});
