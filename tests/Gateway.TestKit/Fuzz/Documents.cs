namespace Gateway.TestKit.Fuzz;

/// <summary>Good documents of every kind that reaches a parser from outside: what the spoilt ones are made of. People and numbers are invented.</summary>
public static class Documents
{
    /// <summary>Single events of a LINE webhook call.</summary>
    public static IReadOnlyList<string> LineEvents { get; } =
    [
        Line("message", "\"message\":{\"id\":\"500000000000000001\",\"type\":\"text\",\"text\":\"こんばんは $ @山\",\"emojis\":[{\"index\":6,\"length\":1,\"productId\":\"p\",\"emojiId\":\"1\"}],\"mention\":{\"mentionees\":[{\"index\":8,\"length\":2,\"type\":\"all\"}]},\"quoteToken\":\"q\",\"quotedMessageId\":\"400\"}"),
        Line("message", "\"message\":{\"id\":\"500000000000000002\",\"type\":\"sticker\",\"packageId\":\"1\",\"stickerId\":\"2\",\"stickerResourceType\":\"STATIC\",\"keywords\":[\"泣く\",\"つらい\"],\"text\":\"ことば\"}"),
        Line("message", "\"message\":{\"id\":\"500000000000000003\",\"type\":\"image\",\"contentProvider\":{\"type\":\"external\",\"originalContentUrl\":\"https://example.com/a.jpg\"},\"imageSet\":{\"id\":\"E\",\"index\":1,\"total\":2}}"),
        Line("message", "\"message\":{\"id\":\"500000000000000004\",\"type\":\"file\",\"fileName\":\"日記.txt\",\"fileSize\":2138}"),
        Line("message", "\"message\":{\"id\":\"500000000000000005\",\"type\":\"location\",\"title\":\"駅\",\"address\":\"東京都\",\"latitude\":35.6,\"longitude\":139.7}"),
        Line("message", "\"message\":{\"id\":\"500000000000000006\",\"type\":\"video\",\"duration\":60000,\"contentProvider\":{\"type\":\"line\"}}"),
        Line("unsend", "\"unsend\":{\"messageId\":\"500000000000000001\"}"),
        Line("follow", "\"follow\":{\"isUnblocked\":true}"),
        Line("unfollow", "\"x\":{}"),
        Line("postback", "\"postback\":{\"data\":\"v=1&a=leave&c=0190b5a0-0000-7000-8000-000000000000\",\"params\":{\"datetime\":\"2026-12-25T01:00\"}}"),
        Line("message", "\"message\":{\"id\":\"7\",\"type\":\"text\",\"text\":\"みんなへ\"}").Replace("\"type\":\"user\"", "\"type\":\"group\",\"groupId\":\"C0123456789abcdef0123456789abcdef\"", StringComparison.Ordinal),
        Line("membership", "\"membership\":{\"type\":\"joined\",\"membershipId\":3189}"),
    ];

    /// <summary>Single events of Azure Communication Services, in both forms.</summary>
    public static IReadOnlyList<string> AcsEvents { get; } =
    [
        """{"id":"e1","topic":"t","subject":"/phonenumber/815000000001","data":{"messageId":"Incoming_fuzz","from":"819012349999","to":"815000000001","message":"相談したいです","receivedTimestamp":"2026-11-21T13:00:00.1234567Z","segmentCount":1},"eventType":"Microsoft.Communication.SMSReceived","dataVersion":"1.0","metadataVersion":"1","eventTime":"2026-11-21T13:00:00Z"}""",
        """{"id":"r1","topic":"t","subject":"/phonenumber/819012349999","data":{"messageId":"Outgoing_fuzz","from":"815000000001","to":"+819012349999","deliveryStatus":"Failed","deliveryStatusDetails":"Sender blocked for given recipient","deliveryAttempts":[{"timestamp":"2026-11-21T13:00:01Z","segmentsSucceeded":0,"segmentsFailed":1}],"receivedTimestamp":"2026-11-21T13:00:02Z","tag":"t"},"eventType":"Microsoft.Communication.SMSDeliveryReportReceived","dataVersion":"1.0","eventTime":"2026-11-21T13:00:02Z"}""",
        """{"id":"e2","source":"/x","type":"Microsoft.Communication.SMSReceived","subject":"/phonenumber/815000000001","time":"2026-11-21T13:00:00Z","specversion":"1.0","data":{"messageId":"Incoming_fuzz2","from":"+819012349998","to":"+815000000001","message":"停止","receivedTimestamp":"2026-11-21T13:00:00Z"}}""",
        """{"id":"v","topic":"t","subject":"","data":{"validationCode":"512d38b6-c7b8-40c8-89fe-f46f9e9622b6","validationUrl":"https://example.com/validate?id=1"},"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","eventTime":"2026-11-21T13:00:00Z","dataVersion":"2"}""",
    ];

    /// <summary>A message as Twilio posts it.</summary>
    public static IReadOnlyList<(string Name, string Value)> TwilioMessage { get; } =
    [
        ("ToCountry", "JP"), ("SmsMessageSid", "SMfuzz"), ("NumMedia", "2"), ("MediaContentType0", "image/jpeg"), ("MediaUrl0", "https://example.com/a"), ("MediaContentType1", "x"), ("SmsSid", "SMfuzz"),
        ("SmsStatus", "received"), ("OptOutType", "HELP"), ("Body", "相談したいです 😀"), ("To", "+815010000001"), ("NumSegments", "1"), ("MessageSid", "SMfuzz"), ("AccountSid", "ACx"), ("From", "+819012349997"), ("ApiVersion", "2010-04-01"),
    ];

    /// <summary>A report as Twilio posts it.</summary>
    public static IReadOnlyList<(string Name, string Value)> TwilioReport { get; } =
        [("MessageSid", "SMfuzz"), ("MessageStatus", "undelivered"), ("SmsStatus", "undelivered"), ("ErrorCode", "30003"), ("To", "+819012349997"), ("From", "+815010000001"), ("AccountSid", "ACx")];

    /// <summary>What the page of the web chat posts.</summary>
    public static IReadOnlyList<(string Name, string Value)> ChatWords { get; } =
        [("clientId", "0190b5a0-0000-7000-8000-000000000001"), ("beginning", "abcdefghijklmnopqrstuvwxyz012345"), ("text", "ことば\r\n二行目")];

    /// <summary>Calls of the console's hub.</summary>
    public static IReadOnlyList<string> HubCalls { get; } =
    [
        Hub("Send", "\"0190b5a0-0000-7000-8000-000000000002\",\"0190b5a0-0000-7000-8000-000000000003\",\"返事\""), Hub("EntriesAfter", "\"0190b5a0-0000-7000-8000-000000000002\",0"),
        Hub("Resume", ""), Hub("SetAvailability", "false,2"), Hub("AnswerOffer", "\"0190b5a0-0000-7000-8000-000000000004\",true"), Hub("Close", "\"0190b5a0-0000-7000-8000-000000000002\",\"talked\""),
        Hub("Return", "\"0190b5a0-0000-7000-8000-000000000002\""), Hub("Seen", "\"0190b5a0-0000-7000-8000-000000000002\",3"), Hub("Typing", "\"0190b5a0-0000-7000-8000-000000000002\""),
        Hub("OfferPage", "\"0190b5a0-0000-7000-8000-000000000002\""), """{"type":6}""", """{"type":5,"invocationId":"7"}""", """{"type":3,"invocationId":"7","result":1}""", """{"type":4,"invocationId":"7","target":"Send","arguments":[]}""", """{"type":2,"invocationId":"7","item":1}""",
    ];

    /// <summary>What signs in.</summary>
    public static string SignIn => """{"userName":"nobody-of-this-house","password":"a-password-of-nobody"}""";

    /// <summary>A set-up file.</summary>
    public static string Setup =>
        """
        organisations:
          - id: komorebi
            name: こもれび相談室
            nameEn: "Komorebi"
            openingHours: 毎日 13時〜22時
            attachments: pictures
            largestAttachmentMb: 10
            line:
              - account: komorebi
                destination: U0123456789abcdef0123456789abcdef
                channelSecret: file:secret.txt
                accessToken: file:secret.txt
                mode: entrance
            sms:
              - account: komorebi
                provider: twilio
                number: "+815010000001"
                endpoint: https://api.twilio.com
                accountSid: AC0123456789abcdef0123456789abcdef
                authToken: file:secret.txt
                publicAddress: https://example.jp
                partPrice: 8.8 JPY
            chat:
              - entrance: komorebi
                frames: [https://www.city.example]
            people:
              - userName: aoi
                name: あおい
                role: volunteer
                password: file:secret.txt

        """;

    private static string Line(string type, string rest) =>
        $$"""{"type":"{{type}}","mode":"active","timestamp":1790000000000,"webhookEventId":"01KFUZZ","deliveryContext":{"isRedelivery":false},"source":{"type":"user","userId":"Uffffffffffffffffffffffffffffffff"},"replyToken":"0f0e0d0c0b0a09080706050400000018",{{rest}}}""";

    private static string Hub(string target, string arguments) => $$"""{"type":1,"invocationId":"7","target":"{{target}}","arguments":[{{arguments}}]}""";
}
