using Gateway.Conversations;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.SupportBodies;

namespace Gateway.Handoff;

/// <summary>A sheet at its beginning: what the gateway knows of the sender, of the body and of the talk, and nothing of the person. Pure.</summary>
internal static class BeginSheet
{
    public static SheetDraft For(string id, Conversation conversation, Staff staff, Organisation? organisation, BodyEntry body, DateTimeOffset now)
    {
        var draft = SheetDraft.Empty
            .With(SheetFields.DocumentId, By(id))
            .With(SheetFields.CreatedAt, By<DateTimeOffset?>(now))
            .With(SheetFields.UseKind, By<UseKind?>(UseOf(body)))
            .With(SheetFields.Priority, By<Priority?>(Priority.Normal))
            .With(SheetFields.SenderName, By(organisation?.Name ?? ""))
            .With(SheetFields.SenderStaff, By(staff.Name))
            .With(SheetFields.AcquisitionStory, By(new AcquisitionStory(AcquisitionWay.PersonWrote)))
            .With(SheetFields.RecipientName, By(body.Name))
            .With(SheetFields.RecipientKind, By(body.Kinds.Count > 0 ? body.Kinds[0] : ""))
            .With(SheetFields.ContactHistory, By(new ContactHistory(Day(conversation.OpenedAt), Day(now.ToUnixTimeMilliseconds()), 1, [Means(conversation.Channel)])));
        if (organisation?.Sheet is { } sender) draft = From(sender);
        if (body.Liaison is { } liaison) draft = draft.With(SheetFields.RecipientLiaison, By(liaison.Name));
        return body.Areas is [var area, ..] ? draft.With(SheetFields.RecipientAreaCode, By(area.Code)) : draft;

        SheetDraft From(SheetSender sender)
        {
            var told = draft.With(SheetFields.SenderAddress, By(sender.Address)).With(SheetFields.SenderRepresentative, By(sender.Representative));
            if (sender.Supervisor is { } supervisor) told = told.With(SheetFields.SenderSupervisor, By(supervisor));
            return sender.Contact is { } contact ? told.With(SheetFields.SenderContact, By(contact)) : told;
        }

        Confirmed<T> By<T>(T value) => Confirmed.ByStaff(value, staff.Id);
    }

    private static UseKind UseOf(BodyEntry body) => SheetJson.CodesOf(typeof(UseKind)).Cast<UseKind>().FirstOrDefault(use => SheetJson.CodeOf(use) == body.Preset?.Use, UseKind.Handoff);

    private static DateOnly Day(long ms) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(TimeSpan.FromHours(9)).DateTime);

    private static ContactKind Means(string channel) => channel switch
    {
        ChannelNames.Line => ContactKind.Line,
        ChannelNames.Sms => ContactKind.Sms,
        _ => ContactKind.WebChat,
    };
}
