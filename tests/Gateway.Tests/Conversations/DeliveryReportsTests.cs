using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Xunit;

namespace Gateway.Tests.Conversations;

public sealed class DeliveryReportsTests
{
    /// <summary>What is known, what is reported, what is known then; nothing where it tells nothing new.</summary>
    public static TheoryData<string?, string, string?> Table => new()
    {
        { "pending", DeliveryReports.Accepted, "sent" },
        { "pending", DeliveryReports.Delivered, "delivered" },
        { "pending", DeliveryReports.OptedOut, "undelivered" },
        { "uncertain", DeliveryReports.Accepted, "sent" },
        { "uncertain", DeliveryReports.Delivered, "delivered" },
        { "uncertain", DeliveryReports.Undelivered, "undelivered" },
        { "sent", DeliveryReports.Accepted, null },
        { "sent", DeliveryReports.Delivered, "delivered" },
        { "sent", DeliveryReports.Unreachable, "undelivered" },
        { "sent", DeliveryReports.Filtered, "undelivered" },
        { "sent", DeliveryReports.Address, "undelivered" },
        { "failed", DeliveryReports.Accepted, null },
        { "failed", DeliveryReports.Delivered, "delivered" },
        { "failed", DeliveryReports.Undelivered, "undelivered" },
        { "delivered", DeliveryReports.Accepted, null },
        { "delivered", DeliveryReports.Delivered, null },
        { "delivered", DeliveryReports.Undelivered, null },
        { "undelivered", DeliveryReports.Accepted, null },
        { "undelivered", DeliveryReports.Delivered, null },
        { "undelivered", DeliveryReports.OptedOut, null },
        { null, DeliveryReports.Delivered, null },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_report_goes_only_forward(string? known, string report, string? then) => Assert.Equal(then, DeliveryReports.Next(known, report));

    [Fact]
    public void No_order_of_reports_ends_elsewhere_than_the_last_word()
    {
        string[] all = [DeliveryReports.Accepted, DeliveryReports.Accepted, DeliveryReports.Delivered, DeliveryReports.Delivered];
        for (var seed = 0; seed < 200; seed++)
        {
            var order = all.ToArray();
            new Random(seed).Shuffle(order);
            foreach (var first in new[] { Deliveries.Pending, Deliveries.Sent, Deliveries.Uncertain })
                Assert.Equal(Deliveries.Delivered, order.Aggregate(first, (state, report) => DeliveryReports.Next(state, report) ?? state));
        }
    }

    [Theory]
    [InlineData("delivered", "sent")]
    [InlineData("undelivered", "failed")]
    [InlineData("pending", "pending")]
    [InlineData("uncertain", "uncertain")]
    [InlineData(null, null)]
    public void What_leaves_the_gateway_has_four_states(string? known, string? shown) => Assert.Equal(shown, Deliveries.Shown(known));
}
