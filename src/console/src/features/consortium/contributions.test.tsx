import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ContributionsPage } from './ContributionsPage';
import { monthOf, neighbour } from './month';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const now = Date.UTC(2026, 10, 22, 15);
const consortium = { id: 'c', inForce: 1, agreements: [{ version: 1, charter: { name: 'よるのつながり' } }] };
const zero = { takenAnswered: 0, takenReturned: 0, takenWaitedMinutes: 0 };
const none = { givenAnswered: 0, givenReturned: 0, givenWaitedMinutes: 0 };

function answering(answers: Record<string, unknown>) {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (address: string) => {
      const found = Object.entries(answers).find(([start]) => address.startsWith(start));
      return found ? Response.json(found[1]) : new Response(null, { status: 500 });
    }),
  );
}

test('A month begins and ends with the clock of Japan', () => {
  expect(monthOf(Date.UTC(2026, 9, 31, 15))).toBe('2026-11');
  expect(neighbour('2026-01', -1)).toBe('2025-12');
  expect(neighbour('2026-12', 1)).toBe('2027-01');
});

test('Members stand in the order in which they came, with their sums, and the month can be changed', async () => {
  const members = [
    { organisation: 'a', name: 'あさぎ', taken: 3, ...zero, given: 0, ...none },
    { organisation: 'b', name: 'こもれび', taken: 0, ...zero, given: 3, ...none },
    { organisation: 'c', name: 'そらいろ', taken: 0, ...zero, given: 0, ...none },
  ];
  answering({
    '/api/consortia/c/contributions?month=2026-10': {
      month: '2026-10',
      members: members.map((one) => ({ ...one, taken: 0, given: 0 })),
    },
    '/api/consortia/c/contributions': { month: '2026-11', members },
    '/api/consortia': [consortium],
  });
  render(<ContributionsPage now={now} />);
  await waitFor(() =>
    expect(screen.getAllByRole('heading', { level: 3 }).map((one) => one.textContent)).toEqual([
      'あさぎ',
      'こもれび',
      'そらいろ',
    ]),
  );
  expect(screen.getAllByText('3人')).toHaveLength(2);
  expect(screen.getAllByText('応援はありませんでした。')).toHaveLength(1);
  expect((screen.getByText('次の月') as HTMLButtonElement).disabled).toBe(true);
  fireEvent.click(screen.getByText('前の月'));
  await waitFor(() => expect(screen.getByText('この月に、応援はありませんでした。')).toBeTruthy());
});

test('Without a consortium it says so, and what could not be read can be read again', async () => {
  answering({ '/api/consortia': [] });
  const { unmount } = render(<ContributionsPage now={now} />);
  await waitFor(() => expect(screen.getByText(/参加していません/)).toBeTruthy());
  unmount();
  answering({});
  render(<ContributionsPage now={now} />);
  await waitFor(() => expect(screen.getByText('もう一度読み込む')).toBeTruthy());
});
