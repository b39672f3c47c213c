using Microsoft.AspNetCore.Authorization;

namespace Gateway.Organisations.Access;

/// <summary>The policies by name, and the one for everything that names none.</summary>
internal static class AccessSetup
{
    public static void AddAccess(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(Policies.Staff, Roles.All)
        .AddPolicy(Policies.Counsel, [Roles.Volunteer, Roles.Professional, Roles.Supervisor, Roles.Coordinator])
        .AddPolicy(Policies.Supervise, [Roles.Supervisor, Roles.Coordinator])
        .AddPolicy(Policies.Administer, [Roles.Administrator])
        .AddPolicy(Policies.KeepBodies, [Roles.Supervisor, Roles.Coordinator, Roles.Administrator])
        .AddPolicy(Policies.KeepRoster, [Roles.Supervisor, Roles.Coordinator, Roles.Administrator])
        .AddPolicy(Policies.SignForOrganisation, [Roles.Coordinator, Roles.Administrator])
        .AddPolicy(Policies.LookAfterSharing, [Roles.Supervisor, Roles.Coordinator, Roles.Administrator])
        .AddPolicy(Policies.KeepBodyAccounts, [Roles.Coordinator, Roles.Administrator])
        .AddPolicy(Policies.UseStories, [Roles.Supervisor, Roles.Coordinator, Roles.Administrator])
        .SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireRole(Roles.All).Build())
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(LeadsNowhere).Build());

    private static AuthorizationBuilder AddPolicy(this AuthorizationBuilder builder, string name, IEnumerable<string> roles) =>
        builder.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireRole(roles));

    // An endpoint without a policy is closed to everybody. An address without an endpoint goes on to its 404.
    private static bool LeadsNowhere(AuthorizationHandlerContext context) => context.Resource is HttpContext http && http.GetEndpoint() is null;
}
