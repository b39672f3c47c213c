import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { DisasterFirst } from './DisasterFirst';

afterEach(cleanup);

const now = Date.UTC(2026, 10, 21, 2);
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const line = { since: at(-10), until: at(10), waiting: 1 };

test('The choice is there only while a disaster sets people apart', () => {
  const { rerender } = render(
    <DisasterFirst line={line} chosenAt={null} serverNow={now} enabled onChange={() => undefined} />,
  );
  expect(screen.getByRole('checkbox', { name: '災害の地域の方を先に' })).toBeTruthy();
  rerender(<DisasterFirst line={null} chosenAt={null} serverNow={now} enabled onChange={() => undefined} />);
  expect(screen.queryByRole('checkbox')).toBeNull();
  rerender(
    <DisasterFirst line={line} chosenAt={null} serverNow={now + 10 * 60_000} enabled onChange={() => undefined} />,
  );
  expect(screen.queryByRole('checkbox')).toBeNull();
});

test('What was chosen for an earlier disaster does not count for this one', () => {
  const choose = vi.fn();
  const { rerender } = render(
    <DisasterFirst line={line} chosenAt={at(-11)} serverNow={now} enabled onChange={choose} />,
  );
  expect((screen.getByRole('checkbox') as HTMLInputElement).checked).toBe(false);
  fireEvent.click(screen.getByRole('checkbox'));
  expect(choose).toHaveBeenCalledWith(true);
  rerender(<DisasterFirst line={line} chosenAt={at(-9)} serverNow={now} enabled onChange={choose} />);
  expect((screen.getByRole('checkbox') as HTMLInputElement).checked).toBe(true);
});
