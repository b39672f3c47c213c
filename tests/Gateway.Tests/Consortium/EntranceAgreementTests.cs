using System.Net;
using System.Text.Json.Nodes;
using Gateway.Consent;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Gateway.Tests.Stories;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>What somebody agreed to with one member of a consortium, on the page of the entrance that another one runs.</summary>
public sealed class EntranceAgreementTests
{
    private const string ToWhom = "みなと野くらしの自立相談センター";

    /// <summary>Who answers for the data stands in the receipt: a person who wants to take it further must not be sent to the body whose page it happens to be.</summary>
    [Fact]
    public async Task The_receipt_names_the_member_that_asked_and_one_tap_takes_it_back_though_another_one_answers()
    {
        await using var houses = await TwoHouses.OpenAsync(2, new MemberTerms { Takes = true }, common: true);
        using var page = new ChatBrowser(new Uri(houses.Gateway.Address, "/chat/org1-chat1"));
        ConsentRecord given;
        await using (var aki = await houses.AvailableAsync("org2-person1"))
        {
            using (await page.WriteAsync("こんばんは")) await houses.Gateway.EventuallyAsync(() => Task.FromResult(aki.Received.After(0).Any(message => message.Target == "Offered")), "offered");
            var talk = (await aki.AnswerOfferAsync((await aki.WaitForAsync(message => message.Target == "Offered")).Offer().OfferId, accept: true))!;
            given = await AgreedAsync(houses, talk.Id);
            await aki.CloseAsync(talk.Id);
            await aki.SetAvailabilityAsync(false, 1);
        }

        await using var nao = await houses.AvailableAsync("org1-person1");
        using (await page.WriteAsync("また来ました"))
            await houses.Gateway.EventuallyAsync(async () => await houses.OpenConversationAsync("org1") is { Stage: Stage.Waiting }, "waits at org1");
        Assert.Contains(ToWhom, await page.ReadAsync("/agree"), StringComparison.Ordinal);
        var receipt = JsonNode.Parse(await page.ReadAsync($"/agree/{given.Id}/receipt"))!;
        Assert.Equal("相談室 org2", (string?)receipt["controller"]!["name"]);

        using var taken = await page.PostAsync($"/agree/{given.Id}/withdraw", await page.FormAsync($"/agree/{given.Id}"));
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        Assert.Equal(ConsentState.Withdrawn, (await houses.ReadAsync(session => houses.Gateway.Services.GetRequiredService<ConsentRows>().FindAsync(session, given.Id)))!.State);
    }

    private static async Task<ConsentRecord> AgreedAsync(TwoHouses houses, string talkId)
    {
        var services = houses.Gateway.Services;
        var terms = new ConsentTerms(
            "B03", ToWhom, "自立相談支援機関", null, ConsentPurpose.Contact, "住まいのこと", [ConsentItem.Name], "sheet", 1, new string('a', 64), AgeBand.Adult, "", "", 0);
        var (outcome, record) = await services.GetRequiredService<IRecords>().WriteAsync(async session =>
        {
            var talk = (await ConversationRows.LockAsync(session, talkId))!;
            var staff = new Staff(talk.AssignedTo!, "aki", "あき", Roles.Volunteer, "org2");
            return await services.GetRequiredService<AskConsent>().AskAsync(session, talk, staff, terms, again: false);
        });
        Assert.Equal(AskOutcome.Asked, outcome);
        Assert.Equal(AnswerOutcome.Taken, await services.GetRequiredService<AnswerConsent>().ByTapAsync(record!.ContactId, record.Id, record.TermsHash, [ConsentItem.Name]));
        return record;
    }
}
