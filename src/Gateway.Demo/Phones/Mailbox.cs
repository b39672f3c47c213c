using Gateway.Simulators;

namespace Gateway.Demo.Phones;

/// <summary>A letter of the gateway to a support body, as a script reads it.</summary>
/// <param name="Number">1, 2, 3 … in the order in which they came.</param>
/// <param name="To">The address.</param>
/// <param name="Owner">Whose address that is.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">Its text.</param>
public sealed record DemoMail(long Number, string To, string Owner, string Subject, string Text);

/// <summary>A reading of the mailbox: the letters, and the number to ask after next time.</summary>
public sealed record MailPage(IReadOnlyList<DemoMail> Items, long Last);

/// <summary>The mailbox of all example bodies in one: what they would find at their addresses. Every open page shows it.</summary>
public sealed class Mailbox(MailServer mail, PhoneTable phones, TimeProvider time)
{
    /// <summary>The letters with a number above <paramref name="number"/>.</summary>
    public MailPage After(long number)
    {
        var from = Math.Max(0, number);
        DemoMail[] items = [.. mail.Log.After(from).Select((one, place) => new DemoMail(from + place + 1, one.To, OwnerOf(one.To), one.Subject, one.Text))];
        return new MailPage(items, items.Length == 0 ? Math.Min(from, mail.Log.Last) : items[^1].Number);
    }

    /// <summary>Brings what the gateway hands in to the pages, until cancelled.</summary>
    public async Task DeliverAsync(CancellationToken cancel)
    {
        for (long seen = 0; !cancel.IsCancellationRequested;)
        {
            await mail.Log.GrownBeyondAsync(seen, cancel);
            foreach (var one in mail.Log.After(seen))
            {
                seen++;
                phones.Events.Append(number => new TableEvent(number, "mail", "")
                {
                    At = time.GetUtcNow(),
                    Address = one.To,
                    Owner = OwnerOf(one.To),
                    Subject = one.Subject,
                    Text = one.Text,
                });
            }
        }
    }

    private static string OwnerOf(string address) =>
        ExampleBodies.All.FirstOrDefault(body => body.HandoffEmail == address)?.Name
        ?? (ExampleBodies.All.FirstOrDefault(body => body.Deputy?.Email == address) is { } body ? $"{body.Name}({body.Deputy!.Name})" : address);
}
