using Gateway.Organisations;

namespace Gateway.Demo;

/// <summary>Somebody who can sign in to the console of an example organisation.</summary>
public sealed record ExamplePerson(string UserName, string Name, string Role);

/// <summary>An invented organisation, and the channels on which one reaches it.</summary>
public sealed record ExampleOrganisation(
    string Id, string Name, string NameEn, string Hours, string HoursEn, bool Line, string? SmsNumber, bool Chat, string Attachments, IReadOnlyList<ExamplePerson> People)
{
    /// <summary>What stands on its sheets about it.</summary>
    public SheetSender? Sender { get; init; }

    /// <summary>共同の窓口: the chat entrance that it runs for all that help each other out; nothing where it runs none.</summary>
    public string? CommonChat { get; init; }

    /// <summary>LINE carries only a link to the web chat, as the public sector asks of whoever works for it.</summary>
    public bool LineIsEntrance { get; init; }
}

/// <summary>The organisations of the demo. None of them exists; their numbers belong to nobody.</summary>
public static class Examples
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExampleOrganisation> Organisations { get; } =
    [
        new("komorebi", "NPO法人 こもれび相談室", "Komorebi Counselling (NPO)", "毎日 13時から22時", "every day, 13:00 to 22:00", Line: true, "+815000000001", Chat: true, "pictures",
        [
            new("aoi", "あおい", "volunteer"),
            new("minato", "みなと", "volunteer"),
            new("haru", "はる", "supervisor"),
            new("natsu", "なつ", "coordinator"),
        ])
        {
            Sender = new SheetSender("架空県みなと野市1-1", "しみず", "はる", "000-0000-0009(毎日 13時から22時)"),
            CommonChat = "minna",
        },
        new("yoake", "一般社団法人 夜明けのチャット", "Yoake Night Chat", "毎晩 20時から翌朝8時", "every night, 20:00 to 8:00", Line: false, null, Chat: true, "none",
        [
            new("nagi", "なぎ", "volunteer"),
            new("tsumugi", "つむぎ", "volunteer"),
            new("akari", "あかり", "coordinator"),
        ]),
        new("sorairo", "10代専門 そらいろ", "Sorairo, for teenagers", "毎日 16時から21時", "every day, 16:00 to 21:00", Line: true, null, Chat: false, "none",
        [
            new("sora", "そら", "volunteer"),
            new("umi", "うみ", "coordinator"),
        ]),
        new("kokoro", "架空県委託 かくう こころライン", "Kokoro Line, for the prefecture", "平日 10時から18時", "weekdays, 10:00 to 18:00", Line: true, null, Chat: true, "none",
        [
            new("hina", "ひな", "volunteer"),
            new("kaede", "かえで", "coordinator"),
        ])
        {
            LineIsEntrance = true,
        },
    ];
}
