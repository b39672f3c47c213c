import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { SmsCost } from './SmsCost';

afterEach(cleanup);

const price = { amount: 8.8, currency: 'JPY' };

test('Before the first letter the limit is told', () => {
  render(<SmsCost draft="" maxLength={660} price={price} />);
  expect(screen.getByText(/660文字/)).toBeTruthy();
});

test('While somebody writes, the parts and their price are told', () => {
  const { rerender } = render(<SmsCost draft="はい" maxLength={660} price={price} />);
  expect(screen.getByText('SMS 1通分（約￥8.8）')).toBeTruthy();
  rerender(<SmsCost draft={'あ'.repeat(71)} maxLength={660} price={price} />);
  expect(screen.getByText('SMS 2通分（約￥17.6）')).toBeTruthy();
});

test('Without a price there is none', () => {
  render(<SmsCost draft="はい" maxLength={660} price={null} />);
  expect(screen.getByText('SMS 1通分')).toBeTruthy();
});
