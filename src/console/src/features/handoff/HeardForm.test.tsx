import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Entry } from '@/protocol/messages';
import { HeardForm } from './HeardForm';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const entry = (number: number, at: string, text: string): Entry => ({
  number,
  at,
  kind: 'message',
  author: 'person',
  text,
});
const said = [entry(9, '2026-07-01T10:05:00Z', 'はい、名前はいいです'), entry(3, '2026-07-01T09:00:00Z', 'はい')];
const toRead = {
  language: 'ja',
  text: '窓口に、あなたのことを伝えてもいいですか。',
  terms: 't1',
  words: 'w1',
  askedAt: '2026-07-01T10:00:00Z',
  items: ['name', 'health'],
};

async function opened(onWritten = () => {}) {
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', (_address: string, request: RequestInit) => {
    if (request.method === 'GET') return Promise.resolve(Response.json(toRead));
    sent.push(JSON.parse(`${request.body}`));
    return Promise.resolve(new Response(null, { status: 204 }));
  });
  const names = new Map([
    ['name', '名前'],
    ['health', '体や心のこと'],
  ]);
  const { container } = render(
    <HeardForm
      talk="c1"
      question="q1"
      names={names}
      contentOf={(item) => (item === 'health' ? ['健康: 眠れない'] : [])}
      said={said}
      onWritten={onWritten}
    />,
  );
  const details = container.querySelector('details') as HTMLDetailsElement;
  details.open = true;
  fireEvent(details, new Event('toggle'));
  await screen.findByText('確かめる');
  return sent;
}

const look = () => fireEvent.click(screen.getByText('確かめる'));
const answer = (item: string, yes: boolean) =>
  fireEvent.click(within(item).querySelectorAll('input')[yes ? 0 : 1] as HTMLInputElement);
const within = (item: string) => screen.getByRole('group', { name: item, hidden: true });

test('Nothing is chosen at first, and an item that was not heard keeps all of it back', async () => {
  const sent = await opened();
  expect(screen.queryAllByRole('radio', { checked: true, hidden: true })).toEqual([]);
  look();
  expect(screen.getByRole('alert', { hidden: true }).textContent).toContain('まだえらんでいない');
  fireEvent.click(screen.getByLabelText(/声で聞いた/));
  expect(screen.getByText(toRead.text)).toBeTruthy();
  expect(within('体や心のこと').textContent).toContain('眠れない');
  answer('名前', true);
  answer('体や心のこと', false);
  look();
  // Not read to the end yet.
  expect(screen.queryByText('書きとめる')).toBeNull();
  fireEvent.click(screen.getByLabelText(/終わりまで読み上げた/));
  look();
  expect(screen.getByText('伝えてよい: 名前')).toBeTruthy();
  expect(sent).toEqual([]);
});

test('It is written down in a second step, with the words that were read out', async () => {
  const written = vi.fn();
  const sent = await opened(written);
  fireEvent.click(screen.getByLabelText(/声で聞いた/));
  fireEvent.click(screen.getByLabelText(/終わりまで読み上げた/));
  answer('名前', true);
  answer('体や心のこと', false);
  look();
  fireEvent.click(screen.getByText('書きとめる'));
  await waitFor(() => expect(written).toHaveBeenCalledOnce());
  expect(sent).toEqual([{ terms: 't1', answers: { name: true, health: false }, words: 'w1' }]);
});

test('Of the talk only what was said after the question is offered', async () => {
  const sent = await opened();
  fireEvent.click(screen.getByLabelText(/ことばで答えた/));
  expect(screen.queryByLabelText('はい')).toBeNull();
  fireEvent.click(screen.getByLabelText('はい、名前はいいです'));
  answer('名前', true);
  answer('体や心のこと', false);
  look();
  fireEvent.click(screen.getByText('直す'));
  answer('体や心のこと', true);
  look();
  fireEvent.click(screen.getByText('書きとめる'));
  await waitFor(() => expect(sent).toEqual([{ terms: 't1', answers: { name: true, health: true }, entry: 9 }]));
});
