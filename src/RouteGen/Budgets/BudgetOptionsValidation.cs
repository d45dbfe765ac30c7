using Microsoft.Extensions.Options;
using RouteGen.Definitions;

namespace RouteGen.Budgets;

/// <summary>Holds what code sets to the bounds that the configuration has.</summary>
internal sealed class BudgetOptionsValidation : IValidateOptions<BudgetOptions>
{
    public ValidateOptionsResult Validate(string? name, BudgetOptions options)
    {
        List<string> problems = [];
        SettingRange.CheckDefined<LedgerFailureMode>(
            $"{nameof(BudgetOptions)}.{nameof(BudgetOptions.WhenLedgerFails)}", options.WhenLedgerFails, problems);
        SettingRange.CheckDuration(
            $"{nameof(BudgetOptions)}.{nameof(BudgetOptions.ReservationMargin)}", options.ReservationMargin, problems);
        SettingRange.CheckDuration($"{nameof(BudgetOptions)}.{nameof(BudgetOptions.LedgerTimeout)}", options.LedgerTimeout, problems);
        SettingRange.CheckDuration($"{nameof(BudgetOptions)}.{nameof(BudgetOptions.DrainTimeout)}", options.DrainTimeout, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(static p => $"{p}."));
    }
}
