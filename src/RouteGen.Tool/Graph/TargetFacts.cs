using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Graph;

/// <summary>What is said of a target wherever it is drawn.</summary>
internal sealed class TargetFacts(TargetView target, TargetRates rates)
{
    public string Name { get; } = PlainText.Escape(target.Name);

    public string Provider { get; } = PlainText.Escape(target.Provider.Name);

    public string? Region { get; } = target.Provider.Region is { } region ? PlainText.Escape(region) : null;

    /// <summary>The environment variables with its credentials.</summary>
    public IReadOnlyList<string> Keys { get; } = [.. OutagePart.KeysOf(target.Provider).Select(PlainText.Escape)];

    /// <summary>How it is authenticated, in a few words.</summary>
    public string Credential => Keys switch
    {
        [] => target.Provider.TokenScope is not null || target.Provider.Auth == ProviderAuth.Token ? "token" : "no key",
        [var only] => only,
        [var first, ..] => $"{first} +{Keys.Count - 1}",
    };

    public string Model { get; } = PlainText.Escape(target.Model.Name);

    public TargetRates Rates => rates;

    public bool IsGateway => target.Provider.IsGateway;

    /// <summary>Provider, whether others are behind it, and region.</summary>
    public string Place => Provider + (IsGateway ? " (gateway)" : "") + (Region is null ? "" : " · " + Region);

    /// <summary>What goes in and out of its model: <c>272k in, 128k out</c>.</summary>
    public string Window
    {
        get
        {
            var input = target.Model.MaxInput ?? target.Model.ContextWindow;
            return (input, target.Model.MaxOutput) switch
            {
                ({ } most, { } output) => $"{Wording.Tokens(most)} in, {Wording.Tokens(output)} out",
                ({ } most, null) => $"{Wording.Tokens(most)} in",
                (null, { } output) => $"{Wording.Tokens(output)} out",
                _ => "window unknown",
            };
        }
    }

    /// <summary>USD for a million tokens in and out.</summary>
    public string Price => rates switch
    {
        { IsProvisioned: true } => "provisioned",
        { Input: null, Output: null } => "price unknown",
        { Output: null } => "$" + Wording.Rate(rates.Input),
        _ => $"${Wording.Rate(rates.Input)} / ${Wording.Rate(rates.Output)}".Replace("$unknown", Wording.Unknown, StringComparison.Ordinal),
    };
}
