using Gateway.Redis;
using Xunit;

namespace Gateway.Tests.Redis;

public sealed class RedisSettingsTests
{
    [Theory]
    [InlineData("localhost:6379")]
    [InlineData("redis-1:6379, redis-2:6379")]
    public void Endpoints_are_hosts_with_ports(string endpoints) => Assert.Empty(new RedisSettings { Endpoints = endpoints }.Problems());

    [Theory]
    [InlineData("", "at least one")]
    [InlineData(" , ", "at least one")]
    [InlineData("localhost", "\"localhost\"")]
    [InlineData("a:6379,b:0", "\"b:0\"")]
    [InlineData("a:70000", "\"a:70000\"")]
    [InlineData(":6379", "\":6379\"")]
    public void What_is_wrong_is_named(string endpoints, string named) =>
        Assert.Contains(named, Assert.Single(new RedisSettings { Endpoints = endpoints }.Problems()), StringComparison.Ordinal);

    [Fact]
    public void A_missing_password_file_and_a_strange_time_limit_are_named() =>
        Assert.Equal(
            ["PasswordFile: the file does not exist", "TimeoutMs: must be 50 to 10000"],
            new RedisSettings { Endpoints = "a:1", PasswordFile = "/nowhere/secret", TimeoutMs = 1 }.Problems());
}
