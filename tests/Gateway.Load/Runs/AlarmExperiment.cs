using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Worlds;

namespace Gateway.Load.Runs;

/// <summary>People in danger now, at a steady rate on two gateways: how long it is from the webhook's 200 until each of two supervisors has the alarm.</summary>
internal static class AlarmExperiment
{
    // Promised are five seconds; an alarm that is still missing after this has been lost.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs it on a world of its own: the phones call the first gateway, the supervisors' consoles are at one each.</summary>
    public static async Task<AlarmReport> RunAsync(int alarms, int rate, Action<string> say)
    {
        await using var world = await LoadWorld.StartAsync(Engine.Distributed, 2, new SetupSize { Counsellors = 1, Supervisors = 2 }, say);
        var supervisors = world.People("org1").Where(person => person.Role == "supervisor").ToList();
        var account = world.Line("org1");
        await using var here = await ConnectedAsync(world.Addresses[0], supervisors[0]);
        await using var there = await ConnectedAsync(world.Addresses[1], supervisors[1]);
        var (atHere, atThere) = (Heard(here), Heard(there));

        // An alarm tells nothing of the person: one after another, so that it is known whose it is.
        say($"{alarms} alarms, {rate} a second");
        var began = Stopwatch.GetTimestamp();
        var missing = 0;
        var (hereMs, thereMs, fromSending) = (new List<double>(), new List<double>(), new List<double>());
        var known = new HashSet<string>();
        for (var i = 0; i < alarms; i++)
        {
            var ahead = TimeSpan.FromSeconds((double)i / rate) - Stopwatch.GetElapsedTime(began);
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead);
            var before = Stopwatch.GetTimestamp();
            await account.Phone().SayAsync("さっき薬をたくさん飲んじゃった。ねむい");
            var stored = Stopwatch.GetTimestamp();
            var first = await NewAsync(atHere, known);
            var second = first is null ? null : await FindAsync(atThere, first.Value.Id);
            if (first is null || second is null)
            {
                missing++;
                continue;
            }

            known.Add(first.Value.Id);
            hereMs.Add(Between(stored, first.Value.At));
            thereMs.Add(Between(stored, second.Value));
            fromSending.Add(Between(before, Math.Max(first.Value.At, second.Value)));
        }

        return new AlarmReport(alarms, rate, Spread.Of(hereMs), Spread.Of(thereMs), Spread.Of(fromSending), missing);
    }

    private static double Between(long from, long to) => Math.Max(0, Stopwatch.GetElapsedTime(from, to).TotalMilliseconds);

    private static async Task<HubClient> ConnectedAsync(Uri gateway, SetupPerson person)
    {
        var hub = await HubClient.ConnectAsync(gateway, person.UserName, person.Password);
        await hub.ResumeAsync();
        return hub;
    }

    /// <summary>When each alarm was first read from the socket, by its id.</summary>
    private static ConcurrentDictionary<string, long> Heard(HubClient hub)
    {
        var heard = new ConcurrentDictionary<string, long>();
        hub.Heard += message =>
        {
            if (message.Target == "EmergencyChanged") heard.TryAdd(message.Arguments[0].GetProperty("id").GetString()!, message.Timestamp);
            if (message.Target != "OpenEmergencies") return;
            foreach (JsonElement one in message.Arguments[0].EnumerateArray()) heard.TryAdd(one.GetProperty("id").GetString()!, message.Timestamp);
        };
        return heard;
    }

    private static async Task<(string Id, long At)?> NewAsync(ConcurrentDictionary<string, long> heard, HashSet<string> known)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < s_patience)
        {
            foreach (var (id, at) in heard)
            {
                if (!known.Contains(id)) return (id, at);
            }

            await Task.Delay(1);
        }

        return null;
    }

    private static async Task<long?> FindAsync(ConcurrentDictionary<string, long> heard, string id)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < s_patience)
        {
            if (heard.TryGetValue(id, out var at)) return at;
            await Task.Delay(1);
        }

        return null;
    }
}

/// <summary>What was measured, in milliseconds; 0 where the alarm was there before the answer to the provider.</summary>
/// <param name="Alarms">How many people were in danger.</param>
/// <param name="Rate">At most so many a second; each is waited for before the next.</param>
/// <param name="SameGatewayMs">From the webhook's 200 to the supervisor whose console is at the same gateway.</param>
/// <param name="OtherGatewayMs">To the one at the other gateway.</param>
/// <param name="FromSendingMs">From the sending of the message until both have it.</param>
/// <param name="Missing">Alarms that did not arrive at both within thirty seconds; is to be 0.</param>
internal sealed record AlarmReport(int Alarms, int Rate, Spread SameGatewayMs, Spread OtherGatewayMs, Spread FromSendingMs, int Missing);
