using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Sheets;

namespace Gateway.TestKit.Handoff;

/// <summary>The published examples of sheets, as receivers get them. Every name, number and place in them is invented.</summary>
public static class ExampleSheets
{
    /// <summary>All of them, by the name of their file.</summary>
    public static IReadOnlyDictionary<string, SharedSheet> All { get; } = new Dictionary<string, SharedSheet>
    {
        ["home-lost-this-week"] = HomeLostThisWeek(),
        ["minor"] = Minor(),
        ["few-items"] = FewItems(),
        ["emergency-without-consent"] = EmergencyWithoutConsent(),
        ["supporter-writes"] = SupporterWrites(),
        ["regional-council"] = RegionalCouncil(),
        ["answered"] = Answered(),
        ["longest"] = Longest(),
    };

    private static SharedSheet HomeLostThisWeek() => Home().Only(
        [ConsentItem.Name, ConsentItem.Age, ConsentItem.Address, ConsentItem.Contact, ConsentItem.Story, ConsentItem.Economy, ConsentItem.Wishes, ConsentItem.Safety]);

    // The same person; the conversation was about more than they want to share, and nobody is told what.
    private static SharedSheet FewItems() => Home().Only([ConsentItem.Name, ConsentItem.Wishes]);

    private static SharedSheet Answered()
    {
        var home = Home();
        return (home with
        {
            Answer = new AnswerPart
            {
                Acknowledged = Acknowledgement.Received,
                AcknowledgedAt = At(22, 14, 5),
                AcknowledgedBy = "相談支援員 たなか",
                Decision = Decision.Accepted,
                FirstContactAt = At(24, 12, 10),
                FirstContactWay = FirstContactWay.Chat,
                Outcome = SupportOutcome.Started,
                SenderStays = SenderStays.No,
            },
        }).Only([ConsentItem.Name, ConsentItem.Contact, ConsentItem.Story, ConsentItem.Economy, ConsentItem.Wishes]);
    }

    private static Sheet Home() => new()
    {
        Document = new() { Id = "019aa2f0-0001-7000-8000-00000000b003", CreatedAt = At(22, 13, 30), UseKind = UseKind.Handoff, Priority = Priority.Soon },
        Sender = Komorebi with { AcquisitionStory = new(AcquisitionWay.PersonWrote, "本人がLINEの相談で書いた") },
        Recipient = new() { Name = "みなと野くらしの自立相談センター", Desk = "相談窓口", Kind = "self_reliance", AreaCode = "992011", Liaison = "たなか" },
        Consent = Agreed("ja"),
        Person = new()
        {
            PreferredName = "タカ",
            AgeBand = AgeGroup.Thirties,
            Gender = Gender.Male,
            AreaCode = "992011",
            Contacts = [new(ContactKind.Sms, "000-0000-0013")],
            SafeContact = new(ContactKind.Sms, "平日12–13時", "「相談センターのたなか」", YesNo.No, YesNo.Yes),
            Languages = ["ja"],
            ConsulteeRelation = ConsulteeRelation.Self,
        },
        Situation = new()
        {
            MainTopic = Topic.Housing,
            Topics = [Topic.Housing, Topic.Income, Topic.FindingWork],
            OwnWords = "今週で寮を出ろと言われた",
            Facts = "派遣の契約が終わり、11月27日に寮を出る。所持金は約1万円。通院はない。",
            Assessment = "早めの住居確保が必要。話はよく整理できている。",
            Economy = "所持金 約1万円。次の収入は決まっていない。借金はない。",
            Housing = HousingKind.Dormitory,
            HousingDetail = "11月27日に退寮",
            Health = "眠りが浅い。",
            Strengths = "自分から相談し、期日と持ち物を書き出している。",
        },
        Safety = new() { Grade = Grade.Low, Reasons = ["死にたい気持ちを尋ね、本人が「ない」と答えた"] },
        Wishes = new()
        {
            Wishes = "一人では窓口で説明できないので、最初だけ一緒にいてほしい。",
            Refusals = "実家への連絡",
            StaffPreference = [StaffPreference.SameGeneration],
            ProposedSupport = "住居確保給付金の相談、一時的な宿泊。",
            SupportKinds = [SupportKind.Consultation, SupportKind.Housing, SupportKind.Work],
            WarmMethod = WarmMethod.ThreeWayChat,
            Appointment = At(24, 12, 10),
        },
        Course = new() { History = new(Day(21), Day(22), 2, [ContactKind.Line]), Log = [new(At(21, 23, 40), "相談員", "退寮の期日と所持金を聞いた"), new(At(22, 12, 50), "相談員", "窓口を一緒に選んだ")] },
    };

    private static SharedSheet Minor() => new Sheet
    {
        Document = new() { Id = "019aa2f0-0002-7000-8000-00000000b004", CreatedAt = At(22, 17, 20), UseKind = UseKind.Handoff, Priority = Priority.Pressing },
        Sender = Komorebi with { AcquisitionStory = new(AcquisitionWay.PersonWrote, "本人がLINEの相談で書いた") },
        Recipient = new() { Name = "架空県 北部児童相談所", Kind = "child_guidance", AreaCode = "990001", Liaison = "当直" },
        Consent = Agreed("ja-simple") with { GuardianContactAllowed = YesNo.No },
        Person = new()
        {
            PreferredName = "ゆき",
            AgeBand = AgeGroup.From12To15,
            Contacts = [new(ContactKind.Line)],
            SafeContact = new(ContactKind.Line, "平日16–17時", "名乗らない", YesNo.No, YesNo.No, "夜は通知を送らない"),
            Languages = ["ja"],
            ConsulteeRelation = ConsulteeRelation.Self,
            Household = "母、弟との3人",
        },
        Situation = new()
        {
            MainTopic = Topic.Violence,
            Topics = [Topic.Violence, Topic.Family],
            OwnWords = "おかあさんに ぶたれる。きょうも。",
            Facts = "きょう母に腕をたたかれた。あざがある。学校には話していない。",
            Assessment = "家に帰ることをこわがっている。きょう中の安全の確認が必要。",
        },
        Safety = new()
        {
            Grade = Grade.High,
            Reasons = ["きょう暴力があった", "夜に家へ帰る"],
            Kinds = [RiskKind.Abuse],
            DoNotContact = ["母・自宅の電話"],
            SafetyPlan = "こわくなったら189か110に電話する。となりの家に行ける。",
        },
        Wishes = new()
        {
            Wishes = "おかあさんに しられないように はなしを きいてほしい。",
            Refusals = "学校に すぐ つたえること",
            ProposedSupport = "安全の確認、本人との面談。",
            SupportKinds = [SupportKind.Consultation, SupportKind.Visit],
            WarmMethod = WarmMethod.ThreeWayChat,
        },
        Course = new() { History = new(Day(22), Day(22), 1, [ContactKind.Line]) },
    }.Only([ConsentItem.Name, ConsentItem.Age, ConsentItem.Contact, ConsentItem.Story, ConsentItem.Family, ConsentItem.Safety, ConsentItem.Wishes]);

    private static SharedSheet EmergencyWithoutConsent() => new Sheet
    {
        Document = new() { Id = "019aa2f0-0003-7000-8000-00000000e119", CreatedAt = At(22, 2, 14), UseKind = UseKind.Emergency, Priority = Priority.Immediate },
        Sender = Komorebi with { AcquisitionStory = new(AcquisitionWay.PersonWrote, "本人がSMSで書いた") },
        Recipient = new() { Name = "架空県 みなと野消防本部", Desk = "通信指令", Kind = "other_desk" },
        Consent = new()
        {
            LegalBasis = LegalBasis.Life,
            NoConsentReason = "2時6分から返事がなく、同意をたずねられない。",
            NoConsentDecidedBy = ["スーパーバイザー はら", "相談員 あおい"],
        },
        Person = new() { PreferredName = "みお", AgeBand = AgeGroup.Twenties, Address = "みなと野市 あおば台2丁目のアパートと書いた", AreaCode = "992011", Contacts = [new(ContactKind.Sms, "000-0000-0005")] },
        Situation = new() { Facts = "1時58分「薬をたくさん飲んだ」、2時6分「ねむい」。その後、返事がない。", Assessment = "意識が下がっているおそれがある。" },
        Safety = new() { Grade = Grade.Urgent, Reasons = ["服薬した", "返事がなくなった"], Kinds = [RiskKind.Overdose] },
    }.Only([ConsentItem.Name, ConsentItem.Age, ConsentItem.Address, ConsentItem.Contact, ConsentItem.Story, ConsentItem.Safety]);

    private static SharedSheet SupporterWrites() => new Sheet
    {
        Document = new() { Id = "019aa2f0-0004-7000-8000-00000000b009", CreatedAt = At(22, 10, 0), UseKind = UseKind.JointSupport, Priority = Priority.Normal },
        Sender = Komorebi with { AcquisitionStory = new(AcquisitionWay.OthersTold, "民生委員から聞き、本人も読んで直した") },
        Recipient = new() { Name = "架空県 ひきこもり地域支援センター「ゆるり」", Kind = "hikikomori_centre", AreaCode = "990001", Liaison = "さいとう" },
        Consent = Agreed("ja") with { Method = AgreedBy.Spoken },
        Person = new()
        {
            PreferredName = "けんじ",
            AgeBand = AgeGroup.Fifties,
            AreaCode = "993018",
            Contacts = [new(ContactKind.Phone, "000-0000-0019", "民生委員の電話")],
            SafeContact = new(ContactKind.Phone, "午前", "「町の あおき」", YesNo.Unknown, YesNo.Yes),
            Languages = ["ja"],
            Accommodations = [Accommodation.Writing],
            ConsulteeRelation = ConsulteeRelation.Supporter,
            RelationDetail = "民生委員",
            Household = "母(82歳)と二人",
        },
        Situation = new()
        {
            MainTopic = Topic.Withdrawal,
            Topics = [Topic.Withdrawal, Topic.Care],
            Facts = "15年ほど家の外に出ていない。母が買い物をしている。筆談なら返事をする。",
            Assessment = "母の体力が落ち、二人とも先のことを心配している。",
            CurrentSupports = ["母: 介護保険(要支援1)"],
            Connections = "母、月1回の民生委員",
            Loneliness = 4,
            Ucla3 = 9,
            Strengths = "手紙に返事を書く。料理ができる。",
        },
        Wishes = new()
        {
            Wishes = "手紙でやりとりしたい。",
            Refusals = "急な訪問",
            ProposedSupport = "手紙での関わり、母の介護の相談。",
            SupportKinds = [SupportKind.Participation, SupportKind.Visit],
            WarmMethod = WarmMethod.JointCall,
        },
        Course = new() { History = new(Day(2), Day(20), 3, [ContactKind.Phone]) },
        Answer = new() { SenderStays = SenderStays.Jointly },
    }.Only(
        [
            ConsentItem.Name, ConsentItem.Age, ConsentItem.Address, ConsentItem.Contact, ConsentItem.Accommodation, ConsentItem.Family, ConsentItem.Story, ConsentItem.Supports,
            ConsentItem.Connections, ConsentItem.Wishes,
        ],
        sayWhatIsMissing: true);

    private static SharedSheet RegionalCouncil()
    {
        var home = Home();
        return (home with
        {
            Document = home.Document with { Id = "019aa2f0-0005-7000-8000-00000000b002", UseKind = UseKind.RegionalCouncil, Priority = Priority.Normal },
            Recipient = new() { Name = "みなと野市 孤独・孤立対策課", Desk = "孤独・孤立対策調整機関", Kind = "loneliness_coordination", AreaCode = "992011", Liaison = "やまぐち" },
        }).Only([ConsentItem.Name, ConsentItem.Contact, ConsentItem.Story, ConsentItem.Economy, ConsentItem.Housing, ConsentItem.Wishes], sayWhatIsMissing: true);
    }

    // Every field as long as it can be.
    private static SharedSheet Longest()
    {
        var home = Home();
        var sheet = SheetFields.All.OfType<SheetField<string>>()
            .Where(field => field.MaxLength >= 20 && field.Key is not ("documentId" or "recipient.kind" or "consent.language" or "withdrawUrl" or "noConsentReason"))
            .Aggregate(home, (left, field) => field.Put(left, Words(field.MaxLength!.Value)));
        foreach (var list in SheetFields.All.OfType<SheetField<IReadOnlyList<string>>>().Where(list => list.Key is not ("languages" or "noConsentDecidedBy")))
            sheet = list.Put(sheet, [.. Enumerable.Repeat(Words(list.MaxLength!.Value), list.MaxCount!.Value)]);
        return (sheet with
        {
            Document = home.Document with { Id = "019aa2f0-0006-7000-8000-0000000010e6" },
            Sender = sheet.Sender with { AcquisitionStory = new(AcquisitionWay.PersonSpoke, Words(60)) },
            Person = sheet.Person with
            {
                BirthDate = new DateOnly(1994, 4, 1),
                PostalCode = "0000013",
                Languages = ["ja", "vi", "ne", "pt"],
                Accommodations = Enum.GetValues<Accommodation>(),
                Contacts = [.. new[] { ContactKind.Phone, ContactKind.Sms, ContactKind.Email }.Select(kind => new ContactPoint(kind, kind == ContactKind.Email ? "a-very-long-name-of-somebody-invented@example.jp" : "+81 00 (0000) 00000", Words(15)))],
                SafeContact = new(ContactKind.Phone, Words(30), Words(30), YesNo.No, YesNo.No, Words(40)),
                ConsulteeRelation = ConsulteeRelation.Family,
            },
            Situation = sheet.Situation with { Topics = Enum.GetValues<Topic>(), Loneliness = 5, Ucla3 = 12 },
            Safety = sheet.Safety with { Kinds = Enum.GetValues<RiskKind>(), Grade = Grade.High },
            Wishes = sheet.Wishes with { StaffPreference = Enum.GetValues<StaffPreference>(), SupportKinds = Enum.GetValues<SupportKind>() },
            Course = sheet.Course with
            {
                History = new(Day(1), Day(22), 9999, Enum.GetValues<ContactKind>()),
                Log = [.. Enumerable.Range(18, 4).Select(day => new CourseEntry(At(day, 23, 40), Words(15), Words(50)))],
            },
        }).Only(ConsentItems.All);
    }

    private static SenderPart Komorebi => new()
    {
        Name = "NPO法人 こもれび相談室",
        Address = "架空県みなと野市さくら通り1-2-3",
        Representative = "代表理事 はるの",
        Staff = "相談員 あおい",
        Supervisor = "スーパーバイザー はら",
        Contact = "000-0000-0001(13–22時)",
    };

    private static ConsentPart Agreed(string language) => new()
    {
        LegalBasis = LegalBasis.Consent,
        GivenAt = At(22, 13, 25),
        Method = AgreedBy.Tap,
        WordsVersion = "1",
        Language = language,
        ValidUntil = new DateOnly(2026, 12, 22),
        WithdrawHow = "相談の画面で「取り消す」と書けば、いつでも取り消せます",
        WithdrawUrl = "https://chat.example.jp/consent",
    };

    private static string Words(int letters) => string.Concat(Enumerable.Repeat("いまの暮らしのことを、順番にゆっくり書いています。", 20))[..letters].TrimEnd();

    private static DateOnly Day(int day) => new(2026, 11, day);

    private static DateTimeOffset At(int day, int hour, int minute) => new(2026, 11, day, hour, minute, 0, TimeSpan.FromHours(9));
}
