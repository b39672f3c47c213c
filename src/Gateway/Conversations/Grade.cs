namespace Gateway.Conversations;

/// <summary>リスク段階: how urgent a conversation is. A machine may raise it, only a human lowers it.</summary>
public enum Grade
{
    /// <summary>不明: cannot be judged yet.</summary>
    Unknown = 0,

    /// <summary>低: distress without signs of danger.</summary>
    Low = 1,

    /// <summary>中: thoughts of dying or self-harm, no plan.</summary>
    Middle = 2,

    /// <summary>高: a plan and means, or violence feared today.</summary>
    High = 3,

    /// <summary>緊急: happening now.</summary>
    Urgent = 4,
}
