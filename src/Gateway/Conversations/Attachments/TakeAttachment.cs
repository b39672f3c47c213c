using System.Security.Cryptography;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Attachments;

/// <summary>Takes note of what a person sent besides words, in the transaction that stores its entry: to be fetched, or turned down with a kind word.</summary>
public sealed class TakeAttachment(AttachmentSignal signal, KeepAttachment keep, AttachmentFigures figures, PersonTexts texts, TimeProvider time)
{
    // Ten pictures at once are turned down with one sentence.
    private static readonly TimeSpan SaidOnceIn = TimeSpan.FromMinutes(10);

    /// <summary>How it stands when it comes. Pure but for the id.</summary>
    public static Attachment Begin(SentAttachment sent, Organisation organisation)
    {
        var state = organisation.Attachments switch
        {
            TakenAttachments.None => AttachmentStates.NotAllowed,
            TakenAttachments.Pictures when sent.Kind != AttachmentKinds.Image => AttachmentStates.KindNotAllowed,
            _ when sent.Elsewhere => AttachmentStates.Elsewhere,
            _ when sent.Size > organisation.LargestAttachment => AttachmentStates.TooLarge,
            _ => AttachmentStates.Waiting,
        };
        if (state != AttachmentStates.Waiting) return new Attachment(state, Size: sent.Size);
        return sent.Picture is { } picture
            ? new Attachment(AttachmentStates.Here, NewId(), picture.Type.Name, picture.Bytes.Length, picture.Width, picture.Height)
            : new Attachment(state, NewId(), Size: sent.Size);
    }

    /// <summary>Writes it down beside its entry.</summary>
    /// <returns>What the guide is to say of it; nothing when it is here or being fetched, or when something was turned down a moment ago.</returns>
    public async Task<NewEntry?> StoreAsync(RecordsSession session, Conversation conversation, Entry entry, SentAttachment sent)
    {
        var attachment = entry.Body.Attachment!;
        var isTurnedDown = attachment.Id is null;
        var said = isTurnedDown && await AttachmentRows.AnyTurnedDownAsync(session, conversation.Id, time.NowMs() - SaidOnceIn.Ms());
        var row = new AttachmentRow(
            attachment.Id ?? NewId(), conversation.Id, entry.Number, sent.Kind, attachment.State, 0, entry.At, null, entry.At, attachment.Type, attachment.Size);
        await AttachmentRows.InsertAsync(session, row);
        if (attachment.State == AttachmentStates.Here) await keep.PutAsync(session, row, conversation.WrappedKey, sent.Picture!);
        if (attachment.State == AttachmentStates.Waiting) session.AfterCommit(() => signal.Notify(row.Id));
        else session.AfterCommit(() => figures.Ended(conversation.Channel, row.State));
        return !isTurnedDown || said ? null : texts.Say(conversation.Language, "attachment." + attachment.State);
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
