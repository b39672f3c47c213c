import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { LongList } from './LongList';

afterEach(cleanup);

const list = (n: number) => (
  <LongList items={Array.from({ length: n }, (_, at) => at)} first={7}>
    {(at) => <li key={at}>{at}</li>}
  </LongList>
);

test('The rest of a long list comes when it is asked for', () => {
  render(list(10));
  expect(screen.getAllByRole('listitem')).toHaveLength(7);
  fireEvent.click(screen.getByText('残りの3件も見る'));
  expect(screen.getAllByRole('listitem')).toHaveLength(10);
  expect(screen.queryByRole('button')).toBeNull();
});

test('What is short has no button', () => {
  render(list(7));
  expect(screen.getAllByRole('listitem')).toHaveLength(7);
  expect(screen.queryByRole('button')).toBeNull();
});
