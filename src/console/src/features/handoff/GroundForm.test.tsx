import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Proposing } from '@/protocol/proposals';
import type { Sheet } from '@/protocol/sheets';
import { GroundForm } from './GroundForm';

afterEach(cleanup);

const sheet: Sheet = {
  id: 's1',
  revision: 3,
  body: 'b1',
  bodyName: '窓口',
  byPerson: false,
  values: {},
  sources: {},
  words: {},
  held: ['name'],
  proposed: ['name'],
  needs: [],
  never: [],
  grounds: ['law', 'life'],
  problems: [],
  secondSide: false,
};
const items = [
  { code: 'name', name: '名前', sensitive: false },
  { code: 'health', name: '健康', sensitive: true },
];

function shown(onPropose: (proposing: Proposing) => Promise<void>) {
  render(<GroundForm sheet={sheet} items={items} onPropose={onPropose} />);
  const why = screen.getByLabelText<HTMLTextAreaElement>(/何が起きているか/);
  const send = () => fireEvent.click(screen.getByText('二人目の人に見せる'));
  return { why, send };
}

function filled() {
  fireEvent.change(screen.getByLabelText('根拠'), { target: { value: 'life' } });
  fireEvent.change(screen.getByLabelText(/何が起きているか/), { target: { value: '薬を飲んだ' } });
  fireEvent.change(screen.getByLabelText(/同意を得られないわけ/), { target: { value: '答えられない' } });
  fireEvent.click(screen.getByLabelText('名前'));
  fireEvent.click(screen.getByLabelText('まだ知らない'));
}

test('Nothing is chosen at first, and without a ground or a word on whether the person knows nothing is proposed', () => {
  const propose = vi.fn(() => Promise.resolve());
  const { send } = shown(propose);
  expect(screen.queryAllByRole('checkbox', { checked: true, hidden: true })).toEqual([]);
  expect(screen.queryByLabelText('健康')).toBeNull();
  send();
  expect(screen.getByText('根拠をえらんでください。')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('根拠'), { target: { value: 'law' } });
  send();
  expect(screen.getByText(/知っているかどうかを/)).toBeTruthy();
  expect(propose).not.toHaveBeenCalled();
});

test('What was typed stays when it fails, and is gone once it is proposed', async () => {
  const propose = vi.fn<(proposing: Proposing) => Promise<void>>();
  propose.mockRejectedValueOnce({ code: 'unreachable' }).mockResolvedValueOnce();
  const { why, send } = shown(propose);
  filled();
  send();
  await waitFor(() => expect(screen.getByText(/書いたものはここに残っています/)).toBeTruthy());
  expect(why.value).toBe('薬を飲んだ');
  send();
  await waitFor(() => expect(why.value).toBe(''));
  expect(propose).toHaveBeenLastCalledWith({
    revision: 3,
    ground: 'life',
    why: '薬を飲んだ',
    whyNoConsent: '答えられない',
    items: ['name'],
    personKnows: false,
  });
});
