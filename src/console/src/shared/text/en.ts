import { blocksEn } from './blocks';
import { bodiesEn } from './bodies';
import { checksEn } from './checks';
import { contributionsEn } from './contributions';
import { conversationEn } from './conversation';
import { deliveryEn } from './delivery';
import { deskEn } from './desk';
import { disastersEn } from './disasters';
import { emergencyEn } from './emergency';
import { endingsEn } from './endings';
import { factsEn } from './facts';
import { gradingEn } from './grading';
import { groundsEn } from './grounds';
import { guestEn } from './guest';
import { handoffEn, itemsEn } from './handoff';
import { heardEn } from './heard';
import type { Text } from './ja';
import { loopEn } from './loop';
import { partnersEn } from './partners';
import { queueEn } from './queue';
import { quotaEn } from './quota';
import { referralsEn } from './referrals';
import { requestsEn } from './requests';
import { coverageEn, rosterEn } from './roster';
import { storiesEn } from './stories';
import { togetherEn } from './together';
import { wishesEn } from './wishes';

export const en: Text = {
  product: 'The listening desk',
  time: {
    underMinute: 'under a minute',
    minutes: (n) => `${n} min`,
    hours: (h, m) => (m === 0 ? `${h} h` : `${h} h ${m} min`),
    justNow: 'just now',
    ago: (duration) => `${duration} ago`,
  },
  channel: { line: 'LINE', sms: 'SMS', chat: 'Chat' },
  grade: { urgent: 'Urgent', high: 'High', middle: 'Middle', low: 'Low', unknown: 'Unknown' },
  author: {
    person: (label) => `Person ${label}`,
    counsellor: (name) => `Counsellor ${name}`.trim(),
    bot: 'Automatic guide',
    supportBody: (name) => `Support body ${name}`.trim(),
    system: 'Notice',
  },
  ...deskEn,
  ...queueEn,
  blocks: blocksEn,
  bodies: bodiesEn,
  handoff: handoffEn,
  heard: heardEn,
  handoffItems: itemsEn,
  stories: storiesEn,
  quota: quotaEn,
  disasters: disastersEn,
  wishes: wishesEn,
  ...conversationEn,
  ...deliveryEn,
  ...endingsEn,
  emergency: emergencyEn,
  referrals: referralsEn,
  checks: checksEn,
  grounds: groundsEn,
  loop: loopEn,
  requests: requestsEn,
  roster: rosterEn,
  coverage: coverageEn,
  together: togetherEn,
  guest: guestEn,
  contributions: contributionsEn,
  partners: partnersEn,
  facts: factsEn,
  grading: gradingEn,
  listComma: ', ',
  more: (n) => `Show ${n} more`,
};
