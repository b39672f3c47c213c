using System.Reflection;
using Gateway.ConsoleHub;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.ConsoleHub;

/// <summary>A changed or broken client is told what is wrong with its call: it is no failure of the gateway, which would wake somebody.</summary>
public sealed class HubArgumentsTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public async Task A_call_without_what_it_needs_or_with_what_can_be_no_id_is_refused_by_name()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Counsellors = 1, Supervisors = 1 });
        await using var hub = await night.ConsoleAsync(1);
        var tried = 0;
        foreach (var method in typeof(CounsellorHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsVirtual && !method.IsSpecialName))
        {
            var parameters = method.GetParameters();
            foreach (var parameter in parameters)
            {
                foreach (var bad in BadFor(parameter))
                {
                    var call = parameters.Select(other => other == parameter ? bad : GoodFor(other)).ToArray();
                    var refused = await Assert.ThrowsAsync<HubRefusedException>(() => hub.InvokeAsync<object>(method.Name, call));
                    Assert.True(refused.Code == "request.argument" && refused.Message.Contains(parameter.Name!, StringComparison.Ordinal), $"{method.Name}, {parameter.Name}: {refused.Message}");
                    tried++;
                }
            }
        }

        Assert.InRange(tried, 60, 300);
    }

    private static IEnumerable<object?> BadFor(ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(IReadOnlyDictionary<string, string>)) yield return new Dictionary<string, string?> { ["words"] = null };
        if (parameter.ParameterType != typeof(string)) yield break;
        if (Nullability.Create(parameter).WriteState == NullabilityState.NotNull) yield return null;
        if (!parameter.Name!.EndsWith("Id", StringComparison.Ordinal)) yield break;
        yield return "019aa2f0\0";
        yield return new string('0', 10_000);
    }

    private static object? GoodFor(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "019aa2f0-0000-7000-8000-00000000c11e" : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;
}
