import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Conversation, Entry } from '@/protocol/messages';
import { gradingJa } from '@/shared/text/grading';
import { GradeDialog } from './GradeDialog';
import { entriesCame, resumed } from './mine';
import { rowsOf } from './reading';
import { StageRow } from './StageRow';

afterEach(cleanup);

const raised: Entry = {
  number: 2,
  at: '2026-11-21T02:00:00.000Z',
  kind: 'grade',
  author: 'system',
  text: null,
  of: 1,
  reason: 'triage',
  change: {
    from: 'unknown',
    to: 'high',
    categories: ['plan', 'dying', 'of_tomorrow'],
    rules: ['die-date'],
    version: 1,
  },
};

test('A counsellor reads that the grade changed, and why, in words', () => {
  render(<StageRow entry={raised} />);
  expect(screen.getByText('自動の見立て: 段階 不明 → 高（計画・期日、死にたい気持ち）')).toBeDefined();
  expect(rowsOf([raised], () => 'x').map((row) => row.type)).toEqual(['day', 'stage']);
});

test('Who changed it is named, with their reason', () => {
  const change = { from: 'high' as const, to: 'low' as const, categories: [], rules: [] };
  render(<StageRow entry={{ ...raised, reason: 'staff', name: 'みなと', text: '曲の話だった', change }} />);
  expect(screen.getByText('みなと が段階を変えました: 高 → 低（曲の話だった）')).toBeDefined();
});

test('The card follows a grade that came after it was told, and no older one', () => {
  const card: Conversation = {
    id: '1',
    label: 'K-1',
    channel: 'line',
    stage: 'talking',
    grade: 'middle',
    openedAt: '',
    lastNumber: 1,
    seenNumber: 0,
    maxLength: 5000,
  };
  const said: Entry = { number: 1, at: '', kind: 'message', author: 'person', text: 'x' };
  expect(entriesCame(resumed([], [card]), '1', [said, raised])[0]?.card.grade).toBe('high');
  expect(entriesCame(resumed([], [{ ...card, lastNumber: 9 }]), '1', [said, raised])[0]?.card.grade).toBe('middle');
});

test('To lower the grade takes a reason, to raise it none', async () => {
  const given = vi.fn(() => Promise.resolve());
  render(<GradeDialog label="K-1" grade="high" onConfirm={given} onCancel={() => {}} />);
  fireEvent.click(screen.getByLabelText(/低/));
  fireEvent.click(screen.getByRole('button', { name: gradingJa.confirm }));
  expect(screen.getByRole('alert').textContent).toBe(gradingJa.noReason);
  expect(given).not.toHaveBeenCalled();
  fireEvent.click(screen.getByLabelText(/緊急/));
  fireEvent.click(screen.getByRole('button', { name: gradingJa.confirm }));
  expect(given).toHaveBeenCalledWith('urgent', '');
});

test('In the queue a grade that is not known yet counts as middle: low takes a reason', () => {
  const given = vi.fn(() => Promise.resolve());
  render(<GradeDialog label="K-1" grade="unknown" onConfirm={given} onCancel={() => {}} />);
  fireEvent.click(screen.getByLabelText(/低/));
  fireEvent.click(screen.getByRole('button', { name: gradingJa.confirm }));
  expect(given).not.toHaveBeenCalled();
  fireEvent.click(screen.getByLabelText(/中/));
  fireEvent.click(screen.getByRole('button', { name: gradingJa.confirm }));
  expect(given).toHaveBeenCalledWith('middle', '');
});
