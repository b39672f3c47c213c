namespace Gateway.Intake.Triage;

/// <summary>What is to be known of Japanese letters to read them alike however they are written. Hiragana in, hiragana out.</summary>
internal static class Kana
{
    private const string Small = "ぁぃぅぇぉゎゕゖ";
    private const string Large = "あいうえおわかけ";

    // Each row ends with the vowels it carries.
    private static readonly (char Vowel, string Letters)[] Rows =
    [
        ('あ', "あかさたなはまやらわがざだばぱぁゃゎ"), ('い', "いきしちにひみりぎじぢびぴぃ"), ('う', "うくすつぬふむゆるぐずづぶぷぅゅっ"),
        ('え', "えけせてねへめれげぜでべぺぇ"), ('お', "おこそとのほもよろごぞどぼぽぉょを"),
    ];

    private static readonly char[] Vowels = MakeVowels();

    public static bool Is(char letter) => letter is >= 'ぁ' and <= 'ゖ';

    public static char FromKatakana(char letter) => letter is >= 'ァ' and <= 'ヶ' ? (char)(letter - 0x60) : letter;

    public static bool IsSmallVowel(char letter) => Small.Contains(letter, StringComparison.Ordinal);

    public static bool IsVowel(char letter) => letter is 'あ' or 'い' or 'う' or 'え' or 'お';

    public static char Enlarge(char letter) => Small.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Large[at] : letter;

    /// <summary>The vowel that a letter ends with; nothing for ん and what is not kana.</summary>
    public static char VowelOf(char letter) => Is(letter) ? Vowels[letter - 'ぁ'] : '\0';

    private static char[] MakeVowels()
    {
        var vowels = new char['ゖ' - 'ぁ' + 1];
        foreach (var (vowel, letters) in Rows)
        {
            foreach (var letter in letters) vowels[letter - 'ぁ'] = vowel;
        }

        return vowels;
    }
}
