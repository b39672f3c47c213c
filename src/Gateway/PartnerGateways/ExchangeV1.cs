using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.PartnerGateways.Stays;
using Gateway.Primitives;

namespace Gateway.PartnerGateways;

/// <summary>What a gateway asks another one for: version 1 of the wire contract (<c>docs/formats/partner-gateway.md</c>).</summary>
/// <param name="Version">Always 1.</param>
/// <param name="At">When it was written, by the clock of whoever calls.</param>
public sealed record ExchangeCall(int Version, DateTimeOffset At)
{
    /// <summary>応援 (1.1): those of the caller's people who are with the other side, or were; left out while there is nobody.</summary>
    public IReadOnlyList<StayCall>? Stays { get; init; }
}

/// <summary>The answer.</summary>
/// <param name="Version">Always 1.</param>
/// <param name="At">When it was written, by the clock of whoever answers.</param>
/// <param name="Availability">Who is there; left out while that is not known.</param>
public sealed record ExchangeAnswer(int Version, DateTimeOffset At, Availability? Availability = null)
{
    /// <summary>応援 (1.1): whom it takes, by which agreement; left out where it takes nobody.</summary>
    public ExchangeTakes? Takes { get; init; }

    /// <summary>応援 (1.1): how each stay stands that the call named; one that is missing could not be looked at, and is to be named again.</summary>
    public IReadOnlyList<StayAnswer>? Stays { get; init; }
}

/// <summary>Whom an organisation takes from the one that asks.</summary>
/// <param name="Agreement">The fingerprint of the agreement that its representative signed.</param>
/// <param name="AtOnce">How many at once.</param>
/// <param name="Languages">In which languages, as short codes.</param>
public sealed record ExchangeTakes(string Agreement, int AtOnce, IReadOnlyList<string> Languages)
{
    /// <summary>How many in a day, by the clock of Japan (1.2); left out by an earlier version, and then twenty.</summary>
    public int? PerDay { get; init; }
}

/// <summary>Who is there to answer people at an organisation. Numbers, and nobody's name.</summary>
/// <param name="OnShift">Counsellors who are available and connected.</param>
/// <param name="Hands">How many people these can have at once, in all.</param>
/// <param name="FreeHands">How many more they can take now.</param>
/// <param name="Waiting">How many wait there.</param>
public sealed record Availability(int OnShift, int Hands, int FreeHands, int Waiting);

/// <summary>How the contract is written.</summary>
internal static class ExchangeJson
{
    /// <summary>Where calls go, behind the address of a gateway. A version that would break a reader has a path of its own.</summary>
    public const string Path = "/partner-gateways/v1/exchange";

    /// <summary>The only version that there is.</summary>
    public const int Version = 1;

    /// <summary>Camel case, no empty fields. Fields that are not known are left out: a newer minor version may have more.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 8,
        Converters = { new UtcJson(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>As bytes.</summary>
    public static byte[] Write<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, Options);

    /// <summary>From bytes; nothing when they are not of this form.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> body) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
