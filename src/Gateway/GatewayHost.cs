using Gateway.Primitives;
using Gateway.Records;

namespace Gateway;

public static class GatewayHost
{
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        var settings = new SettingsReader(builder.Configuration);
        builder.Services.AddRecords(settings);
        return builder.Build();
    }
}
