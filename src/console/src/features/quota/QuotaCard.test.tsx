import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { QuotaCard } from './QuotaCard';

afterEach(cleanup);

const month = { account: 'komorebi', asOf: '2026-11-15T15:00:00.000Z', renewsOn: '2026-12-01' };

test('What is left, the pace and the alarm are told', () => {
  render(
    <QuotaCard
      quota={{ ...month, limit: 200, used: 150, left: 50, spent: false, alarmAbove: 160, lastsUntil: '2026-11-21' }}
    />,
  );
  expect(screen.getByText('あと 50 通')).toBeTruthy();
  expect(screen.getByText('11月21日ごろに使い切ります')).toBeTruthy();
  expect(screen.getByText('160通を超えると、サーバーの担当者に知らせが出ます')).toBeTruthy();
  expect(screen.getByText('12月1日')).toBeTruthy();
  expect(screen.getByRole('meter').getAttribute('aria-valuetext')).toBe('200通のうち、あと50通');
  expect(screen.queryByText('少なくなっています')).toBeNull();
});

test('Beyond the alarm it says so in words, not only by its colour', () => {
  render(<QuotaCard quota={{ ...month, limit: 200, used: 161, left: 39, spent: false, alarmAbove: 160 }} />);
  expect(screen.getByText('少なくなっています')).toBeTruthy();
  expect(screen.getByText('月末までもちます')).toBeTruthy();
});

test('When they are used up it says until when, and what still arrives', () => {
  render(<QuotaCard quota={{ ...month, limit: 200, used: 200, left: 0, spent: true, alarmAbove: 160 }} />);
  expect(screen.getByText(/12月1日まで、届くのは/)).toBeTruthy();
  expect(screen.queryByText('月末までもちます')).toBeNull();
});

test('Where nothing is known nothing is made up, and without a limit there is no meter', () => {
  const { rerender } = render(<QuotaCard quota={{ account: 'komorebi', spent: false }} />);
  expect(screen.getByText('LINEにまだ聞けていません。')).toBeTruthy();
  rerender(<QuotaCard quota={{ ...month, used: 5000, spent: false }} />);
  expect(screen.getByText('上限はありません')).toBeTruthy();
  expect(screen.getByText('5,000通')).toBeTruthy();
  expect(screen.queryByRole('meter')).toBeNull();
});
