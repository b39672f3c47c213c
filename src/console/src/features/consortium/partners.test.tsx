import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { PartnersNow } from './PartnersNow';
import { faultKind, isFarApart } from './partnerFault';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const answering = (partners: unknown) => vi.stubGlobal('fetch', async () => Response.json(partners));

test('Each fault leads to what there is to look at', () => {
  expect(['unreachable', 'timeout', 'unavailable'].map(faultKind)).toEqual(['network', 'network', 'network']);
  expect(faultKind('refused_clocks_apart')).toBe('clocks');
  expect(['answer_signature', 'refused_unknown_key'].map(faultKind)).toEqual(['keys', 'keys']);
  expect(faultKind('something newer')).toBe('other');
  expect([-15, -14, 14, 15].map(isFarApart)).toEqual([true, false, false, true]);
});

test('Who is there is told in numbers', async () => {
  const availability = { onShift: 2, hands: 4, freeHands: 1, waiting: 0 };
  answering([
    { id: 'hoshi', name: '星の会', answeredAt: '2026-11-22T14:05:00.000Z', secondsApart: 0.2, availability },
    { id: 'tsuki', name: '月の会', answeredAt: '2026-11-22T14:05:00.000Z', secondsApart: -20.4, availability },
  ]);
  render(<PartnersNow />);
  await waitFor(() => expect(screen.getByText('星の会')).toBeTruthy());
  expect(screen.getAllByText('2人')).toHaveLength(2);
  expect(screen.getAllByText('最後の返事は23:05')).toHaveLength(2);
  expect(screen.getAllByText(/時計が20秒ずれています/)).toHaveLength(1);
});

test('What is wrong is told, and no number that may be old', async () => {
  answering([{ id: 'hoshi', name: '星の会', fault: 'unreachable' }]);
  render(<PartnersNow />);
  await waitFor(() => expect(screen.getByText('相手のゲートウェイに届きません。')).toBeTruthy());
  expect(screen.getByText('いまのようすは分かりません。')).toBeTruthy();
  expect(screen.queryByText(/人$/)).toBeNull();
});

test('Without partners there is nothing to see', async () => {
  answering([]);
  const { container } = render(<PartnersNow />);
  await waitFor(() => expect(container.textContent).toBe(''));
});
