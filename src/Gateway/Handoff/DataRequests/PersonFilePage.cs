using System.Globalization;
using Gateway.Consent;
using Gateway.Handoff.Sheets;
using Gateway.Primitives;

namespace Gateway.Handoff.DataRequests;

/// <summary>What is given out, as a page for printing. It loads nothing, and runs no script.</summary>
internal static class PersonFilePage
{
    /// <summary>The content policy of the page: nothing but itself.</summary>
    public const string Policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly TimeSpan s_japan = TimeSpan.FromHours(9);

    public static string Of(PersonFile file) => Html.Of(
        $"""
        <!DOCTYPE html>
        <html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>保有個人データの開示</title></head>
        <body><main><h1>保有個人データの開示</h1>
        <p>{file.Organisation}</p><p>受付番号 {file.Request}、作成 {When(file.MadeAt)}</p>
        {(file.Talks.Count == 0 ? Html.None : Html.Of($"<h2>相談</h2>{Html.Join(file.Talks.Select(Talk))}"))}
        {(file.Consents.Count == 0 ? Html.None : Html.Of($"<h2>同意をおたずねした記録</h2><ul>{Html.Join(file.Consents.Select(one => Html.Of($"<li>{When(one.AskedAt)} {one.Recipient}: {State(one.State)} (控えの番号 {one.Receipt})</li>")))}</ul>"))}
        <h2>第三者に提供した記録</h2>
        {(file.Provided.Count == 0 ? Html.Of($"<p>ありません。</p>") : Html.Of(
            $"<ul>{Html.Join(file.Provided.Select(one => Html.Of($"<li>{When(one.At)} {one.Recipient}: {Items(one.Items)} ({Ground(one.Ground)})</li>")))}</ul>"))}
        <p>提供の記録と、同意の記録は、個人情報の保護に関する法律により3年間残ります。写真やファイルは、相談の画面で見ることができます。</p>
        </main></body></html>
        """).Markup;

    private static Html Talk(PersonFile.Talk talk) => Html.Of(
        $"""
        <section><h3>{talk.Label} ({When(talk.Begun)})</h3>
        {(talk.Erased ? Html.Of($"<p>ことばは消去されました。</p>") : Html.Of($"<ol>{Html.Join(talk.Entries.Select(Line))}</ol>"))}</section>
        """);

    private static Html Line(PersonFile.Line line) => Html.Of(
        $"""
        <li value="{line.Number}">{When(line.At)} {Who(line.By)}: {Text(line.Text ?? "")}{(line.Attached == true ? Html.Of($" (写真かファイル)") : Html.None)}
        {Html.Join((line.Told ?? new Dictionary<string, string>()).Select(told => Html.Of($" {told.Key}: {told.Value}")))}</li>
        """);

    // As it was written: a line of its own stays one.
    private static Html Text(string text) => Html.Join(text.Split('\n').Select((line, place) => place == 0 ? Html.Of($"{line}") : Html.Of($"<br>{line}")));

    private static string Items(IReadOnlyList<string> codes) =>
        string.Join("、", codes.Select(code => ConsentItems.OfCode(code) is not null ? SheetTexts.Of("ja", $"item.{code}") : code));

    private static string Ground(string name) => Enum.TryParse<LegalBasis>(name, ignoreCase: true, out var ground) ? SheetTexts.Code("ja", ground) : name;

    private static string Who(string author) => author switch { "person" => "あなた", "counsellor" => "相談員", "supportBody" => "つなぎ先", _ => "自動の案内" };

    private static string State(string state) => state switch
    {
        "given" => "同意",
        "declined" => "同意なし",
        "withdrawn" => "取り消し",
        "asked" => "返事を待っています",
        _ => "終わりました",
    };

    private static string When(DateTimeOffset at) => at.ToOffset(s_japan).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);
}
