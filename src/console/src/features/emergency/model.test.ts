import { describe, expect, it } from 'vitest';
import { anEmergency } from './fakeEmergency';
import { mergeFields } from './fields';
import { changed, isNobodyThere, rings } from './model';

describe('those in danger now', () => {
  const mine = { id: 's1', role: 'supervisor' };

  it('lets no older word about an emergency overtake a newer one', () => {
    const now = changed([], anEmergency({ lastStep: 3 }));
    expect(changed(now, anEmergency({ lastStep: 2, ringsAt: [] }))).toBe(now);
    expect(changed(now, anEmergency({ lastStep: 4, ringsAt: [] }))[0]?.ringsAt).toEqual([]);
  });

  it('drops what is closed and keeps the oldest first', () => {
    const two = changed([anEmergency()], anEmergency({ id: 'f', openedAt: '2026-11-21T01:00:00.000Z' }));
    expect(two.map((one) => one.id)).toEqual(['f', 'e']);
    expect(changed(two, anEmergency({ id: 'f', closedAt: '2026-11-21T03:00:00.000Z' })).map((one) => one.id)).toEqual([
      'e',
    ]);
  });

  it('rings for my role until I have heard it', () => {
    expect(rings(anEmergency(), mine)).toBe(true);
    expect(rings(anEmergency(), { id: 'c', role: 'coordinator' })).toBe(false);
    expect(rings(anEmergency({ ringsAt: ['supervisor', 'coordinator'] }), { id: 'c', role: 'coordinator' })).toBe(true);
    expect(rings(anEmergency({ acknowledged: [{ staffId: 's1', at: '' }] }), mine)).toBe(false);
    expect(rings(anEmergency({ acknowledged: [{ staffId: 's2', at: '' }] }), mine)).toBe(true);
  });

  it('says that nobody is there only when it is known', () => {
    expect(isNobodyThere(anEmergency({ supervisors: 0, coordinators: 0 }))).toBe(true);
    expect(isNobodyThere(anEmergency({ supervisors: 0, coordinators: 1 }))).toBe(false);
    expect(isNobodyThere(anEmergency({ supervisors: null, coordinators: null }))).toBe(false);
  });

  it('keeps what I am writing above what others have written', () => {
    expect(mergeFields({ place: '家', with: '母' }, { place: '駅' })).toEqual({ place: '駅', with: '母' });
  });
});
