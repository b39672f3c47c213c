using Gateway.Intake.Bots;
using Gateway.TestKit;
using Gateway.TestKit.Contracts;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Intake.Bots;

/// <summary>What a bot offers, as people see it: buttons on LINE and on the page, numbers in an SMS.</summary>
public sealed class OptionsTests
{
    private readonly ScriptedBot _bot = new();

    [Fact]
    public async Task On_LINE_an_answer_is_one_tap_and_the_way_out_is_beside_it()
    {
        await using var night = await StartAsync();
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        await girl.ReceivesAsync(text => text == "だれのことですか?");
        await night.EventuallyAsync(() => Task.FromResult(girl.Received[^1].Text == "だれのことですか?"), "asked");
        Assert.Equal(["自分のこと", "とても長いことばでできているボタンの例…", "順番が来たら知らせて", "順番待ちをやめる"], girl.Received[^1].Taps.Select(tap => tap.Label));
        await girl.TapAsync("自分のこと");
        await girl.ReceivesAsync(text => text == "わかりました");
        Assert.Equal("c1", _bot.Turns.Last().Chosen);

        // It stands in the log as her own word; the counsellor sees what she told.
        await using var aoi = await night.ConsoleAsync();
        await aoi.SetAvailabilityAsync(available: false, capacity: 1);
        var talk = (await aoi.TakeNextAsync())!;
        var read = await aoi.EntriesAfterAsync(talk.Id, 0);
        Assert.Contains(read, entry => entry is { Author: "person", Text: "自分のこと" });
        Assert.Equal("self", Assert.Single(read, entry => entry.Kind == "facts").Facts!["who"]);
        Assert.Equal(["自分のこと", "とても長いことばでできているボタンの例です"], Assert.Single(read, entry => entry.Options is not null).Options!);
        await night.EventuallyAsync(() => Task.FromResult(_bot.Turns.Any(turn => turn.What == BotTurnKind.Taken)), "the bot knows that a counsellor is there");
    }

    [Fact]
    public async Task In_an_SMS_the_answers_stand_with_their_numbers_and_a_number_is_an_answer()
    {
        await using var night = await StartAsync();
        var man = night.SmsPhone();
        await man.SayAsync("こんばんは");
        await man.ReceivesAsync(text => text == "だれのことですか?\n1: 自分のこと\n2: とても長いことばでできているボタンの例です");
        await man.SayAsync("1");
        await man.ReceivesAsync(text => text == "わかりました");
        Assert.Equal("c1", _bot.Turns.Last().Chosen);
    }

    [Fact]
    public async Task On_the_page_an_answer_is_a_button_that_needs_no_script()
    {
        await using var night = await StartAsync();
        using var browser = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await browser.WriteAsync("こんばんは");
        await night.EventuallyAsync(async () => (await browser.ReadAsync()).Contains("<button name=\"text\" value=\"自分のこと\">", StringComparison.Ordinal), "the buttons are there");
        await browser.WriteAsync("自分のこと");
        await night.EventuallyAsync(() => Task.FromResult(_bot.Turns.Any(turn => turn.Chosen == "c1")), "chosen");
    }

    private async Task<TestGateway> StartAsync()
    {
        _bot.ThenSay("だれのことですか?", "自分のこと", "とても長いことばでできているボタンの例です");
        _bot.Then(new BotAnswer { Messages = [new BotMessage("わかりました")], Facts = new Dictionary<string, string> { ["who"] = "self" } });
        return await TestGateway.StartAsync(replace: services => services.AddSingleton<IIntakeBot>(_bot));
    }
}
