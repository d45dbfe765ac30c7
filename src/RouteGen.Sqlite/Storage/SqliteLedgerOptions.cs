using System.Globalization;
using Microsoft.Extensions.Options;

namespace RouteGen.Sqlite;

/// <summary>How a SQLite file is kept.</summary>
public sealed class SqliteLedgerOptions
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <summary>What a commit waits for: <see cref="SqliteDurability.Full"/> by default.</summary>
    public SqliteDurability Durability { get; set; }

    /// <summary>How long an operation waits while other processes write to the file, before it fails. From 0 to a day; ten seconds by default.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What a caller configures, checked.</summary>
    /// <exception cref="OptionsValidationException">A property is not what it must be.</exception>
    internal static SqliteLedgerOptions Made(Action<SqliteLedgerOptions>? configure)
    {
        var options = new SqliteLedgerOptions();
        configure?.Invoke(options);
        return options.Validated();
    }

    /// <exception cref="OptionsValidationException">A property is not what it must be.</exception>
    internal SqliteLedgerOptions Validated()
    {
        if (BusyTimeout < TimeSpan.Zero || BusyTimeout > LongestTimeout)
        {
            throw Invalid($"{nameof(BusyTimeout)} must be from {TimeSpan.Zero} to {LongestTimeout}, and is {BusyTimeout}");
        }

        return Enum.IsDefined(Durability) ? this : throw Invalid($"{nameof(Durability)} must be {string.Join(" or ", Enum.GetNames<SqliteDurability>())}, and is {Durability:D}");
    }

    private static OptionsValidationException Invalid(FormattableString problem) =>
        new(nameof(SqliteLedgerOptions), typeof(SqliteLedgerOptions), [$"{nameof(SqliteLedgerOptions)}.{problem.ToString(CultureInfo.InvariantCulture)}."]);
}
