using Gateway;
using Gateway.Channels.Line;
using Gateway.Operations;

return await CheckLine.RunAsync(args) ?? await MakeLineKey.RunAsync(args) ?? await Commands.RunAsync(args) ?? await Serve.RunAsync(() => GatewayHost.Create(args));
