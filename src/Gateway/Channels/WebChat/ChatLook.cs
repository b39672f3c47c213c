using Gateway.Conversations;

namespace Gateway.Channels.WebChat;

/// <summary>How a person wants to read. It travels in every address and is kept nowhere, so it lasts as long as the visit.</summary>
/// <param name="Chosen">The language that they chose; nothing while the browser's wish counts.</param>
/// <param name="Large">Larger letters and buttons.</param>
/// <param name="Furigana">Readings above the characters of the fixed texts; Japanese alone.</param>
/// <param name="Framed">Shown within another site's page, which the entrance allows.</param>
internal sealed record ChatLook(string? Chosen, bool Large, bool Furigana, bool Framed)
{
    /// <summary>As a query, or nothing.</summary>
    public string Query
    {
        get
        {
            List<string> parts = [];
            if (Chosen is not null) parts.Add($"lang={Chosen}");
            if (Large) parts.Add("large=1");
            if (Furigana) parts.Add("furigana=1");
            if (Framed) parts.Add("framed=1");
            return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
        }
    }

    /// <summary>Reads it from an address. What is not known there is passed over.</summary>
    public static ChatLook From(HttpRequest request)
    {
        var language = (string?)request.Query["lang"];
        return new ChatLook(PersonLanguages.Has(language) ? language : null, request.Query["large"] == "1", request.Query["furigana"] == "1", request.Query["framed"] == "1");
    }

    /// <summary>The language in which this request is answered.</summary>
    public string LanguageFor(HttpRequest request) => Chosen ?? PersonLanguages.Choose(request.Headers.AcceptLanguage);
}
