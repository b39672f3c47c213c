using Gateway.Consortium;

namespace Gateway.TestKit;

/// <summary>Agreements of invented consortia.</summary>
public static class ExampleCharters
{
    /// <summary>An agreement between organisations, for the year 2037, in which the tests of the clock that stands still live.</summary>
    public static Charter Between(params string[] members) => new()
    {
        Name = "かくう よるのつながり",
        NameEn = "Invented Night Network",
        Form = SharingForm.Joint,
        Members = members,
        Items = [SharedItems.Words, SharedItems.Grade, SharedItems.Wait, SharedItems.Channel, SharedItems.Language],
        Purpose = "相談の窓口が混んでいるとき・閉まっているときに、待っている方に早く答えるため",
        PurposeEn = "To answer people who wait sooner when an organisation is full or closed",
        From = new DateOnly(2037, 1, 1),
        Until = new DateOnly(2037, 12, 31),
        Responsible = new ResponsiblePerson("NPO法人 かくうのこもれび相談室", "架空県みなと野市 1-2-3", "代表理事 架空 花子", "privacy@komorebi.example"),
        Words = "第1条 この合意は、待っている方に早く答えるために、おたがいに応援することを定める。\n第2条 ほかの団体が答える前に、本人に聞く。断っても順番は変わらない。",
    };
}
