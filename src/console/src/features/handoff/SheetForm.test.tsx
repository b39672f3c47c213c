import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Sheet, SheetField, Told } from '@/protocol/sheets';
import { SheetForm } from './SheetForm';

afterEach(cleanup);

const field: SheetField = {
  key: 'ageBand',
  part: 'E',
  item: 'age',
  ja: '年代',
  en: 'Age',
  form: 'code',
  codes: [
    { code: '20s', ja: '20代', en: '20 to 29' },
    { code: '30s', ja: '30代', en: '30 to 39' },
  ],
};
const sheet = (values: Record<string, unknown> = {}): Sheet => ({
  id: 's1',
  revision: 3,
  body: 'b1',
  bodyName: '窓口',
  byPerson: false,
  values,
  sources: {},
  words: {},
  held: [],
  proposed: [],
  needs: [],
  never: [],
  grounds: [],
  problems: [],
  secondSide: false,
});
const told: Told = { key: 'ageBand', value: '30s', entry: 5, ja: '30代', en: '30 to 39' };

test('What was told to the guide is in the sheet only once the counsellor takes it, with its place', async () => {
  const save = vi.fn(() => Promise.resolve());
  render(
    <SheetForm
      sheet={sheet()}
      fields={[field]}
      said={[]}
      told={[told]}
      onSave={save}
      onRead={() => Promise.resolve()}
    />,
  );
  const age = screen.getByLabelText<HTMLSelectElement>('年代');
  expect(age.value).toBe('');
  fireEvent.click(screen.getByText('使う'));
  expect(age.value).toBe('30s');
  expect(screen.queryByText('使う')).toBeNull();
  fireEvent.click(screen.getByText('保存する'));
  await waitFor(() => expect(save).toHaveBeenCalledWith({ ageBand: { value: '30s', saidIn: 5 } }, 3));
});

test('Nothing is offered where something stands already', () => {
  render(
    <SheetForm
      sheet={sheet({ ageBand: '20s' })}
      fields={[field]}
      said={[]}
      told={[told]}
      onSave={() => Promise.resolve()}
      onRead={() => Promise.resolve()}
    />,
  );
  expect(screen.queryByText('使う')).toBeNull();
});
