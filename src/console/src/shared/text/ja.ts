import { blocksJa } from './blocks';
import { bodiesJa } from './bodies';
import { checksJa } from './checks';
import { contributionsJa } from './contributions';
import { conversationJa } from './conversation';
import { deliveryJa } from './delivery';
import { deskJa } from './desk';
import { disastersJa } from './disasters';
import { emergencyJa } from './emergency';
import { endingsJa } from './endings';
import { factsJa } from './facts';
import { gradingJa } from './grading';
import { groundsJa } from './grounds';
import { guestJa } from './guest';
import { handoffJa, itemsJa } from './handoff';
import { heardJa } from './heard';
import { loopJa } from './loop';
import { partnersJa } from './partners';
import { queueJa } from './queue';
import { quotaJa } from './quota';
import { referralsJa } from './referrals';
import { requestsJa } from './requests';
import { coverageJa, rosterJa } from './roster';
import { storiesJa } from './stories';
import { togetherJa } from './together';
import { wishesJa } from './wishes';

/** Every word of the console, spoken Japanese first. English stands in `en.ts` with the same keys. */
export const ja = {
  product: '相談の机',
  time: {
    underMinute: '1分未満',
    minutes: (n: number) => `${n}分`,
    hours: (h: number, m: number) => (m === 0 ? `${h}時間` : `${h}時間${m}分`),
    justNow: 'たったいま',
    ago: (duration: string) => `${duration}前`,
  },
  channel: { line: 'LINE', sms: 'SMS', chat: 'チャット' },
  grade: { urgent: '緊急', high: '高', middle: '中', low: '低', unknown: '不明' },
  author: {
    person: (label: string) => `相談者 ${label}`,
    counsellor: (name: string) => `相談員 ${name}`.trim(),
    bot: '自動の案内',
    supportBody: (name: string) => `窓口 ${name}`.trim(),
    system: 'お知らせ',
  },
  ...deskJa,
  ...queueJa,
  blocks: blocksJa,
  bodies: bodiesJa,
  handoff: handoffJa,
  heard: heardJa,
  handoffItems: itemsJa,
  stories: storiesJa,
  quota: quotaJa,
  disasters: disastersJa,
  wishes: wishesJa,
  ...conversationJa,
  ...deliveryJa,
  ...endingsJa,
  emergency: emergencyJa,
  referrals: referralsJa,
  checks: checksJa,
  grounds: groundsJa,
  loop: loopJa,
  requests: requestsJa,
  roster: rosterJa,
  coverage: coverageJa,
  together: togetherJa,
  guest: guestJa,
  contributions: contributionsJa,
  partners: partnersJa,
  facts: factsJa,
  grading: gradingJa,
  listComma: '、',
  more: (n: number) => `残りの${n}件も見る`,
};

/** Both dictionaries have this shape. */
export type Text = typeof ja;
