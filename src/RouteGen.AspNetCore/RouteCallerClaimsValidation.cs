using Microsoft.Extensions.Options;

namespace RouteGen.AspNetCore;

/// <summary>Refuses claims without a name: no user has one, so that nobody would be charged.</summary>
internal sealed class RouteCallerClaimsValidation : IValidateOptions<RouteCallerClaims>
{
    public ValidateOptionsResult Validate(string? name, RouteCallerClaims options)
    {
        List<string> problems = [];
        Check(nameof(RouteCallerClaims.User), options.User, problems);
        Check(nameof(RouteCallerClaims.Tenant), options.Tenant, problems);
        Check(nameof(RouteCallerClaims.Agent), options.Agent, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Check(string property, IList<string> claims, List<string> problems)
    {
        for (var i = 0; i < claims.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(claims[i]))
            {
                var value = claims[i] is { } blank ? $"'{blank}'" : "null";
                problems.Add($"{nameof(RouteCallerClaims)}.{property} must name claims, and has {value} at place {i + 1}.");
            }
        }
    }
}
