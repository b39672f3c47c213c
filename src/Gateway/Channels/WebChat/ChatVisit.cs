using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>Somebody at an entrance: which one, how they want to read, and who they are, if they have written before.</summary>
/// <param name="Entrance">Names the entrance in its address.</param>
/// <param name="Organisation">Who answers there.</param>
/// <param name="Base">The path of the page, without a slash at its end.</param>
/// <param name="Language"><c>ja</c> or <c>en</c>: what the address says, else Japanese.</param>
/// <param name="Large">Whether larger letters were asked for.</param>
/// <param name="Secret">What the cookie holds; nothing before the first words.</param>
internal sealed record ChatVisit(
    string Entrance, Organisation Organisation, string Base, string Language, bool Large, Redacted<string>? Secret)
{
    /// <summary>The channel account, for example <c>chat/komorebi</c>.</summary>
    public string Account => $"chat/{Entrance}";

    /// <summary>The choices of language and size as a query, or nothing. They travel in every address, because nothing is stored.</summary>
    public string Query => QueryFor(Language, Large);

    /// <summary>The address of this page with other choices.</summary>
    public string PageWith(string language, bool large) => Base + QueryFor(language, large);

    /// <summary>Reads the visit from a request; nothing when there is no such entrance.</summary>
    public static ChatVisit? From(HttpContext context, OrganisationDirectory organisations, ChatTexts texts)
    {
        var request = context.Request;
        if (organisations.FindChat((string?)request.RouteValues["entrance"] ?? "") is not { } entrance) return null;
        if (organisations.FindOrganisation(entrance.Organisation) is not { } organisation) return null;
        var language = (string?)request.Query["lang"] ?? "ja";
        return new ChatVisit(
            entrance.Entrance, organisation, $"{request.PathBase}/chat/{entrance.Entrance}",
            texts.Languages.Contains(language) ? language : "ja", request.Query["large"] == "1", ChatCookie.Read(request));
    }

    /// <summary>The visit that the group's filter found.</summary>
    public static ChatVisit Of(HttpContext context) => context.Features.Get<ChatVisit>()
        ?? throw new InvalidOperationException("The filter of the group did not run.");

    private static string QueryFor(string language, bool large) => (language, large) switch
    {
        ("ja", false) => "",
        ("ja", true) => "?large=1",
        (_, false) => $"?lang={language}",
        (_, true) => $"?lang={language}&large=1",
    };
}
