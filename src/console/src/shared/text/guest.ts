/** 応援: what two organisations do for one person. */
export const guestJa = {
  tag: '応援',
  whose: (home: string) => `${home} の方です`,
  shown:
    '見えるのは、この会話と、緊急の度合い、来られた時刻、ことば、窓口です。お話が終わるか、もとの団体に戻ると、ここには何も残りません。',
  notShown: (home: string) =>
    `前の相談、連携票、同意、つなぎの経過、本人が最初の案内に答えたことは、${home} だけが見られます。緊急の知らせも ${home} で鳴ります。`,
  openSendHome: 'もとの団体へ',
  openAsk: 'つなぎを頼む',
  sendHome: {
    title: (label: string, home: string) => `${label} さんを ${home} へ戻します`,
    lead: (home: string) =>
      `次にお話を聞く ${home} の相談員への申し送りです。${home} だけに残り、こちらには残りません。`,
    part: { talked: '話したこと', agreed: '約束したこと', open: 'まだのこと・気になること' },
    when: 'いつ続けますか',
    now: 'すぐに、もとの団体の列へ',
    later: 'もとの団体が開いてから続ける（本人も承知）',
    nowTold: '本人には、次にだれがお返事するか、順番と待った時間がそのままであることを伝えます。',
    laterTold: '本人には、続きをもとの団体が聞くことと相談できる時間を伝え、順番が来たら一度お知らせします。',
    unsent: 'まだ送れていないメッセージがあります。戻すと送られません。',
    empty:
      '申し送りが空です。書かずに戻すと、次の相談員は本人にもう一度たずねることになります。このままでよければ、もう一度押してください。',
    tooLong: 'ひとつの欄は1000文字までです。',
    gone: 'この方は、もうあなたの受け持ちではありません。',
    failed: '戻せませんでした。書いたものはこのまま残ります。つながりを確かめて、もう一度お試しください。',
    confirm: '申し送りをつけて戻す',
    confirmEmpty: '書かずに戻す',
    cancel: 'まだ続ける',
  },
  ask: {
    title: (label: string, home: string) => `${label} さんのつなぎを ${home} に頼みます`,
    lead: (home: string) =>
      `つなぎ先の名簿と連携票は ${home} にあります。本人の希望をお知らせください。${home} が引き取るまで、お話はこのまま続けられます。`,
    kind: 'どんなつなぎ先',
    area: '地域',
    words: '本人のことば・希望',
    unknown: 'わからない',
    needWords: '本人の希望を、ひとことでもお書きください。',
    tooLong: '1000文字までです。',
    failed: '頼めませんでした。つながりを確かめて、もう一度お試しください。',
    refused: {
      'guest.stands_already': '前のお願いに、まだ返事がありません。',
      'guest.other_gateway':
        'この団体には、ここからつなぎのお願いを送れません。本人の希望を申し送りに書いて、もとの団体へ戻してください。',
      'conversation.not_found': 'この方は、もうあなたの受け持ちではありません。',
    } as Record<string, string>,
    confirm: '頼む',
    cancel: 'やめる',
  },
  asked: {
    tag: 'つなぎのお願い',
    open: (label: string) => `${label} さんのつなぎのお願いを開く`,
    title: (label: string) => `${label} さんのつなぎのお願い`,
    by: (by: string) => `${by} より`,
    reading: '読んでいます',
    lead: (partner: string) =>
      `引き取ると、ここからはあなたがお返事し、${partner} の画面からは消えます。本人には、だれがお返事するかを伝えます。引き取るまでは、${partner} がお話を続けます。`,
    over: 'このお願いは、もう終わっています。',
    failed: 'できませんでした。つながりを確かめて、もう一度お試しください。',
    takeOver: '引き取ってつなぐ',
    later: 'あとで',
    notPossible: 'できない',
    close: '閉じる',
  },
  fetch: {
    act: '呼び戻す',
    of: (label: string) => `${label} さんを呼び戻す`,
    title: (label: string) => `${label} さんを、こちらの列に呼び戻しますか`,
    lead: (partner: string) => `${partner} でまだ待っている方です。もとの順番のままこちらに戻り、本人に伝えます。`,
    confirm: '呼び戻す',
    cancel: 'そのままにする',
    failed: '呼び戻せませんでした。もうお話が始まっているか、戻っているかもしれません。',
  },
  log: {
    summary: '申し送り',
    toBeContinued: '申し送り（続きはこちらで）',
    handoffAsked: 'もとの団体につなぎを頼みました',
    handoffRequest: 'つなぎのお願い',
    answer: {
      later: 'つなぎのお願いへの返事: いまはできないので、あとで行います',
      not_possible: 'つなぎのお願いへの返事: できません',
    } as Record<string, string>,
    part: {
      talked: '話したこと',
      agreed: '約束したこと',
      open: 'まだのこと',
      words: '本人の希望',
    } as Record<string, string>,
  },
};

export const guestEn: typeof guestJa = {
  tag: 'Partner’s person',
  whose: (home) => `Comes from ${home}`,
  shown:
    'You see this conversation, how urgent it is, when they came, their language and their channel. Once the talk ends or goes home, nothing of it stays here.',
  notShown: (home) =>
    `Earlier talks, sheets, consents, hand-offs and what they told the guide stay with ${home}. Alarms ring at ${home}, too.`,
  openSendHome: 'Send home',
  openAsk: 'Ask for a hand-off',
  sendHome: {
    title: (label, home) => `Send ${label} home to ${home}`,
    lead: (home) =>
      `A note for the counsellor of ${home} who goes on. It stays with ${home}; nothing of it is kept here.`,
    part: { talked: 'What you talked about', agreed: 'What was agreed', open: 'What is open, what worries you' },
    when: 'When does it go on?',
    now: 'Now, in the queue at home',
    later: 'When home is open again (they know)',
    nowTold: 'They are told who answers next, and that they keep their place and the time they waited.',
    laterTold: 'They are told that home goes on, and its hours; when it is their turn, they are told once.',
    unsent: 'There are messages that were not sent yet. They will not be sent.',
    empty:
      'The note is empty. Without it the next counsellor has to ask them everything again. If that is right, press once more.',
    tooLong: 'At most 1,000 letters in each field.',
    gone: 'This person is no longer yours.',
    failed: 'They could not be sent home. What you wrote stays here. Check the connection and try again.',
    confirm: 'Send home with the note',
    confirmEmpty: 'Send home without a note',
    cancel: 'Go on talking',
  },
  ask: {
    title: (label, home) => `Ask ${home} for a hand-off of ${label}`,
    lead: (home) =>
      `${home} keeps the directory and the sheet. Tell it what the person wishes. The talk goes on here until ${home} takes over.`,
    kind: 'What kind of body',
    area: 'Area',
    words: 'What they wish, in their words',
    unknown: 'Not known',
    needWords: 'Say in a word what they wish.',
    tooLong: 'At most 1,000 letters.',
    failed: 'The request could not be sent. Check the connection and try again.',
    refused: {
      'guest.stands_already': 'Your last request has no answer yet.',
      'guest.other_gateway':
        'A request cannot be sent to this organisation from here. Send them home, and say in the note what they wish.',
      'conversation.not_found': 'This person is no longer yours.',
    },
    confirm: 'Ask',
    cancel: 'Cancel',
  },
  asked: {
    tag: 'Hand-off asked for',
    open: (label) => `Open the request for ${label}`,
    title: (label) => `A hand-off is asked for: ${label}`,
    by: (by) => `From ${by}`,
    reading: 'Reading',
    lead: (partner) =>
      `If you take over, you answer from here on, and the talk leaves the screen of ${partner}. The person is told who answers. Until then ${partner} goes on.`,
    over: 'This request is over.',
    failed: 'That did not work. Check the connection and try again.',
    takeOver: 'Take over',
    later: 'Later',
    notPossible: 'Not possible',
    close: 'Close',
  },
  fetch: {
    act: 'Fetch home',
    of: (label) => `Fetch ${label} home`,
    title: (label) => `Fetch ${label} home to our queue?`,
    lead: (partner) => `They still wait at ${partner}. They come back to their old place here, and are told.`,
    confirm: 'Fetch home',
    cancel: 'Leave them there',
    failed: 'They could not be fetched. The talk may have begun, or they may be home already.',
  },
  log: {
    summary: 'Note from the partner',
    toBeContinued: 'Note from the partner (to be continued here)',
    handoffAsked: 'Home was asked for a hand-off',
    handoffRequest: 'A hand-off was asked for',
    answer: {
      later: 'Answer to the request: not now, it will be done later',
      not_possible: 'Answer to the request: it is not possible',
    },
    part: { talked: 'Talked about', agreed: 'Agreed', open: 'Open', words: 'Their wish' },
  },
};
