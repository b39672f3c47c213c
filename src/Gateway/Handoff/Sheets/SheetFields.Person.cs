using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>Part E: the person.</summary>
public static partial class SheetFields
{
    /// <summary>呼び名.</summary>
    public static SheetField<string> PreferredName { get; } = Text(18, "preferredName", 20, SheetPart.Person,
            s => s.Person.PreferredName, (s, v) => s with { Person = s.Person with { PreferredName = v } })
            .For(ConsentItem.Name, Need.Unhurried);

    /// <summary>氏名.</summary>
    public static SheetField<string> Name { get; } = Text(19, "name", 30, SheetPart.Person,
            s => s.Person.Name, (s, v) => s with { Person = s.Person with { Name = v } })
            .For(ConsentItem.Name);

    /// <summary>ふりがな.</summary>
    public static SheetField<string> NameKana { get; } = Text(19, "nameKana", 40, SheetPart.Person,
            s => s.Person.NameKana, (s, v) => s with { Person = s.Person with { NameKana = v } })
            .For(ConsentItem.Name);

    /// <summary>年代.</summary>
    public static SheetField<AgeGroup?> AgeBand { get; } = Field<AgeGroup?>(20, "ageBand", SheetPart.Person,
            s => s.Person.AgeBand, (s, v) => s with { Person = s.Person with { AgeBand = v } })
            .For(ConsentItem.Age, Need.Unhurried);

    /// <summary>生年月日.</summary>
    public static SheetField<DateOnly?> BirthDate { get; } = Field<DateOnly?>(20, "birthDate", SheetPart.Person,
            s => s.Person.BirthDate, (s, v) => s with { Person = s.Person with { BirthDate = v } })
            .For(ConsentItem.Age);

    /// <summary>性別.</summary>
    public static SheetField<Gender?> Gender { get; } = Field<Gender?>(21, "gender", SheetPart.Person,
            s => s.Person.Gender, (s, v) => s with { Person = s.Person with { Gender = v } })
            .For(ConsentItem.Gender);

    /// <summary>自治体コード.</summary>
    public static SheetField<string> AreaCode { get; } = Text(22, "areaCode", 6, SheetPart.Person,
            s => s.Person.AreaCode, (s, v) => s with { Person = s.Person with { AreaCode = v } })
            .For(ConsentItem.Address, Need.Unhurried);

    /// <summary>町名・番地.</summary>
    public static SheetField<string> Address { get; } = Text(22, "address", 60, SheetPart.Person,
            s => s.Person.Address, (s, v) => s with { Person = s.Person with { Address = v } })
            .For(ConsentItem.Address);

    /// <summary>郵便番号.</summary>
    public static SheetField<string> PostalCode { get; } = Text(23, "postalCode", 7, SheetPart.Person,
            s => s.Person.PostalCode, (s, v) => s with { Person = s.Person with { PostalCode = v } })
            .For(ConsentItem.Address);

    /// <summary>連絡先.</summary>
    public static SheetField<IReadOnlyList<ContactPoint>> Contacts { get; } = List<ContactPoint>(24, "contacts", 3, SheetPart.Person,
            s => s.Person.Contacts, (s, v) => s with { Person = s.Person with { Contacts = v } })
            .For(ConsentItem.Contact, Need.Unhurried);

    /// <summary>安全な連絡方法.</summary>
    public static SheetField<SafeContact> SafeContact { get; } = Field<SafeContact>(25, "safeContact", SheetPart.Person,
            s => s.Person.SafeContact, (s, v) => s with { Person = s.Person with { SafeContact = v } })
            .For(ConsentItem.Contact, Need.Unhurried);

    /// <summary>使う言葉.</summary>
    public static SheetField<IReadOnlyList<string>> Languages { get; } = List<string>(26, "languages", 4, SheetPart.Person,
            s => s.Person.Languages, (s, v) => s with { Person = s.Person with { Languages = v } }, 20)
            .For(ConsentItem.Accommodation, Need.Unhurried);

    /// <summary>配慮.</summary>
    public static SheetField<IReadOnlyList<Accommodation>> Accommodations { get; } = List<Accommodation>(26, "accommodations", 8, SheetPart.Person,
            s => s.Person.Accommodations, (s, v) => s with { Person = s.Person with { Accommodations = v } })
            .For(ConsentItem.Accommodation);

    /// <summary>配慮、ことばで.</summary>
    public static SheetField<string> AccommodationsNote { get; } = Text(26, "accommodationsNote", 40, SheetPart.Person,
            s => s.Person.AccommodationsNote, (s, v) => s with { Person = s.Person with { AccommodationsNote = v } })
            .For(ConsentItem.Accommodation);

    /// <summary>相談者と本人の関係.</summary>
    public static SheetField<ConsulteeRelation?> ConsulteeRelation { get; } = Field<ConsulteeRelation?>(27, "consulteeRelation", SheetPart.Person,
            s => s.Person.ConsulteeRelation, (s, v) => s with { Person = s.Person with { ConsulteeRelation = v } })
            .For(ConsentItem.Story, Need.Unhurried);

    /// <summary>続柄など.</summary>
    public static SheetField<string> RelationDetail { get; } = Text(27, "relationDetail", 20, SheetPart.Person,
            s => s.Person.RelationDetail, (s, v) => s with { Person = s.Person with { RelationDetail = v } })
            .For(ConsentItem.Story);

    /// <summary>世帯.</summary>
    public static SheetField<string> Household { get; } = Text(28, "household", 80, SheetPart.Person,
            s => s.Person.Household, (s, v) => s with { Person = s.Person with { Household = v } })
            .For(ConsentItem.Family);

    private static SheetField[] Person =>
    [
        PreferredName, Name, NameKana, AgeBand, BirthDate, Gender, AreaCode, Address, PostalCode, Contacts, SafeContact, Languages,
        Accommodations, AccommodationsNote, ConsulteeRelation, RelationDetail, Household,
    ];
}
