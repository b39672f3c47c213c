import { expect, test } from 'vitest';
import { failureOf } from './failure';
import { retryDelay } from './retry';

test.each([
  [
    "An unexpected error occurred invoking 'Send' on the server. HubException: message.too_long: 5000 at most.",
    'message.too_long',
  ],
  ['queue.full_hands: You hold three.', 'queue.full_hands'],
  ["An unexpected error occurred invoking 'Send' on the server.", 'unreachable'],
  ['Server timeout elapsed without receiving a message from the server.', 'unreachable'],
  ["Cannot send data if the connection is not in the 'Connected' State.", 'unreachable'],
])('%s', (message, code) => {
  expect(failureOf(new Error(message)).code).toBe(code);
});

test.each([
  [0, 0, 300],
  [1, 500, 1000],
  [2, 1000, 2000],
  [3, 2000, 4000],
  [500, 2000, 4000],
])('attempt %i waits between %i and %i ms', (attempt, least, most) => {
  expect(retryDelay(attempt, () => 0)).toBe(least);
  expect(retryDelay(attempt, () => 1)).toBe(most);
});
