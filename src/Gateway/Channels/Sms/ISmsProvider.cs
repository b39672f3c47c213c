using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Sms;

/// <summary>Whoever carries SMS for an account. One for each kind of account; all of them pass one contract test.</summary>
/// <remarks>What comes in is its webhook's affair; <see cref="SmsInbound"/> gives it the form that is the same for all.</remarks>
public interface ISmsProvider
{
    /// <summary>Whether it carries for this account.</summary>
    bool Carries(SmsAccount account);

    /// <summary>Makes one call. Never throws for what the outside world does, except that it was cancelled.</summary>
    /// <returns>What became of it. A call whose answer did not come is <see cref="SendOutcome.Unknown"/>: nobody makes it again.</returns>
    Task<SendOutcome> SendAsync(SmsAccount account, OutboundSms sms, CancellationToken cancel);
}

/// <summary>One SMS on its way to a provider.</summary>
/// <param name="To">To whom, in E.164.</param>
/// <param name="Text">The words.</param>
/// <param name="Reference">A UUID of ours that the provider's reports bring back. It says nothing to anybody else.</param>
/// <param name="FirstTriedAt">When it was first tried.</param>
public sealed record OutboundSms(Redacted<string> To, Redacted<string> Text, string Reference, DateTimeOffset FirstTriedAt);
