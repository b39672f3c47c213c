using System.Diagnostics;
using System.Text.Json;
using Gateway.Intake.Triage;

namespace Gateway.Load.Grading;

/// <summary>What grading costs, within this process.</summary>
/// <param name="LexiconMs">Reading the words, once at the start.</param>
/// <param name="Messages">How many were graded in each round.</param>
/// <param name="P50Us">Microseconds for a message, the median over all rounds but the first.</param>
/// <param name="P99Us">The 99th percentile.</param>
/// <param name="MeanUs">The mean.</param>
/// <param name="LongestMs">One message of 20,000 letters full of words that are looked for.</param>
public sealed record GradingReport(double LexiconMs, int Messages, double P50Us, double P99Us, double MeanUs, double LongestMs);

/// <summary>Grades the messages of a file again and again.</summary>
public static class GradingExperiment
{
    /// <summary>Runs it.</summary>
    /// <param name="file">A file as the command <c>triage</c> reads it.</param>
    /// <param name="rounds">How often; the first round warms up.</param>
    /// <param name="say">Told of progress.</param>
    public static async Task<GradingReport> RunAsync(string file, int rounds, Action<string> say)
    {
        var texts = (await File.ReadAllLinesAsync(file)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!).ToList();
        var began = Stopwatch.GetTimestamp();
        var words = new GradeWords(Lexicon.Public);
        var lexicon = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        List<double> took = [];
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var text in texts)
            {
                began = Stopwatch.GetTimestamp();
                words.Of(text);
                if (round > 0) took.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            }

            say($"round {round}");
        }

        took.Sort();
        var longest = string.Concat(Enumerable.Repeat("もう死にたい、薬を全部飲んだ。", NormaliseText.Longest / 15));
        began = Stopwatch.GetTimestamp();
        words.Of(longest);
        return new GradingReport(
            Math.Round(lexicon, 1), texts.Count, Math.Round(took[took.Count / 2], 1), Math.Round(took[took.Count * 99 / 100], 1), Math.Round(took.Average(), 1),
            Math.Round(Stopwatch.GetElapsedTime(began).TotalMilliseconds, 1));
    }
}
