using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.ConsoleHub;
using Xunit;

namespace Gateway.Tests.ConsoleHub;

/// <summary>The hub's C# types are the contract: the console's types and the integrators' page must say the same.</summary>
public sealed partial class OneContractTests
{
    public static TheoryData<Type, string> Views() => new()
    {
        { typeof(MeView), "Me" },
        { typeof(ConversationView), "Conversation" },
        { typeof(PartPriceView), "PartPrice" },
        { typeof(EntryView), "Entry" },
        { typeof(AttachmentView), "Attachment" },
        { typeof(GradeChangeView), "GradeChange" },
        { typeof(OfferView), "Offer" },
        { typeof(PlaceView), "QueuePlace" },
        { typeof(QueueSummary), "QueueSummary" },
        { typeof(ElsewhereView), "Elsewhere" },
        { typeof(DisasterLineView), "DisasterLine" },
        { typeof(AvailabilityView), "Availability" },
        { typeof(BlockView), "Block" },
        { typeof(EmergencyView), "Emergency" },
        { typeof(AcknowledgementView), "Acknowledgement" },
        { typeof(ProposalView), "Proposal" },
        { typeof(EmergencySheetView), "EmergencySheet" },
        { typeof(EmergencyStepView), "EmergencyStep" },
        { typeof(ConsoleState), "Resumed" },
    };

    [Theory, MemberData(nameof(Views))]
    public void The_console_knows_exactly_the_fields_of(Type view, string interfaceName)
    {
        var fields = view.GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order();
        Assert.Equal(fields, FieldsOf(interfaceName).Order());
    }

    [Fact]
    public void The_console_listens_to_every_message_of_the_hub()
    {
        var hub = Read("src/console/src/protocol/hub.ts") + Read("src/console/src/protocol/link.ts");
        Assert.All(typeof(IConsoleClient).GetMethods(), message => Assert.Contains($"'{message.Name}'", hub, StringComparison.Ordinal));
    }

    [Fact]
    public void The_integrators_page_names_every_method_and_message()
    {
        var page = Read("docs/integrate.md");
        var names = HubMethods().Select(method => method.Name).Concat(typeof(IConsoleClient).GetMethods().Select(message => message.Name));
        Assert.All(names, name => Assert.Contains($"`{name}(", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_console_calls_only_methods_that_the_hub_has()
    {
        var called = Invoked().Matches(Read("src/console/src/protocol/hub.ts")).Select(match => match.Groups["name"].Value).Distinct().ToList();
        Assert.NotEmpty(called);
        Assert.Empty(called.Except(HubMethods().Select(method => method.Name)));
    }

    private static IEnumerable<MethodInfo> HubMethods() =>
        typeof(CounsellorHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == typeof(CounsellorHub));

    private static IEnumerable<string> FieldsOf(string interfaceName)
    {
        var text = Read("src/console/src/protocol/messages.ts");
        var match = Regex.Match(text, $@"export interface {interfaceName}( extends (?<base>\w+))? \{{(?<body>[^}}]*)\}}");
        Assert.True(match.Success, $"messages.ts has no interface {interfaceName}");
        var own = Field().Matches(match.Groups["body"].Value).Select(field => field.Groups["name"].Value);
        return match.Groups["base"].Success ? own.Concat(FieldsOf(match.Groups["base"].Value)) : own;
    }

    private static string Read(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gateway.sln"))) folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, file));
    }

    [GeneratedRegex(@"^\s*(?<name>\w+)\??:", RegexOptions.Multiline)]
    private static partial Regex Field();

    [GeneratedRegex(@"call\('(?<name>\w+)'")]
    private static partial Regex Invoked();
}
