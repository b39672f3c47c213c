using Gateway.Conversations;

namespace Gateway.Intake.Triage;

/// <summary>The names of the grades in files and outputs.</summary>
public static class GradeNames
{
    private static readonly (Grade Grade, string Japanese, string English)[] All =
    [
        (Grade.Urgent, "緊急", "urgent"), (Grade.High, "高", "high"), (Grade.Middle, "中", "middle"), (Grade.Low, "低", "low"), (Grade.Unknown, "不明", "unknown"),
    ];

    /// <summary>From 緊急 down to 不明.</summary>
    public static IReadOnlyList<Grade> FromGravest { get; } = [.. All.Select(one => one.Grade)];

    /// <summary>The Japanese name.</summary>
    public static string Japanese(Grade grade) => All.First(one => one.Grade == grade).Japanese;

    /// <summary>The grade of a name, in Japanese, in English (in any case), or as its number; nothing if it is none.</summary>
    public static Grade? Find(string name)
    {
        name = name.Trim();
        foreach (var (grade, japanese, english) in All)
        {
            if (name == japanese || name.Equals(english, StringComparison.OrdinalIgnoreCase) || (name.Length == 1 && name[0] - '0' == (int)grade)) return grade;
        }

        return name.Equals("medium", StringComparison.OrdinalIgnoreCase) ? Grade.Middle : null;
    }
}
