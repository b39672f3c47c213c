using System.Text.Json.Serialization;

namespace Gateway.Handoff.Sheets;

/// <summary>年齢区分. The bands below 18 are those at which guardians matter; above, the decade.</summary>
public enum AgeGroup
{
    /// <summary>不明.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown = 0,

    /// <summary>12歳未満.</summary>
    [JsonStringEnumMemberName("under_12")]
    Under12 = 1,

    /// <summary>12–15歳.</summary>
    [JsonStringEnumMemberName("12_15")]
    From12To15 = 2,

    /// <summary>16–17歳.</summary>
    [JsonStringEnumMemberName("16_17")]
    From16To17 = 3,

    /// <summary>18–19歳.</summary>
    [JsonStringEnumMemberName("18_19")]
    From18To19 = 10,

    /// <summary>20代.</summary>
    [JsonStringEnumMemberName("20s")]
    Twenties = 20,

    /// <summary>30代.</summary>
    [JsonStringEnumMemberName("30s")]
    Thirties = 30,

    /// <summary>40代.</summary>
    [JsonStringEnumMemberName("40s")]
    Forties = 40,

    /// <summary>50代.</summary>
    [JsonStringEnumMemberName("50s")]
    Fifties = 50,

    /// <summary>60代.</summary>
    [JsonStringEnumMemberName("60s")]
    Sixties = 60,

    /// <summary>70代.</summary>
    [JsonStringEnumMemberName("70s")]
    Seventies = 70,

    /// <summary>80代以上.</summary>
    [JsonStringEnumMemberName("80_plus")]
    EightyAndOver = 80,
}

/// <summary>性別, with the numbers of the 相談受付・申込票 (1 to 3).</summary>
public enum Gender
{
    /// <summary>男性.</summary>
    Male = 1,

    /// <summary>女性.</summary>
    Female = 2,

    /// <summary>その他.</summary>
    Other = 3,

    /// <summary>答えない.</summary>
    Unanswered = 9,
}

/// <summary>相談者と本人の関係: who writes, seen from the person concerned.</summary>
public enum ConsulteeRelation
{
    /// <summary>本人.</summary>
    Self = 1,

    /// <summary>家族; which, in words beside it.</summary>
    Family = 2,

    /// <summary>知人.</summary>
    Acquaintance = 3,

    /// <summary>支援者.</summary>
    Supporter = 4,
}

/// <summary>連絡手段.</summary>
public enum ContactKind
{
    /// <summary>電話.</summary>
    Phone = 1,

    /// <summary>SMS.</summary>
    Sms = 2,

    /// <summary>LINE.</summary>
    Line = 3,

    /// <summary>メール.</summary>
    Email = 4,

    /// <summary>ウェブチャット.</summary>
    WebChat = 5,
}

/// <summary>配慮: what makes it easier for the person.</summary>
public enum Accommodation
{
    /// <summary>やさしい日本語.</summary>
    PlainJapanese = 1,

    /// <summary>手話.</summary>
    SignLanguage = 2,

    /// <summary>筆談.</summary>
    Writing = 3,

    /// <summary>通訳.</summary>
    Interpreter = 4,

    /// <summary>大きな文字.</summary>
    LargePrint = 5,

    /// <summary>読み上げ.</summary>
    ReadAloud = 6,

    /// <summary>車いす・段差なし.</summary>
    StepFree = 7,

    /// <summary>その他; in words beside it.</summary>
    Other = 8,
}

/// <summary>ご相談の内容: the sixteen topics of the 相談受付・申込票 in their order; the numbers are the positions on that form.</summary>
public enum Topic
{
    /// <summary>病気や健康、障害のこと.</summary>
    Health = 1,

    /// <summary>住まいについて.</summary>
    Housing = 2,

    /// <summary>収入・生活費のこと.</summary>
    Income = 3,

    /// <summary>家賃やローンの支払いのこと.</summary>
    RentAndLoans = 4,

    /// <summary>税金や公共料金等の支払いについて.</summary>
    TaxesAndBills = 5,

    /// <summary>債務について.</summary>
    Debt = 6,

    /// <summary>仕事探し、就職について.</summary>
    FindingWork = 7,

    /// <summary>仕事上の不安やトラブル.</summary>
    TroubleAtWork = 8,

    /// <summary>地域との関係について.</summary>
    Neighbours = 9,

    /// <summary>家族との関係について.</summary>
    Family = 10,

    /// <summary>子育てのこと.</summary>
    RaisingChildren = 11,

    /// <summary>介護のこと.</summary>
    Care = 12,

    /// <summary>ひきこもり・不登校.</summary>
    Withdrawal = 13,

    /// <summary>DV・虐待.</summary>
    Violence = 14,

    /// <summary>食べるものがない.</summary>
    NoFood = 15,

    /// <summary>その他.</summary>
    Other = 16,
}

/// <summary>住まい.</summary>
public enum HousingKind
{
    /// <summary>持家.</summary>
    Owned = 1,

    /// <summary>借家.</summary>
    Rented = 2,

    /// <summary>公営.</summary>
    PublicHousing = 3,

    /// <summary>寮.</summary>
    Dormitory = 4,

    /// <summary>野宿.</summary>
    Unsheltered = 5,

    /// <summary>その他.</summary>
    Other = 6,
}

/// <summary>リスクの種類.</summary>
public enum RiskKind
{
    /// <summary>希死念慮.</summary>
    SuicidalThoughts = 1,

    /// <summary>自傷.</summary>
    SelfHarm = 2,

    /// <summary>OD.</summary>
    Overdose = 3,

    /// <summary>虐待.</summary>
    Abuse = 4,

    /// <summary>DV.</summary>
    DomesticViolence = 5,

    /// <summary>性暴力.</summary>
    SexualViolence = 6,

    /// <summary>家出.</summary>
    AwayFromHome = 7,

    /// <summary>他害.</summary>
    HarmToOthers = 8,

    /// <summary>生活危機.</summary>
    Destitution = 9,
}
