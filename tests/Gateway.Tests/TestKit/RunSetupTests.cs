using Gateway.Organisations.SetupFile;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.TestKit;

public sealed class RunSetupTests
{
    [Fact]
    public void The_gateway_understands_what_the_kit_writes()
    {
        using var setup = new RunSetup(new SetupSize { Organisations = 2, LineAccounts = 3, SmsNumbers = 2, ChatEntrances = 1, Counsellors = 4 });
        var configuration = setup.Write(new Uri("http://127.0.0.1:5090"));
        var reading = SetupReading.FromFile(configuration["Gateway:Setup:File"]);
        Assert.Empty(reading.Problems);
        Assert.Equal(setup.People.Select(person => person.UserName), reading.People.Select(person => person.UserName));
        Assert.Equal(setup.People[0].Password, reading.People[0].Password.Value);
    }
}
