using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>Parts A to D: the document, who gives it, who gets it, on what ground.</summary>
public static partial class SheetFields
{
    /// <summary>連携票番号.</summary>
    public static SheetField<string> DocumentId { get; } = Text(1, "documentId", 36, SheetPart.Document,
            s => s.Document.Id, (s, v) => s with { Document = s.Document with { Id = v } })
            .For(null, Need.Always);

    /// <summary>様式版.</summary>
    public static SheetField<string> FormatVersion { get; } = Text(2, "formatVersion", 12, SheetPart.Document,
            s => s.Document.FormatVersion, (s, v) => s with { Document = s.Document with { FormatVersion = v } })
            .For(null, Need.Always);

    /// <summary>作成日時.</summary>
    public static SheetField<DateTimeOffset?> CreatedAt { get; } = Field<DateTimeOffset?>(3, "createdAt", SheetPart.Document,
            s => s.Document.CreatedAt, (s, v) => s with { Document = s.Document with { CreatedAt = v } })
            .For(null, Need.Always);

    /// <summary>用途.</summary>
    public static SheetField<UseKind?> UseKind { get; } = Field<UseKind?>(4, "useKind", SheetPart.Document,
            s => s.Document.UseKind, (s, v) => s with { Document = s.Document with { UseKind = v } })
            .For(null, Need.Always);

    /// <summary>緊急度.</summary>
    public static SheetField<Priority?> Priority { get; } = Field<Priority?>(5, "priority", SheetPart.Document,
            s => s.Document.Priority, (s, v) => s with { Document = s.Document with { Priority = v } })
            .For(null, Need.Always);

    /// <summary>つなぎ元の団体名.</summary>
    public static SheetField<string> SenderName { get; } = Text(6, "sender.name", 40, SheetPart.Sender,
            s => s.Sender.Name, (s, v) => s with { Sender = s.Sender with { Name = v } })
            .For(null, Need.Always);

    /// <summary>つなぎ元の住所.</summary>
    public static SheetField<string> SenderAddress { get; } = Text(6, "sender.address", 60, SheetPart.Sender,
            s => s.Sender.Address, (s, v) => s with { Sender = s.Sender with { Address = v } })
            .For(null, Need.Always);

    /// <summary>つなぎ元の代表者氏名.</summary>
    public static SheetField<string> SenderRepresentative { get; } = Text(6, "sender.representative", 30, SheetPart.Sender,
            s => s.Sender.Representative, (s, v) => s with { Sender = s.Sender with { Representative = v } })
            .For(null, Need.Always);

    /// <summary>担当者.</summary>
    public static SheetField<string> SenderStaff { get; } = Text(7, "senderStaff", 30, SheetPart.Sender,
            s => s.Sender.Staff, (s, v) => s with { Sender = s.Sender with { Staff = v } })
            .For(null, Need.Always);

    /// <summary>責任者.</summary>
    public static SheetField<string> SenderSupervisor { get; } = Text(7, "senderSupervisor", 30, SheetPart.Sender,
            s => s.Sender.Supervisor, (s, v) => s with { Sender = s.Sender with { Supervisor = v } })
            .For(null, Need.Always);

    /// <summary>連絡先・対応時間.</summary>
    public static SheetField<string> SenderContact { get; } = Text(8, "senderContact", 60, SheetPart.Sender,
            s => s.Sender.Contact, (s, v) => s with { Sender = s.Sender with { Contact = v } })
            .For(null, Need.Always);

    /// <summary>取得の経緯.</summary>
    public static SheetField<AcquisitionStory> AcquisitionStory { get; } = Field<AcquisitionStory>(9, "acquisitionStory", SheetPart.Sender,
            s => s.Sender.AcquisitionStory, (s, v) => s with { Sender = s.Sender with { AcquisitionStory = v } })
            .For(null, Need.Always);

    /// <summary>つなぎ先の団体名.</summary>
    public static SheetField<string> RecipientName { get; } = Text(10, "recipient.name", 40, SheetPart.Recipient,
            s => s.Recipient.Name, (s, v) => s with { Recipient = s.Recipient with { Name = v } })
            .For(null, Need.Always);

    /// <summary>窓口.</summary>
    public static SheetField<string> RecipientDesk { get; } = Text(10, "recipient.desk", 30, SheetPart.Recipient,
            s => s.Recipient.Desk, (s, v) => s with { Recipient = s.Recipient with { Desk = v } });

    /// <summary>種別.</summary>
    public static SheetField<string> RecipientKind { get; } = Text(10, "recipient.kind", 40, SheetPart.Recipient,
            s => s.Recipient.Kind, (s, v) => s with { Recipient = s.Recipient with { Kind = v } })
            .For(null, Need.Always);

    /// <summary>所在自治体コード.</summary>
    public static SheetField<string> RecipientAreaCode { get; } = Text(10, "recipient.areaCode", 6, SheetPart.Recipient,
            s => s.Recipient.AreaCode, (s, v) => s with { Recipient = s.Recipient with { AreaCode = v } });

    /// <summary>連絡調整担当.</summary>
    public static SheetField<string> RecipientLiaison { get; } = Text(11, "recipientLiaison", 30, SheetPart.Recipient,
            s => s.Recipient.Liaison, (s, v) => s with { Recipient = s.Recipient with { Liaison = v } })
            .For(null, Need.Unhurried);

    /// <summary>根拠.</summary>
    public static SheetField<LegalBasis?> LegalBasis { get; } = Field<LegalBasis?>(12, "legalBasis", SheetPart.Consent,
            s => s.Consent.LegalBasis, (s, v) => s with { Consent = s.Consent with { LegalBasis = v } })
            .For(null, Need.Always);

    /// <summary>同意日時.</summary>
    public static SheetField<DateTimeOffset?> ConsentGivenAt { get; } = Field<DateTimeOffset?>(13, "consent.givenAt", SheetPart.Consent,
            s => s.Consent.GivenAt, (s, v) => s with { Consent = s.Consent with { GivenAt = v } })
            .For(null, Need.Consented);

    /// <summary>同意の方法.</summary>
    public static SheetField<AgreedBy?> ConsentMethod { get; } = Field<AgreedBy?>(13, "consent.method", SheetPart.Consent,
            s => s.Consent.Method, (s, v) => s with { Consent = s.Consent with { Method = v } })
            .For(null, Need.Consented);

    /// <summary>同意の文面の版.</summary>
    public static SheetField<string> ConsentWordsVersion { get; } = Text(13, "consent.wordsVersion", 20, SheetPart.Consent,
            s => s.Consent.WordsVersion, (s, v) => s with { Consent = s.Consent with { WordsVersion = v } })
            .For(null, Need.Consented);

    /// <summary>同意の文面の言語.</summary>
    public static SheetField<string> ConsentLanguage { get; } = Text(13, "consent.language", 20, SheetPart.Consent,
            s => s.Consent.Language, (s, v) => s with { Consent = s.Consent with { Language = v } })
            .For(null, Need.Consented);

    /// <summary>同意した項目.</summary>
    public static SheetField<IReadOnlyList<ConsentItem>> ConsentedItems { get; } = List<ConsentItem>(14, "consentItems", 18, SheetPart.Consent,
            s => s.Consent.Items, (s, v) => s with { Consent = s.Consent with { Items = v } })
            .For(null, Need.Consented);

    /// <summary>共有しない項目.</summary>
    public static SheetField<IReadOnlyList<ConsentItem>> NotSharedItems { get; } = List<ConsentItem>(14, "notSharedItems", 18, SheetPart.Consent,
            s => s.Consent.NotShared, (s, v) => s with { Consent = s.Consent with { NotShared = v } });

    /// <summary>同意の期限.</summary>
    public static SheetField<DateOnly?> ConsentValidUntil { get; } = Field<DateOnly?>(15, "consentValidUntil", SheetPart.Consent,
            s => s.Consent.ValidUntil, (s, v) => s with { Consent = s.Consent with { ValidUntil = v } })
            .For(null, Need.Consented);

    /// <summary>取り消し方.</summary>
    public static SheetField<string> WithdrawHow { get; } = Text(15, "withdrawHow", 60, SheetPart.Consent,
            s => s.Consent.WithdrawHow, (s, v) => s with { Consent = s.Consent with { WithdrawHow = v } })
            .For(null, Need.Consented);

    /// <summary>取り消しの案内.</summary>
    public static SheetField<string> WithdrawUrl { get; } = Text(15, "withdrawUrl", 120, SheetPart.Consent,
            s => s.Consent.WithdrawUrl, (s, v) => s with { Consent = s.Consent with { WithdrawUrl = v } });

    /// <summary>同意なしで伝える項目.</summary>
    public static SheetField<IReadOnlyList<ConsentItem>> ReleasedItems { get; } = List<ConsentItem>(16, "releasedItems", 18, SheetPart.Consent,
            s => s.Consent.Released, (s, v) => s with { Consent = s.Consent with { Released = v } })
            .For(null, Need.Unconsented);

    /// <summary>同意なしの理由.</summary>
    public static SheetField<string> NoConsentReason { get; } = Text(16, "noConsentReason", 150, SheetPart.Consent,
            s => s.Consent.NoConsentReason, (s, v) => s with { Consent = s.Consent with { NoConsentReason = v } })
            .For(null, Need.Unconsented);

    /// <summary>同意なしの判断者.</summary>
    public static SheetField<IReadOnlyList<string>> NoConsentDecidedBy { get; } = List<string>(16, "noConsentDecidedBy", 3, SheetPart.Consent,
            s => s.Consent.NoConsentDecidedBy, (s, v) => s with { Consent = s.Consent with { NoConsentDecidedBy = v } }, 30)
            .For(null, Need.Unconsented);

    /// <summary>保護者への連絡可否.</summary>
    public static SheetField<YesNo?> GuardianContactAllowed { get; } = Field<YesNo?>(17, "guardianContactAllowed", SheetPart.Consent,
            s => s.Consent.GuardianContactAllowed, (s, v) => s with { Consent = s.Consent with { GuardianContactAllowed = v } })
            .For(null, Need.Always);

    private static SheetField[] Outer =>
    [
        DocumentId, FormatVersion, CreatedAt, UseKind, Priority, SenderName, SenderAddress, SenderRepresentative, SenderStaff,
        SenderSupervisor, SenderContact, AcquisitionStory, RecipientName, RecipientDesk, RecipientKind, RecipientAreaCode,
        RecipientLiaison, LegalBasis, ConsentGivenAt, ConsentMethod, ConsentWordsVersion, ConsentLanguage, ConsentedItems,
        NotSharedItems, ConsentValidUntil, WithdrawHow, WithdrawUrl, ReleasedItems, NoConsentReason, NoConsentDecidedBy,
        GuardianContactAllowed,
    ];
}
