using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace RouteGen.Budgets;

/// <summary>Reads section <c>RouteGen:Budgets</c>, without reflection.</summary>
internal sealed class ConfigureBudgets(IConfiguration configuration) : IConfigureOptions<BudgetOptions>
{
    public void Configure(BudgetOptions options)
    {
        var section = configuration.GetSection("RouteGen:Budgets");
        if (section[nameof(BudgetOptions.WhenLedgerFails)] is { Length: > 0 } failure)
        {
            options.WhenLedgerFails = Enum.TryParse(failure, ignoreCase: true, out LedgerFailureMode stated) && Enum.IsDefined(stated)
                ? stated
                : throw new OptionsValidationException(
                    "", typeof(BudgetOptions), ["RouteGen:Budgets:WhenLedgerFails must be FailClosed or FailOpen."]);
        }

        options.ReservationMargin = Time(section, nameof(BudgetOptions.ReservationMargin)) ?? options.ReservationMargin;
        options.LedgerTimeout = Time(section, nameof(BudgetOptions.LedgerTimeout)) ?? options.LedgerTimeout;
        options.DrainTimeout = Time(section, nameof(BudgetOptions.DrainTimeout)) ?? options.DrainTimeout;
    }

    private static TimeSpan? Time(IConfigurationSection section, string name) =>
        section[name] is not { Length: > 0 } text ? null
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero && time <= TimeSpan.FromDays(1) ? time
        : throw new OptionsValidationException(
            "",
            typeof(BudgetOptions),
            [$"RouteGen:Budgets:{name} must be a duration above zero and of at most one day, such as 00:01:00."]);
}
