using System.Security.Cryptography;
using Gateway.Primitives;

namespace Gateway.Organisations;

/// <summary>パートナーのゲートウェイ: a gateway that another organisation runs, with which one of ours exchanges what is agreed between the two.</summary>
/// <param name="Id">Its short name here; unique in the set-up file.</param>
/// <param name="Organisation">Which of our organisations exchanges with it.</param>
/// <param name="Name">What the organisation over there is called, in Japanese.</param>
/// <param name="NameEn">The same in English, where there is one.</param>
/// <param name="Address">Where it answers, without a slash at the end.</param>
/// <param name="OurAddress">Where it finds this gateway: what it signs begins with exactly this.</param>
/// <param name="SigningKey">Our private key, ECDSA P-256, as PEM.</param>
/// <param name="SigningKeyId">By what the other side knows the public half.</param>
/// <param name="Keys">Its public keys: one, or two while it is changing them.</param>
public sealed record PartnerGateway(
    string Id, string Organisation, string Name, string? NameEn, string Address, string OurAddress, Redacted<string> SigningKey, string SigningKeyId, IReadOnlyList<PartnerKey> Keys)
{
    /// <summary>応援: whether and by which agreement our organisation answers people from over there; nothing: it answers none.</summary>
    public PartnerTakes? Takes { get; init; }

    /// <summary>The organisation over there, as our records and our people know it: under the same id.</summary>
    public Organisation AsOrganisation() => new(Id, Name, NameEn, Name, null, null, Closed: false) { Elsewhere = true };

    /// <summary>Reads our private key; to be disposed.</summary>
    /// <exception cref="CryptographicException">It is none; a set-up file that says so is refused at the start.</exception>
    public ECDsa OpenSigningKey() => PartnerKeys.ReadPrivate(SigningKey.Value).Key ?? throw new CryptographicException("The signing key is no private key on P-256.");
}

/// <summary>応援: whom one of our organisations answers who comes from a partner's gateway.</summary>
/// <param name="Agreement">The fingerprint of the agreement that its representative signed: SHA-256, 64 hexadecimal digits in lower case. With another one nobody is taken.</param>
/// <param name="AtOnce">How many at once, waiting or talking; 1 to 50.</param>
/// <param name="Languages">In which languages, as short codes.</param>
public sealed record PartnerTakes(string Agreement, int AtOnce, IReadOnlyList<string> Languages)
{
    /// <summary>How many in a day, by the clock of Japan; 1 to 10,000. The partner's gateway counts, and sends nobody more.</summary>
    public int PerDay { get; init; } = 20;
}

/// <summary>A public key of a partner gateway.</summary>
/// <param name="Id">By what it names the key; unique in the set-up file.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER, on P-256.</param>
public sealed record PartnerKey(string Id, byte[] PublicKey);
