using System.Globalization;
using Microsoft.Extensions.Options;

namespace RouteGen.Sqlite;

/// <summary>How a SQLite file is kept: what the options of all stores share.</summary>
public abstract class SqliteFileOptions
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    private protected SqliteFileOptions()
    {
    }

    /// <summary>What a commit waits for: <see cref="SqliteDurability.Full"/> by default.</summary>
    public SqliteDurability Durability { get; set; }

    /// <summary>
    /// How long an operation waits while other processes write to the file, before it fails. From 0 to a day; ten seconds by default.
    /// </summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong with a store's own properties; null where nothing is.</summary>
    private protected virtual string? Problem => null;

    /// <exception cref="OptionsValidationException">A property is not what it must be.</exception>
    internal void Validate()
    {
        if (BusyTimeout < TimeSpan.Zero || BusyTimeout > LongestTimeout)
        {
            throw Invalid($"{nameof(BusyTimeout)} must be from {TimeSpan.Zero} to {LongestTimeout}, and is {BusyTimeout}");
        }

        if (!Enum.IsDefined(Durability))
        {
            throw Invalid($"{nameof(Durability)} must be {string.Join(" or ", Enum.GetNames<SqliteDurability>())}, and is {Durability:D}");
        }

        if (Problem is { } problem)
        {
            throw Invalid($"{problem}");
        }
    }

    /// <summary>What a caller configures, checked.</summary>
    /// <exception cref="OptionsValidationException">A property is not what it must be.</exception>
    internal static TOptions Create<TOptions>(Action<TOptions>? configure)
        where TOptions : SqliteFileOptions, new()
    {
        var options = new TOptions();
        configure?.Invoke(options);
        options.Validate();
        return options;
    }

    private OptionsValidationException Invalid(FormattableString problem) =>
        new(GetType().Name, GetType(), [$"{GetType().Name}.{problem.ToString(CultureInfo.InvariantCulture)}."]);
}
