using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.SupportBodies;
using Gateway.SupportBodies.Exchange;
using Gateway.SupportBodies.Hours;
using Xunit;

namespace Gateway.Tests.SupportBodies;

/// <summary>The C# types are the contract of the directory: the console's types and words must say the same.</summary>
public sealed partial class OneBodyContractTests
{
    public static TheoryData<Type, string> Views() => new()
    {
        { typeof(BodyRowView), "BodyRow" },
        { typeof(BodyListView), "BodyList" },
        { typeof(BodyView), "Body" },
        { typeof(BodyEntry), "BodyEntry" },
        { typeof(BodyArea), "BodyArea" },
        { typeof(BodyPreset), "BodyPreset" },
        { typeof(BodyReason), "BodyReason" },
        { typeof(Liaison), "Liaison" },
        { typeof(BodyAddress), "BodyAddress" },
        { typeof(OpeningHours), "OpeningHours" },
        { typeof(HoursRule), "HoursRule" },
        { typeof(WhenOpenView), "WhenOpen" },
        { typeof(ApprovalView), "Approval" },
        { typeof(ProposalView), "Proposal" },
        { typeof(DisablingView), "Disabling" },
        { typeof(BodyKindView), "BodyKind" },
        { typeof(EntryFault), "EntryFault" },
        { typeof(ImportProblem), "ImportProblem" },
        { typeof(ImportReport), "ImportReport" },
    };

    [Theory, MemberData(nameof(Views))]
    public void The_console_knows_exactly_the_fields_of(Type view, string interfaceName)
    {
        var text = File.ReadAllText(Repository.PathOf("src/console/src/protocol/bodies.ts"));
        var match = Regex.Match(text, $@"export interface {interfaceName} \{{\n(?<body>.*?)\n\}}", RegexOptions.Singleline);
        Assert.True(match.Success, $"bodies.ts has no interface {interfaceName}");
        var fields = view.GetProperties().Where(property => property.GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonIgnoreAttribute), false).Length == 0)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order();
        Assert.Equal(fields, Field().Matches(match.Groups["body"].Value).Select(field => field.Groups["name"].Value).Order());
    }

    [GeneratedRegex(@"^  (?<name>\w+)\??:", RegexOptions.Multiline)]
    private static partial Regex Field();
}
