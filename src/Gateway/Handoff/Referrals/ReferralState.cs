namespace Gateway.Handoff.Referrals;

/// <summary>Where a hand-off to one body stands. The numbers stand in the records and never change.</summary>
public enum ReferralState
{
    /// <summary>本人確認中: the person is asked.</summary>
    Asked = 1,

    /// <summary>同意済: the person said yes; nothing has left yet.</summary>
    Agreed = 2,

    /// <summary>送付: the body may read it, and has been told so.</summary>
    Offered = 3,

    /// <summary>確認: somebody there has opened it.</summary>
    Seen = 4,

    /// <summary>問い合わせ: the body has asked something; the counsellor answers.</summary>
    Questioned = 5,

    /// <summary>受入: the body takes it on.</summary>
    Accepted = 6,

    /// <summary>つながった: the body and the person have been in touch.</summary>
    Connected = 7,

    /// <summary>返戻: the counsellor has it again; what comes next is thought through with the person.</summary>
    Returned = 8,

    /// <summary>完了: over, with an outcome.</summary>
    Ended = 9,

    /// <summary>取消: the person took it back.</summary>
    Withdrawn = 10,

    /// <summary>決定待ち: it was proposed on another ground than consent, and waits for the second person; nothing has left yet.</summary>
    Proposed = 11,
}

/// <summary>What moves a hand-off.</summary>
public enum ReferralEvent
{
    /// <summary>The person is asked: it begins.</summary>
    Ask,

    /// <summary>The person says yes.</summary>
    Agree,

    /// <summary>The person says no, does not answer, or the sheet was changed before it left; or the second person does not stand for it.</summary>
    Refuse,

    /// <summary>It leaves for the body.</summary>
    Offer,

    /// <summary>Somebody at the body opens it.</summary>
    Open,

    /// <summary>The body asks something.</summary>
    Question,

    /// <summary>The counsellor answers that.</summary>
    Answer,

    /// <summary>The body takes it on.</summary>
    Accept,

    /// <summary>The body says how and when it will be in touch, or changes it.</summary>
    Book,

    /// <summary>They did not meet as they had agreed: the counsellor speaks with the person.</summary>
    Miss,

    /// <summary>The body cannot, and says why.</summary>
    Decline,

    /// <summary>The body has reached the person, or the person the body.</summary>
    Connect,

    /// <summary>The body says what came of it.</summary>
    Finish,

    /// <summary>Nobody has done anything for a while: they are reminded.</summary>
    Remind,

    /// <summary>Still nobody: the deputy is told.</summary>
    Escalate,

    /// <summary>Still nobody: the municipality's own desk is brought in, or the counsellor is told whom to call there.</summary>
    Municipality,

    /// <summary>The time is over.</summary>
    TimeOut,

    /// <summary>The person takes it back.</summary>
    Withdraw,

    /// <summary>The counsellor stops it.</summary>
    Stop,

    /// <summary>A letter to the body could not be delivered: somebody must call there.</summary>
    Unreached,

    /// <summary>It was offered to several at once, and another body took it on first.</summary>
    Taken,

    /// <summary>A newer revision of the sheet went to the same body: this one is over.</summary>
    Renew,

    /// <summary>Somebody proposes it on another ground than consent: it begins.</summary>
    Propose,
}
