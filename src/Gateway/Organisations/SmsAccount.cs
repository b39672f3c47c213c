using Gateway.Primitives;

namespace Gateway.Organisations;

/// <summary>One number for SMS, whoever carries it.</summary>
/// <param name="Account">Names it in the addresses that its provider calls; unique among SMS accounts.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Number">In E.164 with the plus sign.</param>
/// <param name="Endpoint">Address of the provider, without a path unless the provider has one.</param>
/// <param name="PartPrice">What one part of a message costs, where it was said.</param>
public abstract record SmsAccount(string Account, string Organisation, string Number, Uri Endpoint, PartPrice? PartPrice)
{
    /// <summary>共同の窓口: see <see cref="LineAccount.Common"/>.</summary>
    public bool Common { get; init; }
}

/// <summary>A number of Azure Communication Services.</summary>
/// <param name="Account">See <see cref="SmsAccount"/>.</param>
/// <param name="Organisation">See <see cref="SmsAccount"/>.</param>
/// <param name="Number">See <see cref="SmsAccount"/>.</param>
/// <param name="Endpoint">The resource's address.</param>
/// <param name="AccessKey">The resource's key, Base64.</param>
/// <param name="EventsKey">Comes with every event of Event Grid: in its address, or as a header.</param>
/// <param name="PreviousEventsKey">Still accepted while the key is being changed.</param>
/// <param name="PartPrice">See <see cref="SmsAccount"/>.</param>
public sealed record AcsAccount(
    string Account, string Organisation, string Number, Uri Endpoint,
    Redacted<string> AccessKey, Redacted<string> EventsKey, Redacted<string>? PreviousEventsKey, PartPrice? PartPrice = null)
    : SmsAccount(Account, Organisation, Number, Endpoint, PartPrice)
{
    /// <summary>Every key that an event may come with, the current one first.</summary>
    public IReadOnlyList<Redacted<string>> EventsKeys => PreviousEventsKey is { } previous ? [EventsKey, previous] : [EventsKey];
}

/// <summary>A number of Twilio, or of a provider that speaks as Twilio does.</summary>
/// <param name="Account">See <see cref="SmsAccount"/>.</param>
/// <param name="Organisation">See <see cref="SmsAccount"/>.</param>
/// <param name="Number">See <see cref="SmsAccount"/>.</param>
/// <param name="Endpoint">Where its API is.</param>
/// <param name="AccountSid">The account at Twilio: <c>AC</c> and 32 hexadecimal digits.</param>
/// <param name="AuthToken">Signs what Twilio calls us with, and opens the API to us.</param>
/// <param name="PreviousAuthToken">A signature with it is still accepted while the token is being changed.</param>
/// <param name="PublicAddress">Where Twilio finds this gateway: what it signs begins with exactly this.</param>
/// <param name="PartPrice">See <see cref="SmsAccount"/>.</param>
public sealed record TwilioAccount(
    string Account, string Organisation, string Number, Uri Endpoint,
    string AccountSid, Redacted<string> AuthToken, Redacted<string>? PreviousAuthToken, Uri PublicAddress, PartPrice? PartPrice = null)
    : SmsAccount(Account, Organisation, Number, Endpoint, PartPrice)
{
    /// <summary>Every token that a signature may be made with, the current one first.</summary>
    public IReadOnlyList<Redacted<string>> AuthTokens => PreviousAuthToken is { } previous ? [AuthToken, previous] : [AuthToken];

    /// <summary>An address of this account as Twilio sees it, without a query.</summary>
    /// <param name="door"><c>messages</c> or <c>status</c>.</param>
    public string PublicUrl(string door) => $"{PublicAddress.GetLeftPart(UriPartial.Path).TrimEnd('/')}/channels/twilio/{Account}/{door}";
}

/// <summary>What one part of an SMS costs, as the organisation's contract says.</summary>
/// <param name="Amount">In the currency's main unit, for example 8.8.</param>
/// <param name="Currency">Three letters, for example <c>JPY</c>.</param>
public sealed record PartPrice(decimal Amount, string Currency);
