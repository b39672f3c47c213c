/** パートナーのゲートウェイ: organisations with a gateway of their own, and who is there. */
export const partnersJa = {
  title: '自分のゲートウェイを持つ団体の、いまのようす',
  about:
    'ここに出るのは、互いに知らせあっている人数だけです。相談された方のことは、本人が「お願いする」と答えたときにだけ、その団体に伝わります。',
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
  about:
    'These are the numbers that both tell each other. Of a person something reaches the organisation there only after they were asked and said yes.',
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
