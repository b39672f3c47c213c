import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaults } from '@/shared/preferences';
import { App } from './App';
import { DeskPage } from './DeskPage';
import { FakeGateway } from './fakeLink';
import { createDeskStore, type Runtime, startRuntime } from './runtime';

let runtime: Runtime | null = null;

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

afterEach(async () => {
  cleanup();
  await runtime?.stop();
  runtime = null;
});

async function openDesk(gateway = new FakeGateway()) {
  const store = createDeskStore('aoi');
  runtime = startRuntime({
    store,
    userName: 'aoi',
    standing: async () => 'ok',
    onRefused: () => {},
    open: gateway.open,
  });
  const onChange = vi.fn();
  render(
    <DeskPage
      store={store}
      acts={runtime}
      me={{ name: 'あおい', organisationName: 'こもれび' }}
      preferences={{ ...defaults, welcomed: true, sound: false }}
      onChange={onChange}
      onSignOut={() => {}}
    />,
  );
  await screen.findByText('つながっています');
  return { gateway, store };
}

async function openConversation(gateway = new FakeGateway()) {
  const desk = await openDesk(gateway);
  fireEvent.click(await screen.findByRole('button', { name: /K-482/ }));
  return { ...desk, field: await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'メッセージ' }) };
}

test('A wrong password is answered in words, and nothing typed is lost', async () => {
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 401 }));
  render(<App />);
  fireEvent.change(await screen.findByLabelText('ユーザー名'), { target: { value: 'aoi' } });
  fireEvent.change(screen.getByLabelText('パスワード'), { target: { value: 'x' } });
  fireEvent.click(screen.getByRole('button', { name: 'サインイン' }));
  await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/違うようです/));
  expect(screen.getByLabelText<HTMLInputElement>('ユーザー名').value).toBe('aoi');
  vi.unstubAllGlobals();
});

test('An empty queue says so calmly', async () => {
  await openDesk();
  expect(screen.getByText('いま待っている方はいません')).toBeTruthy();
});

test('A queue that cannot be read is not called empty, and comes back by itself', async () => {
  const gateway = new FakeGateway();
  gateway.resumed = { queue: null };
  await openDesk(gateway);
  expect(screen.getByText(/いまは待ち列を読めません/)).toBeTruthy();
  expect(screen.queryByText('いま待っている方はいません')).toBeNull();
  gateway.events?.queueChanged({
    readBy: 'n',
    reading: 9,
    waiting: 0,
    places: [],
    counsellorsPresent: 1,
    counsellorsAvailable: 0,
  });
  expect(await screen.findByText('いま待っている方はいません')).toBeTruthy();
  gateway.events?.queueAway();
  expect(await screen.findByText(/いまは待ち列を読めません/)).toBeTruthy();
});

test('A counsellor reads that nothing gets through over the channel, until it does', async () => {
  const { gateway } = await openConversation();
  gateway.events?.channelsAway(['sms']);
  expect(screen.queryByText(/いまLINEに届けられません/)).toBeNull();
  gateway.events?.channelsAway(['line', 'sms']);
  expect(await screen.findByText(/いまLINEに届けられません/)).toBeTruthy();
  gateway.events?.channelsAway([]);
  await waitFor(() => expect(screen.queryByText(/いまLINEに届けられません/)).toBeNull());
});

test('What the person writes is text, whatever it contains', async () => {
  const gateway = new FakeGateway();
  gateway.say('<img src=x onerror=alert(1)><b>太字</b>');
  await openConversation(gateway);
  expect(screen.getByRole('log').textContent).toContain('<img src=x onerror=alert(1)><b>太字</b>');
  expect(screen.getByRole('log').querySelector('img, b')).toBeNull();
});

const events: [what: string, words: string][] = [
  ['follow', '友だちに追加されました'],
  ['unfollow', '相手がこのアカウントをブロックしました'],
  ['unsend', '相手がメッセージを取り消しました'],
  ['postback', 'ボタンが押されました'],
];

test.each(events)('What the person’s phone did is a quiet line, not their words: %s', async (what, words) => {
  const gateway = new FakeGateway();
  gateway.say('', { kind: 'unknown', text: null, what });
  await openConversation(gateway);
  await screen.findByText(words);
  expect(screen.getByRole('log').querySelector('.bubble')).toBeNull();
  expect(screen.queryByText('（スタンプなど、まだ表示できないもの）')).toBeNull();
});

const reasons: [reason: string, words: string | null][] = [
  ['quota', '今月送れる通数の上限に達しています。相手が次に書いてから1分以内の返信なら届きます。'],
  ['address', '送り先に届けられません。'],
  ['rejected', '送信サービスに受け付けられませんでした。'],
  ['gave_up', '時間内に送れなかったため、送るのをやめました。'],
  ['unanswered', '送信サービスから返事がありませんでした。'],
  ['toString', null],
];

test.each(reasons)('A message that failed says plainly why: %s', async (reason, words) => {
  const gateway = new FakeGateway();
  gateway.say('聞こえますか', { author: 'counsellor', delivery: 'pending' });
  gateway.say('', { kind: 'delivery', author: 'system', of: 1, delivery: 'failed', reason });
  await openConversation(gateway);
  await screen.findByText('送れませんでした');
  const meta = screen.getByRole('log').querySelector('.meta');
  expect(meta?.querySelector('.why')?.textContent ?? null).toBe(words);
});

test('Ctrl+Enter sends; Enter while an input method composes never does', async () => {
  const { gateway, field } = await openConversation();
  fireEvent.change(field, { target: { value: 'ここにいます' } });
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true, isComposing: true });
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(gateway.calls).not.toContain('send');
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(gateway.calls).toContain('send'));
  await waitFor(() => expect(screen.getByRole('log').textContent).toContain('ここにいます'));
  expect(field.value).toBe('');
});

test('A message that is too long is not sent and stays in the field', async () => {
  const { gateway, field } = await openConversation();
  fireEvent.change(field, { target: { value: 'あ'.repeat(101) } });
  expect(screen.getByText(/1文字超えています/)).toBeTruthy();
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  expect(gateway.calls).not.toContain('send');
  expect(field.value).toHaveLength(101);
});

const leftOvers: [name: string, waits: boolean, words: string][] = [
  ['never left', true, '会話が終わったため、送れませんでした'],
  ['in the air', false, '届いたかどうか、確かめられませんでした'],
];

test.each(leftOvers)('What was not confirmed at the end says what is known of it: %s', async (_, waits, words) => {
  const gateway = new FakeGateway();
  const { store } = await openConversation(gateway);
  if (waits) gateway.events?.digest({ k: 9 });
  else gateway.up = false;
  store.dispatch({
    type: 'put',
    item: { clientId: 'c', conversationId: 'k', text: '聞こえますか', at: '2026-11-21T02:00:00.000Z' },
  });
  await waitFor(() => expect(store.get().outbox).toMatchObject([{ state: 'waiting', tries: waits ? 0 : 1 }]));
  gateway.events?.conversationLeft('k', 'ended_by_person');
  await screen.findByText(words);
  expect(screen.queryByRole('button', { name: '文面を入力欄に戻す' })).toBeNull();
});

test('When the person ends the conversation, its words stay and the field gives way to the reason', async () => {
  const gateway = new FakeGateway();
  gateway.say('ありがとう');
  const { field } = await openConversation(gateway);
  fireEvent.change(field, { target: { value: '書きかけ' } });
  gateway.events?.conversationLeft('k', 'ended_by_person');
  await screen.findByText('相談者が会話を終えました。');
  expect(screen.queryByRole('textbox', { name: 'メッセージ' })).toBeNull();
  expect(screen.getByRole('log').textContent).toContain('ありがとう');
  expect(screen.getByText('書きかけ')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '一覧から片づける' }));
  await screen.findByText('受け持ちの会話はありません');
});

test('An offer can be declined, and one that went to somebody else says so', async () => {
  const gateway = new FakeGateway();
  const { store } = await openDesk(gateway);
  const offer = {
    ...gateway.card,
    arrivedAt: '2026-11-21T01:00:00.000Z',
    offerId: 'o',
    conversationId: 'q',
    returned: false,
    ringsUntil: new Date(Date.now() + 600_000).toISOString(),
  };
  gateway.events?.offered(offer);
  fireEvent.click(await screen.findByRole('button', { name: 'いまは受けない' }));
  await waitFor(() => expect(store.get().queue.offers).toEqual([]));
  gateway.events?.offered({ ...offer, offerId: 'p' });
  gateway.events?.offerWithdrawn('p', 'taken');
  await screen.findByText('呼び出しの方は、ほかの相談員が受けました。');
});

test('Closing asks how it ended before it closes', async () => {
  const { gateway } = await openConversation();
  fireEvent.click(screen.getByRole('button', { name: '終わりにする' }));
  fireEvent.click(screen.getByRole('button', { name: 'この内容で終える' }));
  await screen.findByText('ひとつ選んでください。');
  fireEvent.click(screen.getByLabelText('話せた'));
  fireEvent.click(screen.getByRole('button', { name: 'この内容で終える' }));
  await screen.findByText('この会話は終わりました。');
  expect(gateway.calls).toContain('close');
});
