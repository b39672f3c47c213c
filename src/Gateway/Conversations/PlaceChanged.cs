namespace Gateway.Conversations;

/// <summary>What the place in the queue follows from has changed in the records: the grade, or a supervisor moved it (in-process only).</summary>
/// <param name="ConversationId">Whose place.</param>
/// <param name="Organisation">In whose queue.</param>
public sealed record PlaceChanged(string ConversationId, string Organisation);
