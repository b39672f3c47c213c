using Gateway.Consortium;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>Somebody at an entrance: which one, how they want to read, and who they are, if they have written before.</summary>
/// <param name="Entrance">Names the entrance in its address.</param>
/// <param name="Frames">The sites whose pages may show this entrance in a frame.</param>
/// <param name="Organisation">Who answers there.</param>
/// <param name="Base">The path of the page, without a slash at its end.</param>
/// <param name="Language">What the address says, else what the browser asks for.</param>
/// <param name="Look">How they want to read.</param>
/// <param name="Secret">What the cookie holds; nothing before the first words, and nothing after a quick exit.</param>
internal sealed record ChatVisit(
    string Entrance, IReadOnlyList<string> Frames, Organisation Organisation, string Base, string Language, ChatLook Look, Redacted<string>? Secret)
{
    /// <summary>The channel account, for example <c>chat/komorebi</c>.</summary>
    public string Account => $"chat/{Entrance}";

    /// <summary>共同の窓口: the consortium to whose common entrance they have come; nothing at an organisation's own.</summary>
    public EntranceFace? Face { get; init; }

    /// <summary>Whose talk it is or was: behind a common entrance the member that answers, whose rules hold in it.</summary>
    public Organisation Answering(Conversation talk, OrganisationDirectory organisations) => organisations.FindOrganisation(talk.Organisation) ?? Organisation;

    /// <summary>How they want to read, as a query, or nothing.</summary>
    public string Query => Look.Query;

    /// <summary>Which page beside the talk it is, for example <c>/agree</c>; nothing for the talk.</summary>
    public string Beside { get; init; } = "";

    /// <summary>The address of this page with other choices.</summary>
    public string PageWith(ChatLook look) => Base + Beside + look.Query;

    /// <summary>Reads the visit from a request; nothing when there is no such entrance.</summary>
    public static ChatVisit? From(HttpContext context, OrganisationDirectory organisations)
    {
        var request = context.Request;
        if (organisations.FindChat((string?)request.RouteValues["entrance"] ?? "") is not { } entrance) return null;
        if (organisations.FindOrganisation(entrance.Organisation) is not { } organisation) return null;
        var look = ChatLook.From(request);
        // Where no other site may show it, no address may ask for the cookies of a frame.
        if (entrance.Frames.Count == 0) look = look with { Framed = false };
        return new ChatVisit(
            entrance.Entrance, entrance.Frames, organisation, $"{request.PathBase}/chat/{entrance.Entrance}", look.LanguageFor(request), look,
            ChatCookie.HasLeft(request, look.Framed) ? null : ChatCookie.Read(request, look.Framed));
    }

    /// <summary>The visit that the group's filter found.</summary>
    public static ChatVisit Of(HttpContext context) => context.Features.Get<ChatVisit>()
        ?? throw new InvalidOperationException("The filter of the group did not run.");
}
