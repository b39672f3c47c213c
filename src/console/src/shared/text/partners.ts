/** パートナーのゲートウェイ: organisations with a gateway of their own, and who is there. */
export const partnersJa = {
  title: '自分のゲートウェイを持つ団体の、いまのようす',
  about:
    '人数だけを互いに知らせあっています。相談された方のことは何も送りません。相談された方がほかのゲートウェイへ移ることは、まだできません。',
  onShift: '応対している相談員',
  freeHands: 'あと引き受けられる方',
  waiting: '待っている方',
  people: (n: number) => `${n}人`,
  unknown: 'いまのようすは分かりません。',
  notYet: 'まだ返事がありません。',
  answered: (time: string) => `最後の返事は${time}`,
  apart: (seconds: number) => `時計が${seconds}秒ずれています。30秒を超えると、つながらなくなります。`,
  fault: {
    network: '相手のゲートウェイに届きません。',
    clocks: '時計のずれが大きく、相手が受け取りません。両方のサーバーの時計を確かめてください。',
    keys: '鍵かアドレスが合いません。両方の設定ファイルを確かめてください。',
    other: '相手のゲートウェイが、いまは受け取りません。',
  },
};

export const partnersEn: typeof partnersJa = {
  title: 'Organisations with a gateway of their own, just now',
  about: 'Only numbers are exchanged, and nothing of a person. People cannot go from one gateway to another yet.',
  onShift: 'Counsellors there',
  freeHands: 'Can take now',
  waiting: 'Waiting there',
  people: (n) => `${n}`,
  unknown: 'How it is there just now is not known.',
  notYet: 'No answer yet.',
  answered: (time) => `Last answer at ${time}`,
  apart: (seconds) => `The clocks differ by ${seconds} seconds. Beyond 30 nothing gets through.`,
  fault: {
    network: 'The gateway there cannot be reached.',
    clocks: 'The clocks differ too much, and the gateway there takes nothing. Look at the clocks of both servers.',
    keys: 'Keys or addresses do not fit. Look at the set-up files of both.',
    other: 'The gateway there takes nothing just now.',
  },
};
