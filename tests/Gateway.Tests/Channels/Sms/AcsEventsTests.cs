using Gateway.Channels.Sms;
using Gateway.Organisations;
using Gateway.Primitives;
using Xunit;

namespace Gateway.Tests.Channels.Sms;

public sealed class AcsEventsTests
{
    private static readonly AcsAccount Account = new(
        "komorebi", "org-1", "+815000000001", new Uri("https://acs.test"), Redacted.Of("a2V5"), Redacted.Of("events"), null);

    public static TheoryData<string, string> Table => new()
    {
        { "received", "\"相談したいです\"" },
        { "received-with-plus", "\"相談したいです\"" },
        { "received-batch", "\"0通目\" / \"1通目\" / \"2通目\"" },
        { "received-empty", "unknown sms" },
        { "received-withheld", "nobody" },
        { "received-tomorrow", "\"相談したいです\"" },
        { "cloud-event", "\"相談したいです\"" },
        { "delivery-report", "report delivered" },
        { "delivery-report-without-tag", "report delivered / report unreachable / nobody" },
        { "event-tomorrow", "nobody" },
        { "validation", "" },
        { "validation-and-received", "\"相談したいです\"" },
        { "no-events", "" },
        { "spoilt-neighbours", "\"前\" / nobody / nobody / nobody / nobody / nobody / nobody / nobody / \"印\" / \"後\" / \"過去\"" },
        { "text-half-pair", "\"前<FFFD>後\" / \"隣\"" },
        { "text-invalid-utf8", "\"前<FFFD>後\" / \"隣\"" },
    };

    public static TheoryData<string> Broken => [.. Payload.Names("Sms", broken: true)];

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_kind_of_event_is_understood_or_noted(string file, string read) =>
        Assert.Equal(read, Payload.Visible(Payload.InWords(AcsEvents.Read(Account, Payload.Bytes("Sms", file))!.Events)));

    [Theory]
    [InlineData("815000000001", "\"はい\"")]
    [InlineData("050-0000-0001", "\"はい\"")]
    [InlineData("KOMOREBI", "\"はい\"")]
    [InlineData("815099999999", "nobody")]
    public void What_was_written_to_another_number_of_the_resource_is_only_noted(string to, string read)
    {
        var body = $$$"""[{"id":"1","eventType":"Microsoft.Communication.SMSReceived","data":{"messageId":"m","from":"819012345678","to":"{{{to}}}","message":"はい"}}]""";
        Assert.Equal(read, Payload.Visible(Payload.InWords(AcsEvents.Read(Account, System.Text.Encoding.UTF8.GetBytes(body))!.Events)));
    }

    [Fact]
    public void No_payload_file_is_left_out() =>
        Assert.Equal(Payload.Names("Sms"), Table.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_no_call_of_event_grid_is_nothing(string file) => Assert.Null(AcsEvents.Read(Account, Payload.Bytes("Sms", file)));

    [Theory]
    [InlineData("received")]
    [InlineData("received-with-plus")]
    [InlineData("cloud-event")]
    public void The_number_is_the_same_with_or_without_its_plus(string file)
    {
        var one = Assert.Single(AcsEvents.Read(Account, Payload.Bytes("Sms", file))!.Events);
        Assert.Equal(("org-1", "sms", "sms/komorebi", "+819012345678"), (one.Organisation, one.Channel, one.ChannelAccount, one.Address.Value));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 13, 0, 0, 123, TimeSpan.Zero), Utc.FromMs(one.SentAt!.Value));
    }

    [Fact]
    public void A_message_is_known_again_by_its_own_id_and_not_by_that_of_the_event()
    {
        var received = AcsEvents.Read(Account, Payload.Bytes("Sms", "received"))!.Events[0];
        Assert.Equal("SMSReceived|Incoming_1", received.EventId);
        Assert.Equal("SMSReceived|Incoming_6", AcsEvents.Read(Account, Payload.Bytes("Sms", "cloud-event"))!.Events[0].EventId);
        Assert.Equal("SMSDeliveryReportReceived|Outgoing_1", AcsEvents.Read(Account, Payload.Bytes("Sms", "delivery-report"))!.Events[0].EventId);
        var spoilt = AcsEvents.Read(Account, Payload.Bytes("Sms", "spoilt-neighbours"))!.Events;
        Assert.All(spoilt, one => Assert.Matches("^[!-~]{1,200}$", one.EventId));
        Assert.Equal(spoilt.Count, spoilt.Select(one => one.EventId).Distinct().Count());
        Assert.All(spoilt, one => Assert.True(one.SentAt is null || Utc.FromMs(one.SentAt.Value).Year == 2026));
    }

    [Fact]
    public void A_report_brings_our_reference_and_azures_own_id_as_far_as_they_are_there()
    {
        var tagged = Assert.Single(AcsEvents.Read(Account, Payload.Bytes("Sms", "delivery-report"))!.Events);
        Assert.Equal(("t", "Outgoing_1", "+819012345678"), (tagged.MessageId, tagged.ReportId, tagged.Address.Value));
        var bare = AcsEvents.Read(Account, Payload.Bytes("Sms", "delivery-report-without-tag"))!.Events;
        Assert.Equal([(null, "Outgoing_2"), (null, "Outgoing_3"), (null, null)], bare.Select(one => (one.MessageId, one.ReportId)));
    }

    [Fact]
    public void The_question_of_event_grid_is_answered_with_its_code_only()
    {
        Assert.Equal("512d38b6-c7b8-40c8-89fe-f46f9e9622b6", AcsEvents.Read(Account, Payload.Bytes("Sms", "validation"))!.ValidationCode);
        Assert.Null(AcsEvents.Read(Account, Payload.Bytes("Sms", "received"))!.ValidationCode);
    }

    [Theory]
    [InlineData("+819012345678", "+819012345678")]
    [InlineData("819012345678", "+819012345678")]
    [InlineData("+81 90-1234-5678", "+819012345678")]
    [InlineData("15555555555", "+15555555555")]
    [InlineData("1234567", "+1234567")]
    [InlineData("123456789012345", "+123456789012345")]
    [InlineData("1234567890123456", null)]
    [InlineData("123456", null)]
    [InlineData("09012345678", "+819012345678")]
    [InlineData("060-1234-5678", "+816012345678")]
    [InlineData("０９０－１２３４－５６７８", "+819012345678")]
    [InlineData("＋８１ ９０ １２３４ ５６７８", "+819012345678")]
    [InlineData("(090)1234‐5678", "+819012345678")]
    [InlineData("　090　1234　5678　", "+819012345678")]
    [InlineData("+81 (0)90-1234-5678", "+819012345678")]
    [InlineData("010819012345678", "+819012345678")]
    [InlineData("0081 90 1234 5678", "+819012345678")]
    [InlineData("010-1-555-555-5555", "+15555555555")]
    [InlineData("0312345678", "+81312345678")]
    [InlineData("0901234567", null)]
    [InlineData("031234567890", null)]
    [InlineData("01201", null)]
    [InlineData("+", null)]
    [InlineData("+0312345678", null)]
    [InlineData("81+9012345678", null)]
    [InlineData("whatsapp:+819012345678", null)]
    [InlineData("tel:0901234;5678", null)]
    [InlineData("000000000000000000000000000000000000000000", null)]
    [InlineData("anonymous", null)]
    [InlineData("KOMOREBI", null)]
    [InlineData("+81９０12345678", "+819012345678")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_number_is_brought_into_one_form(string? given, string? number) => Assert.Equal(number, PhoneNumber.Normalise(given));
}
