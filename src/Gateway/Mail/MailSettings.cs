using System.Net.Mail;
using Gateway.Primitives;

namespace Gateway.Mail;

/// <summary>By which server letters leave. Without one none do, and the console says so.</summary>
public sealed class MailSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Mail";

    /// <summary>The SMTP server. Empty: no letters leave.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its port: 587 is where mail is handed in.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Whether the line is encrypted with STARTTLS; without it only to this machine itself.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>The name to sign in with at the server; empty: nobody signs in.</summary>
    public string User { get; init; } = "";

    /// <summary>The password to that name.</summary>
    public string Password { get; init; } = "";

    /// <summary>The address that letters come from, for example <c>tsunagi@example.jp</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>Hours for which a letter is tried again when the server does not take it.</summary>
    public int TryHours { get; init; } = 24;

    /// <summary>Whether letters leave at all.</summary>
    public bool On => Host.Length > 0;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (On && !MailAddress.TryCreate(From, out _)) yield return "From: must be an e-mail address";
        if (Port is < 1 or > 65535) yield return "Port: must be 1 to 65535";
        if (On && !Tls && Host is not ("localhost" or "127.0.0.1" or "::1")) yield return "Tls: must be true, except to this machine itself";
        if ((User.Length == 0) != (Password.Length == 0)) yield return "Password: must stand beside User, and not without it";
        if (TryHours is < 1 or > 168) yield return "TryHours: must be 1 to 168";
    }
}
