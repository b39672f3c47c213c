using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Channels.Line;
using Gateway.Organisations;
using Xunit;

namespace Gateway.Tests.Channels.Line;

public sealed class MakeLineKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-line-key-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(_folder.FullName, "line-key.pem");

    [Fact]
    public async Task The_private_half_is_the_owners_alone_and_the_public_half_fits_to_it()
    {
        using var output = new StringWriter();
        Assert.Equal(0, await MakeLineKey.RunAsync([KeyFile], output));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        var (key, problem) = LineSigningKey.Read(await File.ReadAllTextAsync(KeyFile, Stop));
        Assert.Null(problem);
        using (key)
        {
            var jwk = JsonSerializer.Deserialize<Dictionary<string, string>>(output.ToString().Split('\n').Single(line => line.StartsWith('{')))!;
            Assert.Equal(("RSA", "RS256", "sig"), (jwk["kty"], jwk["alg"], jwk["use"]));
            using var registered = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(jwk["n"]), Exponent = Base64Url.DecodeFromChars(jwk["e"]) });
            Assert.True(registered.VerifyData("x"u8, key!.SignData("x"u8.ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
    }

    [Fact]
    public async Task A_key_that_is_there_is_not_overwritten()
    {
        await File.WriteAllTextAsync(KeyFile, "in use", Stop);
        using var output = new StringWriter();
        Assert.Equal(1, await MakeLineKey.RunAsync([KeyFile], output));
        Assert.Contains("is there already", output.ToString(), StringComparison.Ordinal);
        Assert.Equal("in use", await File.ReadAllTextAsync(KeyFile, Stop));
        Assert.Equal(1, await MakeLineKey.RunAsync([Path.Combine(KeyFile, "below")], output));
    }

    [Fact]
    public async Task Wrong_arguments_are_answered_with_how_it_is_used()
    {
        using var output = new StringWriter();
        Assert.Equal(2, await MakeLineKey.RunAsync([], output));
        Assert.Equal(2, await MakeLineKey.RunAsync(["--help"], output));
        Assert.Equal(2, await MakeLineKey.RunAsync(["a", "b"], output));
        Assert.Null(await MakeLineKey.RunAsync(["check-line"]));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
