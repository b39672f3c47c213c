import type { Body, BodyEntry, BodyKind, BodyReason, HoursRule, Liaison } from '@/protocol/bodies';
import { itemsEn, itemsJa } from '@/shared/text/handoff';
import type { Text } from '@/shared/text/ja';
import { dayName, type Language } from '@/shared/time';

type Words = Text['bodies'];

const days = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** 11月24日(火) 8:30 */
export function when(at: string, language: Language): string {
  const clock = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Asia/Tokyo',
  });
  return `${dayName(at, language)} ${clock.format(new Date(at))}`;
}

export function kindName(code: string, kinds: readonly BodyKind[], language: Language): string {
  const kind = kinds.find((one) => one.code === code);
  return kind ? kind[language] : code;
}

/** A reason in words; one that this console does not know stays unsaid. */
export function reasonWords(reason: BodyReason, words: Words, language: Language): string | null {
  const said = words.reason;
  if (reason.code === 'kind') return reason.good ? said.kind : said.kindNot;
  const text = Object.hasOwn(said, reason.code) ? said[reason.code as keyof typeof said] : null;
  if (typeof text !== 'function') return text;
  return text(reason.at ? when(reason.at, language) : (reason.value ?? ''));
}

function dayLetters(index: number, words: Words): string {
  const size = words.value.week.length / 7;
  return words.value.week.slice(index * size, (index + 1) * size);
}

export function ruleWords(rule: HoursRule, words: Words): string {
  const byDay = rule.byDay.split(',').filter(Boolean);
  const told =
    rule.freq === 'WEEKLY'
      ? byDay.map((day) => dayLetters(days.indexOf(day), words)).join(words.value.week.length > 7 ? ', ' : '')
      : [
          ...byDay.map((day) => {
            const letters = dayLetters(days.indexOf(day.slice(-2)), words);
            const nth = Number(day.slice(0, -2));
            return nth ? words.value.nth(nth, letters) : letters;
          }),
          ...(rule.byMonthDay ? [words.value.monthDays(rule.byMonthDay)] : []),
        ].join('・');
  return [told, rule.interval > 1 ? words.value.every(rule.interval) : '', `${rule.opens}–${rule.closes}`]
    .filter(Boolean)
    .join(' ');
}

function person(liaison: Liaison | null | undefined): string {
  return liaison ? [liaison.name, liaison.role, liaison.email, liaison.phone].filter(Boolean).join(' / ') : '';
}

export interface Row {
  field: string;
  label: string;
  value: string;
}

/** An entry as labelled lines, without those that are empty: to read, and to see what a change changes. */
export function rowsOf(entry: BodyEntry, words: Words, kinds: readonly BodyKind[], language: Language): Row[] {
  const { hours, address } = entry;
  const items = language === 'ja' ? itemsJa : itemsEn;
  const comma = language === 'ja' ? '、' : ', ';
  const values: [string, string][] = [
    ['name', entry.name],
    ['nameKana', entry.nameKana ?? ''],
    ['nameEn', entry.nameEn ?? ''],
    ['runBy', entry.runBy ?? ''],
    ['corporateNumber', entry.corporateNumber ?? ''],
    ['kinds', entry.kinds.map((code) => kindName(code, kinds, language)).join(comma)],
    ['status', entry.status === 'active' ? '' : (words.state[entry.status] ?? entry.status)],
    ['until', entry.until ? when(entry.until, language) : ''],
    ['disaster', entry.disaster ? words.value.forDisaster : ''],
    ['alert', entry.alert ?? ''],
    ['description', entry.description ?? ''],
    [
      'areas',
      [
        ...(entry.nationwide ? [words.value.nationwide] : []),
        ...entry.areas.map((area) => [area.name ?? area.code, ...(area.tags ?? [])].join(' ')),
      ].join(comma),
    ],
    [
      'hours',
      [
        ...hours.rules.map((rule) => ruleWords(rule, words)),
        ...hours.exceptions.map((one) =>
          words.value.exception(one.from, one.to, one.opens ? `${one.opens}–${one.closes}` : words.value.closed),
        ),
        hours.note ?? '',
      ]
        .filter(Boolean)
        .join('\n'),
    ],
    ['holidays', hours.rules.length > 0 ? words.value[hours.holidays] : ''],
    ['yearEnd', hours.yearEndFrom ? `${hours.yearEndFrom}–${hours.yearEndTo} ${words.value.closed}` : ''],
    [
      'ages',
      entry.minimumAge != null || entry.maximumAge != null
        ? words.value.years(`${entry.minimumAge ?? ''}`, `${entry.maximumAge ?? ''}`)
        : '',
    ],
    ['eligibility', entry.eligibility ?? ''],
    ['languages', entry.languages.join(', ')],
    ['interpretation', entry.interpretation ?? ''],
    ['capacity', entry.capacity ? `${entry.capacity.unit} ${entry.capacity.maximum}` : ''],
    ['phone', entry.phone ?? ''],
    ['publicEmail', entry.publicEmail ?? ''],
    ['website', entry.website ?? ''],
    [
      'address',
      entry.addressWithheld
        ? words.withheld
        : [address?.postalCode, address?.prefecture, address?.city, address?.street, address?.building]
            .filter(Boolean)
            .join(' '),
    ],
    ['handoffEmail', entry.handoffEmail ?? ''],
    ['liaison', person(entry.liaison)],
    ['deputy', person(entry.deputy)],
    ['conditions', entry.conditions ?? ''],
    ['presetUse', words.preset.uses[entry.preset?.use ?? ''] ?? ''],
    ['presetNeeds', (entry.preset?.needs ?? []).map((code) => items[code] ?? code).join(comma)],
    ['presetNever', (entry.preset?.never ?? []).map((code) => items[code] ?? code).join(comma)],
    ['howToApply', entry.howToApply ?? ''],
    ['takesNotifications', entry.takesNotifications ? words.value.yes : ''],
    ['council', entry.council ?? ''],
    ['country', entry.country === 'JP' ? '' : entry.country],
    ['verifiedOn', entry.verifiedOn ?? ''],
  ];
  return values
    .filter(([, value]) => value !== '')
    .map(([field, value]) => ({ field, label: words.field[field] ?? field, value }));
}

export interface Difference {
  field: string;
  label: string;
  before: string;
  after: string;
}

/** What a proposal would change, line by line. */
export function differences(before: Row[], after: Row[]): Difference[] {
  const fields = [...new Set([...after, ...before].map((row) => row.field))];
  return fields.flatMap((field) => {
    const [was, is] = [before.find((row) => row.field === field), after.find((row) => row.field === field)];
    if (was?.value === is?.value) return [];
    return [{ field, label: (is ?? was)?.label ?? field, before: was?.value ?? '', after: is?.value ?? '' }];
  });
}

/** Whether it is open now, in one sentence. */
export function openWords(body: Body, words: Words, language: Language): string {
  const { open } = body;
  if (open.state === 'unknown') return words.hoursUnknown;
  if (open.state === 'open') return open.until ? words.openUntil(when(open.until, language)) : words.openAlways;
  return open.from ? words.opensAt(when(open.from, language)) : words.closedNow;
}
