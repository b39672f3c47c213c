using Gateway.Records;

namespace Gateway.TestKit.Growth;

/// <summary>
/// Years of records, written past the gateway: ended conversations of people who do not come back, and for each of them a row in every table that keeps one when a talk is over. Nothing sealed in them can be opened. Seats go with their talk and stories with their consent: there are never more than a few.
/// </summary>
/// <param name="Count">How many.</param>
/// <param name="Organisation">Whose.</param>
/// <param name="Partner">Where each of them was a guest.</param>
/// <param name="Consortium">By whose agreement.</param>
/// <param name="Staff">The counsellor who had all of them.</param>
/// <param name="Now">The end of the years, in milliseconds.</param>
public sealed record YearsOfRecords(int Count, string Organisation, string Partner, string Consortium, string Staff, long Now)
{
    private const string Talk = "'01500000-0000-7000-8000-' || (100000000000 + i)";
    private const string Person = "'01500000-0000-7000-a000-' || (100000000000 + i)";

    // Evenly over two years: nothing is old enough to be forgotten, and what looks back for a month sees few of them.
    private long Step => 2L * 365 * 86_400_000 / Count;

    /// <summary>The tables that grow with each conversation.</summary>
    public static IReadOnlyList<string> Tables { get; } = [.. Rows("", "").Select(row => row.Into[..row.Into.IndexOf(' ', StringComparison.Ordinal)]).Distinct()];

    /// <summary>Writes them, and lets the engine count what it has, as it does by itself.</summary>
    public async Task WriteAsync(IRecords records)
    {
        await records.WriteAsync(async session =>
        {
            foreach (var (into, values) in Rows(Bytes(records, "'b' || i"), Bytes(records, "'body'")))
            {
                await session.ExecuteAsync(
                    $"WITH RECURSIVE n(i, at) AS (SELECT 0, @Begin UNION ALL SELECT i + 1, at + @Step FROM n WHERE i < @Last) INSERT INTO {into} SELECT {values} FROM n",
                    new { Begin = Now - (Count * Step), Step, Last = Count - 1, Now, Organisation, Partner, Consortium, Staff });
            }

            await session.ExecuteAsync("ANALYZE;");
            return true;
        });
    }

    private static string Bytes(IRecords records, string text) => $"CAST({text} AS {(records.IsAcrossANetwork ? "BYTEA" : "BLOB")})";

    private static IEnumerable<(string Into, string Values)> Rows(string hash, string bytes) =>
    [
        ("contact (id, organisation, channel, channel_account, address_hash, address_sealed, created_at)", $"{Person}, @Organisation, 'line', 'years', {hash}, {bytes}, at"),
        ("conversation (id, organisation, contact_id, channel, channel_account, label, language, stage, last_number, grade, opened_at, heard_at, arrived_at, assigned_to, fence, taken_at, outcome, closed_at, came_by)",
            $"{Talk}, @Organisation, {Person}, 'line', 'years', 'K-1', 'ja', 'closed', 2, 1, at, at, at, @Staff, 1, at, 'talked', at + 60000, {Person}"),
        ("sealing_key (owner, wrapped)", $"{Talk}, {bytes}"),
        ("sealing_key (owner, wrapped)", $"{Person}, {bytes}"),
        ("entry (conversation_id, number, at, kind, author, delivery, body)", $"{Talk}, 1, at, 'message', 'person', NULL, {bytes}"),
        ("entry (conversation_id, number, at, sent_at, kind, author, author_id, delivery, body, report_id)", $"{Talk}, 2, at, at, 'message', 'counsellor', @Staff, 'sent', {bytes}, 'report' || i"),
        ("audit (organisation, number, at, actor, action, subject, detail, hash)", $"@Organisation, 1000000 + i, at, @Staff, 'conversation.taken', {Talk}, '', {bytes}"),
        ("inbox (channel_account, event_id, kind, at)", "'years', 'event' || i, 'message', @Now"),
        ("attachment (id, conversation_id, number, kind, state, attempts, due_at, created_at)", $"{Talk}, {Talk}, 1, 'image', 'kept', 1, at, at"),
        ("passage (id, conversation_id, page_account, link_hash, made_at, link_until, page_hash, opened_at, ended_at)", $"{Talk}, {Talk}, 'chat/years', {hash}, at, at, {hash}, at, at + 60000"),
        ("bot_talk (conversation_id, alias, bot, phase, turns, begun_at)", $"{Talk}, {Talk}, 'guide', 'over', 1, at"),
        ("block (id, organisation, contact_id, conversation_id, reason_number, label, made_at, made_by, until_at, lifted_at, lifted_by)",
            $"{Talk}, @Organisation, {Person}, {Talk}, 1, 'K-1', at, @Staff, at + 60000, at + 30000, @Staff"),
        ("consent (id, organisation, conversation_id, contact_id, code, state, recipient, document, terms_sealed, terms_hash, asked_by, asked_at, answer_until, answered_at, valid_until, ended_at, ended_why, guardian)",
            $"{Talk}, @Organisation, {Talk}, {Person}, '11', 6, 'body', 'sheet', {bytes}, 'hash', @Staff, at, at, at, at + 60000, at + 60000, 'expired', 0"),
        // Of each person one that still stands, and that nobody has to look at.
        ("consent (id, organisation, conversation_id, contact_id, code, state, recipient, document, terms_sealed, terms_hash, asked_by, asked_at, answer_until, answered_at, valid_until, guardian, second)",
            $"{Talk} || 's', @Organisation, {Talk}, {Person}, '12', 2, 'body', 'sheet', {bytes}, 'hash', @Staff, at, at, at, @Now + 8640000000, 0, 0"),
        ("sheet_revision (sheet_id, revision, organisation, conversation_id, body, staff_id, at, content_hash, content)", $"{Talk}, 1, @Organisation, {Talk}, 'body', @Staff, at, 'hash', {bytes}"),
        ("referral (id, organisation, conversation_id, contact_id, document, revision, body, consent_id, opened_by, state, state_at, rung, priority, last_step, opened_at, offered_at, outcome, recipient_sealed)",
            $"{Talk}, @Organisation, {Talk}, {Person}, 'sheet', 1, 'body', {Talk}, @Staff, 9, at, 0, 0, 1, at, at, 'met', {bytes}"),
        ("referral_step (referral_id, number, at, kind, actor, code)", $"{Talk}, 1, at, 'offered', @Staff, NULL"),
        ("provision (id, organisation, conversation_id, contact_id, body, at, by_staff, ground, consent_id, document_hash, content_sealed)",
            $"{Talk}, @Organisation, {Talk}, {Person}, 'body', at, @Staff, 1, {Talk}, 'hash', {bytes}"),
        ("ground (id, organisation, conversation_id, body, ground, document_hash, reason_sealed, proposed_by, proposed_at, until_at, confirmed_by, confirmed_at, used_at)",
            $"{Talk}, @Organisation, {Talk}, 'body', 1, 'hash', {bytes}, @Staff, at, at, @Staff, at, at"),
        ("emergency (id, organisation, conversation_id, opened_at, last_step, closed_at)", $"{Talk}, @Organisation, {Talk}, at, 1, at + 60000"),
        ("emergency_step (emergency_id, number, at, kind, body)", $"{Talk}, 1, at, 'acknowledged', {bytes}"),
        ("data_request (id, organisation, contact_id, conversation_id, kind, recognised, opened_by, asked_at, due_at, decision, decided_by, decided_at)",
            $"{Talk}, @Organisation, {Person}, {Talk}, 'disclose', 'talk', @Staff, at, at, 'granted', @Staff, at"),
        ("unmet_need (talk_hash, organisation, at, topic)", $"{hash}, @Organisation, at, 'home'"),
        // Kept for ninety days: all of them of last month.
        ("introduction (id, organisation, body, card_hash, language, written_at, until_at, state, asks_answer, conversation_id, may_tell)", $"{Talk}, @Organisation, 'body', {hash}, 'ja', @Now - 2592000000, @Now - 2592000000, 5, 0, {Talk}, 0"),
        ("guest_stay (id, conversation_id, consortium_id, home, host, began_at, taken_at, taken_by, ended_at, why)", $"{Talk}, {Talk}, @Consortium, @Organisation, @Partner, at, at, @Staff, at + 60000, 'closed'"),
        ("overflow_question (id, conversation_id, contact_id, consortium_id, partner, code, state, asked_at, answered_at)", $"{Talk}, {Talk}, {Person}, @Consortium, @Partner, '11', 4, at, at"),
        ("overflow_decision (id, conversation_id, consortium_id, at, decision)", $"{Talk}, {Talk}, @Consortium, at, ''"),
        ("entrance_visit (conversation_id, consortium_id, begun_at, member, routed_at)", $"{Talk}, @Consortium, at, @Organisation, at"),
        ("home_stay (id, conversation_id, partner, answered_at, done)", $"{Talk}, {Talk}, @Partner, at, 1"),
        ("roster_shift (id, organisation, begins_at, ends_at, role, skills, languages, staff_id, offered, reminded_at, version)", $"{Talk}, @Organisation, at, at + 60000, 'counsellor', '', '', @Staff, 0, at, 1"),
    ];
}
