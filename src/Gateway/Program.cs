using Gateway;
using Gateway.Operations;

return await Commands.RunAsync(args) ?? await Serve.RunAsync(() => GatewayHost.Create(args));
