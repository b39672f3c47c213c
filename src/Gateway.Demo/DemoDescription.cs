namespace Gateway.Demo;

/// <summary>The content of <c>/demo.json</c>: all that a script needs to act as every side.</summary>
public sealed record DemoDescription(
    string Gateway,
    string Hub,
    IReadOnlyList<DemoLine> Line,
    IReadOnlyList<DemoSms> Sms,
    IReadOnlyList<DemoChat> Chat,
    IReadOnlyList<DemoPerson> People);

/// <summary>A LINE account of the demo.</summary>
public sealed record DemoLine(string Organisation, string Webhook, string ChannelSecret, string Destination);

/// <summary>An SMS number of the demo.</summary>
public sealed record DemoSms(string Organisation, string Provider, string Events, string Key, string Number);

/// <summary>An entrance of the web chat.</summary>
/// <param name="Organisation">Who runs it.</param>
/// <param name="Page">Its address.</param>
/// <param name="Common">The common entrance of all that help each other out.</param>
public sealed record DemoChat(string Organisation, string Page, bool Common = false);

/// <summary>Somebody who can sign in to the console.</summary>
public sealed record DemoPerson(string Organisation, string Role, string UserName, string Password);
