import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { QueuePlace } from '@/protocol/messages';
import { MoveDialog } from './MoveDialog';
import { WaitingQueue } from './WaitingQueue';

afterEach(cleanup);

const now = Date.UTC(2026, 10, 21, 2);
const place: QueuePlace = {
  conversationId: 'k',
  label: 'K-482',
  channel: 'line',
  grade: 'high',
  arrivedAt: new Date(now - 300_000).toISOString(),
  offered: false,
  returned: false,
  moved: false,
  overdueAt: new Date(now).toISOString(),
};
const summary = {
  readBy: 'n',
  reading: 1,
  waiting: 1,
  places: [place],
  counsellorsPresent: 1,
  counsellorsAvailable: 0,
};

test('Whoever waits longer than their grade should is marked, and not a moment before', () => {
  const { rerender } = render(<WaitingQueue summary={summary} away={false} serverNow={now} />);
  expect(screen.queryByText('目安より長い')).toBeNull();
  rerender(<WaitingQueue summary={summary} away={false} serverNow={now + 1} />);
  expect(screen.getByText('目安より長い')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

test('Whom a partner answers stands below, with its name', () => {
  const elsewhere = [
    {
      conversationId: 'e',
      label: 'T-123',
      grade: 'high' as const,
      organisation: 'よあけ',
      talking: false,
      asksHandoff: false,
    },
  ];
  const { rerender } = render(<WaitingQueue summary={{ ...summary, elsewhere }} away={false} serverNow={now} />);
  expect(screen.getByText('よあけ')).toBeTruthy();
  expect(screen.getByText('先方で待っています')).toBeTruthy();
  rerender(<WaitingQueue summary={summary} away={false} serverNow={now} />);
  expect(screen.queryByText('応援を受けている方')).toBeNull();
});

test('Whoever waits at a partner can be fetched by a supervisor, and what a partner asks can be opened by everybody', () => {
  const waits = {
    conversationId: 'e',
    label: 'T-123',
    grade: 'high' as const,
    organisation: 'よあけ',
    talking: false,
    asksHandoff: false,
  };
  const talks = { ...waits, conversationId: 'f', label: 'T-124', talking: true, asksHandoff: true };
  const [fetch, asked] = [vi.fn(), vi.fn()];
  const { rerender } = render(
    <WaitingQueue summary={{ ...summary, elsewhere: [waits, talks] }} away={false} serverNow={now} onAsked={asked} />,
  );
  expect(screen.queryByText('呼び戻す')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'T-124 さんのつなぎのお願いを開く' }));
  expect(asked).toHaveBeenCalledWith(talks);
  rerender(
    <WaitingQueue summary={{ ...summary, elsewhere: [waits, talks] }} away={false} serverNow={now} onFetch={fetch} />,
  );
  fireEvent.click(screen.getByRole('button', { name: 'T-123 さんを呼び戻す' }));
  expect(fetch).toHaveBeenCalledWith(waits);
  expect(screen.queryByRole('button', { name: 'T-124 さんを呼び戻す' })).toBeNull();
});

test('A supervisor asks for somebody to be moved', () => {
  const asked = vi.fn();
  render(<WaitingQueue summary={summary} away={false} serverNow={now} onMove={asked} />);
  fireEvent.click(screen.getByRole('button', { name: 'K-482 さんの順番を変える' }));
  expect(asked).toHaveBeenCalledWith(place);
});

test('A move needs a reason, and what was typed stays when it fails', async () => {
  HTMLDialogElement.prototype.showModal = vi.fn();
  HTMLDialogElement.prototype.close = vi.fn();
  const move = vi.fn().mockRejectedValueOnce({ code: 'place.not_waiting' }).mockResolvedValueOnce(undefined);
  render(<MoveDialog place={place} onConfirm={move} onCancel={() => {}} />);
  const form = screen.getByText('先にする').closest('form') as HTMLFormElement;
  fireEvent.submit(form);
  expect(screen.getByText('理由を書いてください。')).toBeTruthy();
  expect(move).not.toHaveBeenCalled();
  const field = screen.getByLabelText(/理由/) as HTMLTextAreaElement;
  fireEvent.change(field, { target: { value: '未成年のため' } });
  fireEvent.submit(form);
  expect(await screen.findByText('この方は、もう待っていません。')).toBeTruthy();
  expect(field.value).toBe('未成年のため');
  expect(move).toHaveBeenCalledWith(true, '未成年のため');
});
