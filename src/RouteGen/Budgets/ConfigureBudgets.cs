using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace RouteGen.Budgets;

/// <summary>Reads section <c>RouteGen:Budgets</c>, without reflection.</summary>
internal sealed class ConfigureBudgets(IConfiguration? configuration) : IConfigureOptions<BudgetOptions>
{
    public void Configure(BudgetOptions options)
    {
        IConfigurationSection? section = configuration?.GetSection("RouteGen:Budgets");
        if (section?[nameof(BudgetOptions.WhenLedgerFails)] is { Length: > 0 } failure)
        {
            options.WhenLedgerFails = Enum.TryParse(failure, ignoreCase: true, out LedgerFailure stated) && Enum.IsDefined(stated)
                ? stated
                : throw new OptionsValidationException("", typeof(BudgetOptions), ["RouteGen:Budgets:WhenLedgerFails must be Stop or Pass."]);
        }

        if (section?[nameof(BudgetOptions.ReservationMargin)] is { Length: > 0 } margin)
        {
            options.ReservationMargin = TimeSpan.TryParse(margin, CultureInfo.InvariantCulture, out TimeSpan time) && time > TimeSpan.Zero
                ? time
                : throw new OptionsValidationException("", typeof(BudgetOptions), ["RouteGen:Budgets:ReservationMargin must be a time above zero, such as 00:01:00."]);
        }
    }
}
