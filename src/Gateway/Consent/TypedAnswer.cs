using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Consent;

/// <summary>An answer to a question of consent in words, as somebody sends it on LINE or by SMS: the question's two digits, and then the answer.</summary>
/// <remarks>
/// Without the digits nothing is an answer: 「はい」 may answer anything that was said last. A message that begins with the digits and goes on in
/// another way is not an answer either; it is read by the counsellor as every message is.
/// </remarks>
public sealed partial record TypedAnswer
{
    private static readonly HashSet<string> Yes = new(StringComparer.Ordinal)
    {
        "はい", "はいはい", "ハイ", "うん", "いいです", "いいよ", "同意", "同意します", "同意する", "全部", "ぜんぶ", "すべて", "YES", "OK", "ALL",
        "是", "好", "同意全部", "SIM", "SI", "SÍ", "YA", "OO", "CÓ", "네", "예", "हो", "ใช่",
    };

    private static readonly HashSet<string> No = new(StringComparer.Ordinal)
    {
        "いいえ", "イイエ", "いや", "いやだ", "いやです", "嫌", "嫌です", "だめ", "ダメ", "同意しない", "同意しません", "断る", "断ります", "NO", "否", "不", "不要", "不同意",
        "NÃO", "NAO", "TIDAK", "HINDI", "KHÔNG", "KHONG", "아니요", "아니오", "होइन", "ไม่",
    };

    private static readonly HashSet<string> Back = new(StringComparer.Ordinal)
    {
        "取り消し", "取消", "取消し", "とりけし", "とり消し", "取り消す", "取り消します", "撤回", "やめる", "CANCEL", "WITHDRAW", "撤销", "撤銷", "CANCELAR", "BATAL", "BAWIIN", "HỦY", "HUY",
        "취소", "रद्द", "ยกเลิก",
    };

    private TypedAnswer(string code, TypedKind kind, IReadOnlyList<int> numbers) => (Code, Kind, Numbers) = (code, kind, numbers);

    /// <summary>The question's two digits.</summary>
    public string Code { get; }

    /// <summary>What they say to it.</summary>
    public TypedKind Kind { get; }

    /// <summary>For <see cref="TypedKind.Some"/>: which lines of the list, from 1, each once, in order.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>The answer that a text is; nothing when it is none. Width of digits and letters, capitals, spaces and marks do not matter.</summary>
    public static TypedAnswer? Of(string? text)
    {
        // Nothing that long is one, and most messages must cost nothing here.
        if (text is not { Length: >= 3 and <= 80 } || text.AsSpan().TrimStart() is not [var first, ..] || !char.IsDigit(first)) return null;
        var match = Form().Match(Folded(text));
        if (!match.Success) return null;
        var (code, rest) = (match.Groups["code"].Value, match.Groups["rest"].Value.Trim(' ', '.', '。', '、', '「', '」', '!', '?'));
        if (Yes.Contains(rest)) return new TypedAnswer(code, TypedKind.Yes, []);
        if (No.Contains(rest)) return new TypedAnswer(code, TypedKind.No, []);
        if (Back.Contains(rest)) return new TypedAnswer(code, TypedKind.Back, []);
        if (!Digits().IsMatch(rest)) return null;
        var numbers = rest.Split([' ', ',', '、', '.', '・'], StringSplitOptions.RemoveEmptyEntries)
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture)).Distinct().Order().ToList();
        return new TypedAnswer(code, TypedKind.Some, numbers);
    }

    private static string Folded(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC).Trim().ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair: no answer.
            return "";
        }
    }

    [GeneratedRegex(@"^(?<code>[0-9]{2})[ 、,]+(?<rest>.+)$|^(?<code>[0-9]{2})(?<rest>[^0-9 ].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"^[0-9]{1,2}([ ,、.・]+[0-9]{1,2})*$", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}

/// <summary>What somebody says to a question.</summary>
public enum TypedKind
{
    /// <summary>Yes, to all that stood in the question.</summary>
    Yes,

    /// <summary>Yes, to some of it.</summary>
    Some,

    /// <summary>No.</summary>
    No,

    /// <summary>Takes back what they gave.</summary>
    Back,
}
