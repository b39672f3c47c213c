using Gateway.Organisations;
using Gateway.Records;
using Gateway.Records.Audit;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.SupportBodies.Exchange;

/// <summary><c>/api/bodies/import</c> and <c>/api/bodies/export</c>.</summary>
internal static class ExchangeDoor
{
    public static void MapExchange(this RouteGroupBuilder bodies)
    {
        bodies.MapPost("/import", ImportAsync).RequireAuthorization(Policies.KeepBodies)
            .WithSummary("Takes HSDS (JSON, or a zip of tables) or a facility table as proposals; with check=1 only says what would become of it.");
        bodies.MapGet("/export", ExportAsync).RequireAuthorization(Policies.KeepBodies)
            .WithSummary("The approved bodies as hsds-json, hsds-csv or facilities; contents=partners with liaison and conditions.");
    }

    private static async Task<IResult> ImportAsync(HttpContext context, ImportBodies import, SupportBodySettings settings)
    {
        var query = context.Request.Query;
        string? Said(string name) => query[name] is [{ Length: > 0 } text, ..] ? text : null;
        if (Said("kind") is { } kind && BodyKinds.Find(kind) is null) return BodyDoor.Problem(400, "body.kind", "There is no such kind of body.");
        if (Said("area") is { } area && AreaCode.Read(area, out _) != AreaCodeFault.None) return BodyDoor.Problem(400, "body.area", "This is no 全国地方公共団体コード.");
        if (await ReadAsync(context, settings.LargestImportMb * 1024 * 1024) is not { } bytes) return BodyDoor.Problem(413, "request.too_large", $"The file is larger than {settings.LargestImportMb} MiB.");
        var name = Said("name") is { Length: <= 200 } given ? given : "file";
        return BodyDoor.Json(await import.TakeAsync(context.User.AsStaff()!, bytes, name, new ImportOptions(Said("kind"), Said("area")), Said("check") is not null, context.RequestAborted));
    }

    private static async Task<IResult> ExportAsync(HttpContext context, SupportBodyDirectory directory, IRecords records, AuditTrail audit, TimeProvider time, string? format, string? contents)
    {
        if (format is not ("hsds-json" or "hsds-csv" or "facilities")) return BodyDoor.Problem(400, "body.format", "format is hsds-json, hsds-csv or facilities.");
        var staff = context.User.AsStaff()!;
        var forPartners = contents == "partners";
        var bodies = (await directory.AllAsync(staff.Organisation, context.RequestAborted))
            // One for a time alone would be for good where the file is taken in.
            .Where(body => body is { IsEnabled: true, Entry: { Until: null, Disaster: null } }).ToList();
        await records.WriteAsync(
            session => audit.AppendAsync(session, staff.Organisation, staff.Id, "body.exported", "directory", $"{format} {(forPartners ? "partners" : "public")} {bodies.Count}"), context.RequestAborted);
        var day = time.GetUtcNow().ToOffset(TimeSpan.FromHours(9)).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        return format switch
        {
            "hsds-json" => Results.File(HsdsFile.Json(bodies, forPartners), "application/json", $"support-bodies-{day}.json"),
            "hsds-csv" => Results.File(HsdsFile.Zip(bodies, forPartners), "application/zip", $"support-bodies-{day}.zip"),
            _ => Results.File(Facilities.Write(bodies), "text/csv; charset=utf-8", $"support-bodies-{day}.csv"),
        };
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context, int most)
    {
        if (context.Request.ContentLength > most) return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = null;
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (body.Length + read > most) return null;
            await body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
        }

        return body.ToArray();
    }
}
