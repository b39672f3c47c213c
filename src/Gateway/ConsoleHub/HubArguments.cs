using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.ConsoleHub;

/// <summary>Refuses calls that no console makes: without something that is needed, or with an id that can be none. Below, each database would fail at them in its own way.</summary>
public sealed class HubArguments : IHubFilter
{
    // The gateway's own have 36 letters; some are named by people.
    private const int LongestId = 200;

    private readonly ConcurrentDictionary<MethodInfo, IReadOnlyList<Argument>> _known = new();

    /// <inheritdoc />
    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        foreach (var argument in _known.GetOrAdd(invocationContext.HubMethod, ArgumentsOf))
        {
            switch (invocationContext.HubMethodArguments[argument.Index])
            {
                case null when argument.IsNeeded:
                    throw Refusal($"{argument.Name} is missing");
                case string id when argument.IsId && (id.Length > LongestId || id.Any(char.IsControl)):
                    throw Refusal($"{argument.Name} is not an id");
                case IReadOnlyDictionary<string, string?> fields when fields.Values.Contains(null):
                    throw Refusal($"{argument.Name} has a field with nothing in it; leave the field out");
                default:
                    continue;
            }
        }

        return next(invocationContext);
    }

    private static HubException Refusal(string why) => new($"request.argument: {why}");

    private static List<Argument> ArgumentsOf(MethodInfo method)
    {
        var nullability = new NullabilityInfoContext();
        return [.. method.GetParameters().Select(parameter => new Argument(
            parameter.Position, parameter.Name!, nullability.Create(parameter).WriteState == NullabilityState.NotNull, parameter.Name!.EndsWith("Id", StringComparison.Ordinal)))];
    }

    private readonly record struct Argument(int Index, string Name, bool IsNeeded, bool IsId);
}
