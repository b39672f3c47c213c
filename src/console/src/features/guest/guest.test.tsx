import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AskedDialog } from './AskedDialog';
import { AskHandoffDialog } from './AskHandoffDialog';
import { SendHomeDialog } from './SendHomeDialog';

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = vi.fn();
  HTMLDialogElement.prototype.close = vi.fn();
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Response.json([])),
  );
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function formOf(words: string): HTMLFormElement {
  return screen.getByText(words).closest('form') as HTMLFormElement;
}

test('An empty note is warned of once, and what was written stays when it fails', async () => {
  const send = vi.fn().mockRejectedValueOnce({ code: 'records.unavailable' }).mockResolvedValue(undefined);
  render(<SendHomeDialog label="T-1" home="こもれび" hasUnsent={false} onConfirm={send} onCancel={() => {}} />);
  fireEvent.submit(formOf('申し送りをつけて戻す'));
  expect(screen.getByRole('alert', { hidden: true }).textContent).toContain('申し送りが空です');
  expect(send).not.toHaveBeenCalled();
  const field = screen.getByLabelText('話したこと') as HTMLTextAreaElement;
  fireEvent.change(field, { target: { value: '仕事のこと' } });
  fireEvent.click(screen.getByLabelText(/開いてから/));
  fireEvent.submit(formOf('申し送りをつけて戻す'));
  await waitFor(() => expect(send).toHaveBeenCalledWith({ talked: '仕事のこと', agreed: '', open: '' }, true));
  await waitFor(() =>
    expect(screen.getByRole('alert', { hidden: true }).textContent).toContain('書いたものはこのまま'),
  );
  expect(field.value).toBe('仕事のこと');
});

test('Pressed twice, an empty note goes', async () => {
  const send = vi.fn().mockResolvedValue(undefined);
  render(<SendHomeDialog label="T-1" home="こもれび" hasUnsent={false} onConfirm={send} onCancel={() => {}} />);
  fireEvent.submit(formOf('申し送りをつけて戻す'));
  fireEvent.submit(formOf('書かずに戻す'));
  await waitFor(() => expect(send).toHaveBeenCalledOnce());
});

test('A request needs a word of the person', async () => {
  const ask = vi.fn().mockResolvedValue(undefined);
  render(<AskHandoffDialog label="T-1" home="こもれび" onConfirm={ask} onCancel={() => {}} />);
  fireEvent.submit(formOf('頼む'));
  expect(ask).not.toHaveBeenCalled();
  fireEvent.change(screen.getByLabelText('本人のことば・希望'), { target: { value: '家賃のこと' } });
  fireEvent.change(screen.getByLabelText('地域'), { target: { value: '13' } });
  fireEvent.submit(formOf('頼む'));
  await waitFor(() => expect(ask).toHaveBeenCalledWith({ words: '家賃のこと', area: '13' }));
});

test('A request that is over says so', async () => {
  const person = {
    conversationId: 'e',
    label: 'T-123',
    grade: 'high' as const,
    organisation: 'よあけ',
    talking: true,
    asksHandoff: true,
  };
  const read = vi.fn().mockRejectedValue({ code: 'guest.not_asked' });
  const none = vi.fn();
  render(<AskedDialog person={person} onRead={read} onTakeOver={none} onAnswer={none} onClose={none} />);
  await waitFor(() => expect(screen.getByText('このお願いは、もう終わっています。')).toBeTruthy());
  expect(screen.queryByText('引き取ってつなぐ')).toBeNull();
});
