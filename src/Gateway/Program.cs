var app = Gateway.GatewayHost.Create(args);
await app.RunAsync();
