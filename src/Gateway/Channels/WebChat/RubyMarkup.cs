using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>Readings above words, as markup.</summary>
internal static class RubyMarkup
{
    extension(Html)
    {
        /// <summary>Words whose readings are marked (<see cref="Readings"/>), with the readings above them. Never for what somebody else wrote.</summary>
        public static Html Ruby(string marked)
        {
            if (!marked.Contains(Readings.Base, StringComparison.Ordinal)) return Html.Of($"{marked}");
            var pieces = marked.Split(Readings.Base, Readings.Reading, Readings.End);
            return Html.Join(pieces.Select((piece, index) => (index % 3) switch
            {
                0 => Html.Of($"{piece}"),
                1 => Html.Of($"<ruby>{piece}<rp>(</rp><rt>{pieces[index + 1]}</rt><rp>)</rp></ruby>"),
                _ => Html.None,
            }));
        }
    }
}
