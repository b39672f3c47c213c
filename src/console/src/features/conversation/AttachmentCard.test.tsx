import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Attachment } from '@/protocol/messages';
import { AttachmentCard } from './AttachmentCard';

afterEach(cleanup);

const here: Attachment = { state: 'here', id: 'a1', type: 'image/jpeg', size: 2048, width: 320, height: 240 };
const show = (attachment: Attachment | null) =>
  render(<AttachmentCard conversationId="c/1" attachment={attachment} />).container;

test('A picture is not even asked for before somebody chooses to look, and goes again in one tap', () => {
  const page = show(here);
  expect(page.querySelector('img')).toBeNull();
  expect(screen.getByText(/つらい内容かもしれません/)).toBeTruthy();
  const button = screen.getByRole('button', { name: '写真を見る' });
  expect(button.getAttribute('aria-expanded')).toBe('false');

  fireEvent.click(button);
  expect(screen.getByAltText('相談者が送った写真').getAttribute('src')).toBe('/api/conversations/c%2F1/attachments/a1');
  // The same button: whoever came by keyboard stays where they were.
  expect(button.textContent).toBe('隠す');
  fireEvent.click(button);
  expect(page.querySelector('img')).toBeNull();
});

test('A picture that cannot be opened says so and can be tried again', () => {
  const page = show(here);
  fireEvent.click(screen.getByRole('button', { name: '写真を見る' }));
  fireEvent.error(screen.getByAltText('相談者が送った写真'));
  expect(screen.getByRole('alert').textContent).toContain('開けませんでした');
  fireEvent.click(screen.getByRole('button', { name: 'もう一度ひらく' }));
  expect(page.querySelector('img')).not.toBeNull();
});

test('What is no picture is only ever a download', () => {
  const page = show({ ...here, type: 'application/pdf' });
  expect(page.querySelector('img, video, audio, iframe, object, embed')).toBeNull();
  const link = screen.getByRole<HTMLAnchorElement>('link', { name: /ファイルを保存する/ });
  expect([link.hasAttribute('download'), link.textContent?.includes('2 KB')]).toEqual([true, true]);
});

const states: [name: string, attachment: Attachment | null, words: RegExp][] = [
  ['on its way', { state: 'waiting', id: 'a1' }, /受け取っています/],
  ['not allowed', { state: 'not_allowed' }, /受け取らない設定/],
  ['gone', { state: 'gone', id: 'a1' }, /なくなっていました/],
  ['of an old entry', null, /残していません/],
  ['of tomorrow', { state: 'teleported' as Attachment['state'], id: 'a1' }, /残していません/],
];

test.each(states)('An attachment that is not here says how it stands: %s', (_, attachment, words) => {
  const page = show(attachment);
  expect(page.textContent).toMatch(words);
  expect(page.querySelector('img, a, button')).toBeNull();
});
