import type { BodyEntry, BodyPreset, HoursRule } from '@/protocol/bodies';

/** What a new entry begins with. */
export const emptyEntry: BodyEntry = {
  name: '',
  kinds: [],
  country: 'JP',
  nationwide: false,
  areas: [],
  hours: { rules: [], holidays: 'closed', exceptions: [], timeZone: 'Asia/Tokyo' },
  languages: [],
  addressWithheld: false,
  takesNotifications: false,
  status: 'active',
  others: {},
};

export const weekly: HoursRule = {
  freq: 'WEEKLY',
  byDay: 'MO,TU,WE,TH,FR',
  byMonthDay: '',
  interval: 1,
  opens: '09:00',
  closes: '17:00',
};

export const monthly: HoursRule = { ...weekly, freq: 'MONTHLY', byDay: '3SA' };

/** Areas as lines of text: code, name, and parts of it after a #. */
export function areaLines(entry: BodyEntry): string {
  return entry.areas
    .map((area) => [area.code, area.name ?? '', ...(area.tags ?? []).map((tag) => `#${tag}`)].filter(Boolean).join(' '))
    .join('\n');
}

export function readAreas(lines: string): BodyEntry['areas'] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [code = '', ...rest] = line.split(/[\s　]+/);
      const tags = rest.filter((part) => part.startsWith('#')).map((part) => part.slice(1));
      const name = rest.filter((part) => !part.startsWith('#')).join(' ');
      return { code, ...(name && { name }), ...(tags.length > 0 && { tags }) };
    });
}

export const readList = (text: string): string[] => text.split(/[,、\s]+/).filter(Boolean);

export const readNumber = (text: string): number | null => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : null);

function presetToSend(preset: BodyPreset | null | undefined): BodyPreset | null {
  const told = {
    ...(preset?.needs?.length && { needs: preset.needs }),
    ...(preset?.never?.length && { never: preset.never }),
    ...(preset?.use && { use: preset.use }),
  };
  return Object.keys(told).length > 0 ? told : null;
}

/** An entry as it is sent: nothing instead of empty texts, and no people without a name, address or contact. */
export function toSend(entry: BodyEntry): BodyEntry {
  const filled = Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, typeof value === 'string' && !value.trim() ? null : value]),
  ) as unknown as BodyEntry;
  const bare = <T extends object>(thing: T | null | undefined): T | null => {
    if (!thing) return null;
    const kept = Object.entries(thing).filter(([, value]) => value !== '' && value != null);
    return kept.length > 0 ? (Object.fromEntries(kept) as T) : null;
  };
  const liaison = bare(entry.liaison);
  const deputy = bare(entry.deputy);
  return {
    ...filled,
    name: entry.name.trim(),
    country: entry.country || 'JP',
    liaison: liaison && { ...liaison, name: liaison.name ?? '' },
    deputy: deputy && { ...deputy, name: deputy.name ?? '' },
    address: bare(entry.address),
    preset: presetToSend(entry.preset),
  };
}
