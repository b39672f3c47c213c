namespace Gateway.Handoff.Sheets;

/// <summary>用途: what a sheet is made for. It decides on which ground it may leave and what is left out (<see cref="SheetFlavour"/>).</summary>
public enum UseKind
{
    /// <summary>つなぎ: the body takes over.</summary>
    Handoff = 1,

    /// <summary>共同支援: the sender stays involved.</summary>
    JointSupport = 2,

    /// <summary>支援会議用 (Social Welfare Act, Art. 106-6).</summary>
    SupportConference = 3,

    /// <summary>重層的支援会議用: only with consent.</summary>
    MultilayerConference = 4,

    /// <summary>協議会用: for the members of a 孤独・孤立対策地域協議会.</summary>
    RegionalCouncil = 5,

    /// <summary>緊急連絡: somebody's life, body or property is in danger.</summary>
    Emergency = 6,
}

/// <summary>緊急度: within what time somebody should act.</summary>
public enum Priority
{
    /// <summary>通常: in the body's own time.</summary>
    Normal = 1,

    /// <summary>早め: within three days.</summary>
    Soon = 2,

    /// <summary>至急: within 24 hours.</summary>
    Pressing = 3,

    /// <summary>緊急: at once.</summary>
    Immediate = 4,
}

/// <summary>根拠: on what ground the sheet may be given (APPI Art. 27 (1), Social Welfare Act Art. 106-6).</summary>
public enum LegalBasis
{
    /// <summary>本人の同意.</summary>
    Consent = 1,

    /// <summary>法令に基づく場合 (APPI Art. 27 (1) 1), such as a report of child abuse.</summary>
    Law = 2,

    /// <summary>生命・身体・財産の保護 where consent is hard to get (27 (1) 2).</summary>
    Life = 3,

    /// <summary>公衆衛生・児童の健全育成 where consent is hard to get (27 (1) 3).</summary>
    Children = 4,

    /// <summary>国・自治体の事務への協力 (27 (1) 4).</summary>
    PublicDuty = 5,

    /// <summary>支援会議 (Social Welfare Act, Art. 106-6).</summary>
    SupportConference = 6,
}

/// <summary>取得の経緯: how the sender came to know what the sheet says (what a receiver has to record, APPI Art. 30 (1) 2).</summary>
public enum AcquisitionWay
{
    /// <summary>本人がチャットなどで書いた.</summary>
    PersonWrote = 1,

    /// <summary>本人が話した.</summary>
    PersonSpoke = 2,

    /// <summary>家族・知人が伝えた.</summary>
    OthersTold = 3,

    /// <summary>他の機関から.</summary>
    OtherBody = 4,
}

/// <summary>同意の方法: how the person agreed.</summary>
public enum AgreedBy
{
    /// <summary>タップ.</summary>
    Tap = 1,

    /// <summary>文字で.</summary>
    Typed = 2,

    /// <summary>口頭で.</summary>
    Spoken = 3,
}

/// <summary>Yes, no, or not known. Not known is never taken for yes.</summary>
public enum YesNo
{
    /// <summary>わからない.</summary>
    Unknown = 0,

    /// <summary>はい.</summary>
    Yes = 1,

    /// <summary>いいえ.</summary>
    No = 2,
}

/// <summary>支援の型: what kinds of support are thought of.</summary>
public enum SupportKind
{
    /// <summary>相談.</summary>
    Consultation = 1,

    /// <summary>参加.</summary>
    Participation = 2,

    /// <summary>居場所.</summary>
    Ibasho = 3,

    /// <summary>同行.</summary>
    Accompaniment = 4,

    /// <summary>訪問.</summary>
    Visit = 5,

    /// <summary>医療.</summary>
    Medical = 6,

    /// <summary>住まい.</summary>
    Housing = 7,

    /// <summary>食料.</summary>
    Food = 8,

    /// <summary>法律.</summary>
    Legal = 9,

    /// <summary>就労.</summary>
    Work = 10,

    /// <summary>社会的処方.</summary>
    SocialPrescribing = 11,
}

/// <summary>引き合わせの方法: how the person and the body come together.</summary>
public enum WarmMethod
{
    /// <summary>3者チャット.</summary>
    ThreeWayChat = 1,

    /// <summary>電話同席.</summary>
    JointCall = 2,

    /// <summary>日時予約.</summary>
    Appointment = 3,

    /// <summary>情報提供のみ.</summary>
    InformationOnly = 4,
}

/// <summary>対応者の希望: who the person would rather talk with.</summary>
public enum StaffPreference
{
    /// <summary>同世代.</summary>
    SameGeneration = 1,

    /// <summary>同性.</summary>
    SameGender = 2,

    /// <summary>その他; in words beside it.</summary>
    Other = 3,
}

/// <summary>受領: what the body did with the sheet.</summary>
public enum Acknowledgement
{
    /// <summary>受け取った.</summary>
    Received = 1,

    /// <summary>返した.</summary>
    Returned = 2,
}

/// <summary>受け入れ可否.</summary>
public enum Decision
{
    /// <summary>受け入れる.</summary>
    Accepted = 1,

    /// <summary>受け入れない.</summary>
    Declined = 2,
}

/// <summary>返戻の理由: why a body does not take somebody.</summary>
public enum DeclineReason
{
    /// <summary>対象外.</summary>
    NotEligible = 1,

    /// <summary>定員.</summary>
    Full = 2,

    /// <summary>区域外.</summary>
    OutsideArea = 3,

    /// <summary>連絡つかず.</summary>
    Unreachable = 4,

    /// <summary>本人辞退.</summary>
    PersonDeclined = 5,
}

/// <summary>初回接触の方法.</summary>
public enum FirstContactWay
{
    /// <summary>チャット.</summary>
    Chat = 1,

    /// <summary>電話.</summary>
    Call = 2,

    /// <summary>来所.</summary>
    AtTheDesk = 3,

    /// <summary>訪問.</summary>
    Visit = 4,
}

/// <summary>結果: what came of it.</summary>
public enum SupportOutcome
{
    /// <summary>開始.</summary>
    Started = 1,

    /// <summary>継続.</summary>
    Continuing = 2,

    /// <summary>他機関へ.</summary>
    ReferredOn = 3,

    /// <summary>終結.</summary>
    Closed = 4,

    /// <summary>中断.</summary>
    Interrupted = 5,
}

/// <summary>つなぎ元の継続関与: whether the sender stays involved.</summary>
public enum SenderStays
{
    /// <summary>する.</summary>
    Yes = 1,

    /// <summary>しない.</summary>
    No = 2,

    /// <summary>共同.</summary>
    Jointly = 3,
}
