using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RouteGen.Gateway.Settings;

/// <summary>
/// Reads <see cref="RouteGatewayOptions"/> from configuration and checks them; and has the host wait for replies under way.
/// </summary>
internal sealed class GatewayOptionsSetup(IConfiguration? configuration)
    : IConfigureOptions<RouteGatewayOptions>, IValidateOptions<RouteGatewayOptions>
{
    private const string Section = "RouteGen:Gateway";

    public void Configure(RouteGatewayOptions options)
    {
        if (configuration?.GetSection(Section) is not { } section)
        {
            return;
        }

        options.MaxRequestBytes = Read(section, nameof(options.MaxRequestBytes), options.MaxRequestBytes, Bytes);
        options.FirstComment = Read(section, nameof(options.FirstComment), options.FirstComment, Time);
        options.NextComments = Read(section, nameof(options.NextComments), options.NextComments, Time);
        options.DrainTimeout = Read(section, nameof(options.DrainTimeout), options.DrainTimeout, Time);
        foreach (var origin in section.GetSection(nameof(options.AllowedOrigins)).GetChildren())
        {
            if (origin.Value is { Length: > 0 } value)
            {
                options.AllowedOrigins.Add(value);
            }
        }
    }

    public ValidateOptionsResult Validate(string? name, RouteGatewayOptions options)
    {
        var problems = new List<string>();
        if (options.MaxRequestBytes is < 1024 or > int.MaxValue / 2)
        {
            problems.Add($"{Section}:MaxRequestBytes must be from 1024 to {int.MaxValue / 2}.");
        }

        Check(problems, nameof(options.FirstComment), options.FirstComment);
        Check(problems, nameof(options.NextComments), options.NextComments);
        Check(problems, nameof(options.DrainTimeout), options.DrainTimeout);
        foreach (var origin in options.AllowedOrigins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.AbsolutePath != "/" || origin.EndsWith('/'))
            {
                problems.Add($"{Section}:AllowedOrigins: '{origin}' is not an origin, such as https://app.example.com.");
            }
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Check(List<string> problems, string name, TimeSpan time)
    {
        if (time <= TimeSpan.Zero || time > TimeSpan.FromHours(1))
        {
            problems.Add($"{Section}:{name} must be more than 0 and at most an hour.");
        }
    }

    private static T Read<T>(IConfigurationSection section, string name, T otherwise, Func<string, T?> parse)
        where T : struct => section[name] is not { Length: > 0 } text ? otherwise
        : parse(text) ?? throw new OptionsValidationException(
            name, typeof(RouteGatewayOptions), [$"{Section}:{name} is '{text}', which cannot be read."]);

    private static long? Bytes(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    private static TimeSpan? Time(string text) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) ? time : null;
}

/// <summary>Has the host wait as long as replies under way may run on.</summary>
internal sealed class DrainTime(IOptions<RouteGatewayOptions> gateway) : IPostConfigureOptions<HostOptions>
{
    public void PostConfigure(string? name, HostOptions options)
    {
        // What is left after the last reply is for stores to write.
        var needed = gateway.Value.DrainTimeout + TimeSpan.FromSeconds(5);
        if (options.ShutdownTimeout < needed)
        {
            options.ShutdownTimeout = needed;
        }
    }
}
