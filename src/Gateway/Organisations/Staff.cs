using System.Security.Claims;

namespace Gateway.Organisations;

/// <summary>Somebody who signs in.</summary>
/// <param name="Id">Made by the gateway; never used again for somebody else.</param>
/// <param name="UserName">What they sign in with.</param>
/// <param name="Name">What persons and colleagues see.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Organisation">The one body they belong to.</param>
public sealed record Staff(string Id, string UserName, string Name, string Role, string Organisation);

/// <summary>Somebody has signed out, on one of their devices.</summary>
public sealed record SignedOut(Staff Staff);

/// <summary>A sign-in as it can be checked later: it holds as long as the stamp is still the one in the records.</summary>
/// <param name="StaffId">Who.</param>
/// <param name="Stamp">Changes with the password, the role, the name, and when somebody is disabled.</param>
public readonly record struct StaffSession(string StaffId, string Stamp)
{
    /// <summary>Shows who, never the stamp.</summary>
    public override string ToString() => StaffId;
}

/// <summary>Reads the signed-in person from the cookie's claims.</summary>
public static class StaffClaims
{
    internal const string UserName = "user_name";
    internal const string Organisation = "organisation";
    internal const string Stamp = "stamp";

    /// <summary>The signed-in person, or nothing when nobody is signed in.</summary>
    public static Staff? AsStaff(this ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true }
        && principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
        && principal.FindFirstValue(UserName) is { } userName
        && principal.FindFirstValue(ClaimTypes.Name) is { } name
        && principal.FindFirstValue(ClaimTypes.Role) is { } role
        && principal.FindFirstValue(Organisation) is { } organisation
            ? new Staff(id, userName, name, role, organisation)
            : null;

    /// <summary>The sign-in to check with <see cref="StaffDirectory.StillValidAsync"/>, or nothing when nobody is signed in.</summary>
    public static StaffSession? AsSession(this ClaimsPrincipal principal) =>
        principal.AsStaff() is { } staff && principal.FindFirstValue(Stamp) is { } stamp ? new StaffSession(staff.Id, stamp) : null;

    internal static ClaimsPrincipal For(Staff staff, string stamp, string scheme) => new(new ClaimsIdentity(
    [
        new Claim(ClaimTypes.NameIdentifier, staff.Id),
        new Claim(UserName, staff.UserName),
        new Claim(ClaimTypes.Name, staff.Name),
        new Claim(ClaimTypes.Role, staff.Role),
        new Claim(Organisation, staff.Organisation),
        new Claim(Stamp, stamp),
    ], scheme));
}
