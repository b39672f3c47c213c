namespace Gateway.ConsoleHub;

/// <summary>An emergency at a glance: nothing that anybody wrote.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ConversationId">For whom.</param>
/// <param name="Label">What counsellors call the conversation.</param>
/// <param name="Channel">How the person writes.</param>
/// <param name="Stage">Where the conversation is.</param>
/// <param name="Counsellor">Who has it; nothing while nobody does.</param>
/// <param name="OpenedAt">Since when.</param>
/// <param name="OpenedBy">By whom; nothing when it was the triage.</param>
/// <param name="Acknowledged">Who has heard the alarm, in order.</param>
/// <param name="Needed">How many must have heard it: two, or one where there is only one supervisor.</param>
/// <param name="RingsAt">At the consoles of these roles it rings now; empty when it is answered.</param>
/// <param name="Supervisors">How many supervisors are at a console; nothing when that cannot be seen.</param>
/// <param name="Coordinators">How many coordinators are.</param>
/// <param name="EscalatedAt">When nobody had answered for too long.</param>
/// <param name="Unconfirmed">How many calls wait for a second person.</param>
/// <param name="Proposal">The ending that waits for a second person.</param>
/// <param name="CardAt">When the person was last sent the numbers.</param>
/// <param name="LastStep">The number of its newest step.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="Partner">The partner that answers the person now, by its name: what is sent goes into its counsellor's talk.</param>
public sealed record EmergencyView(
    string Id, string ConversationId, string Label, string Channel, string Stage, string? Counsellor, DateTimeOffset OpenedAt, string? OpenedBy,
    IReadOnlyList<AcknowledgementView> Acknowledged, int Needed, IReadOnlyList<string> RingsAt, int? Supervisors, int? Coordinators, DateTimeOffset? EscalatedAt,
    int Unconfirmed, ProposalView? Proposal, DateTimeOffset? CardAt, long LastStep, DateTimeOffset? ClosedAt, string? Partner);

/// <summary>Who has heard the alarm, and when.</summary>
public sealed record AcknowledgementView(string StaffId, string? Name, DateTimeOffset At);

/// <summary>An ending that waits for a second person: the step, who proposed it, and how it ended.</summary>
public sealed record ProposalView(long Number, string StaffId, string? Name, string? Role, string Outcome);

/// <summary>Everything in an emergency.</summary>
/// <param name="Emergency">At a glance.</param>
/// <param name="Revision">The newest revision of the worksheet: the number of its step, 0 before the first.</param>
/// <param name="Fields">The worksheet as it stands, by name.</param>
/// <param name="Steps">Every step.</param>
/// <param name="Card">What the person would be sent.</param>
/// <param name="Language">In which language.</param>
public sealed record EmergencySheetView(
    EmergencyView Emergency, long Revision, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<EmergencyStepView> Steps, string Card, string Language);

/// <summary>One step: what, when, by whom, and what was written in it.</summary>
public sealed record EmergencyStepView(
    long Number, DateTimeOffset At, string Kind, string? StaffId, string? Name, string? Role, long? Of, string? Code, string? Text, IReadOnlyDictionary<string, string>? Fields);
