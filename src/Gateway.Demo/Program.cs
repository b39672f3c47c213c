using Gateway.Demo;
using Gateway.Organisations;
using Gateway.Primitives;

try
{
    await RunningDemo.RunAsync(DemoSettings.From(args));
    return 0;
}
catch (Exception refused) when (refused is SettingsRefusedException or SetupRefusedException or IOException)
{
    // An address or a folder that is taken, or a setting that does not fit: said in words, without a stack.
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
