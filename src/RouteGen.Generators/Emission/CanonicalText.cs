using System.Globalization;
using System.Text;
using RouteGen.Costs;
using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Emission;

/// <summary>
/// Writes a table as a text that equal tables share and different ones do not: every value carries its length, every list its count, in an
/// order that is never to change. A test changes each property in turn and finds another hash.
/// </summary>
internal sealed class CanonicalText
{
    private readonly StringBuilder _text = new();

    public static string Of(RouteTable table)
    {
        var text = new CanonicalText();
        text.Add(table.ClassName).Add(table.Namespace).Add(table.IsPublic).Add(table.About).Add(table.Reviewed);
        text.Add(table.Models, text.Model).Add(table.Providers, text.Provider).Add(table.Targets, text.Target);
        text.Add(table.Budgets, text.Budget).Add(table.CostBuckets, bucket => text.Add(bucket)).Add(table.Routes, text.Route);
        return text._text.ToString();
    }

    public static string Of(PriceSheet sheet)
    {
        var text = new CanonicalText();
        text.Sheet(sheet);
        return text._text.ToString();
    }

    private CanonicalText Add(string? value)
    {
        _text.Append(value is null ? "-" : value.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(value).Append(';');
        return this;
    }

    private CanonicalText Add(bool value) => Add(value ? "true" : "false");

    private CanonicalText Add(int? value) => Add(value?.ToString(CultureInfo.InvariantCulture));

    private CanonicalText Add(long? value) => Add(value?.ToString(CultureInfo.InvariantCulture));

    private CanonicalText Add(decimal? value) => Add(value is { } number ? CSharpText.Plain(number) : null);

    private CanonicalText Add(TimeSpan value) => Add(value.Ticks.ToString(CultureInfo.InvariantCulture));

    private CanonicalText Add(Enum? value) => Add(value?.ToString());

    private CanonicalText Add<T>(EquatableArray<T> items, Action<T> write)
        where T : IEquatable<T>
    {
        Add(items.Count);
        foreach (var item in items)
        {
            write(item);
        }

        return this;
    }

    private void Model(ModelEntry model)
    {
        Add(model.Name).Add(model.Identifier).Add(model.ContextWindow).Add(model.MaxInput).Add(model.MaxOutput).Add(model.Features).Add(model.Unsupported).Add(model.Retires);
        AddWhereStated("dimensions", model.Dimensions);
        Add(model.Price is not null);
        if (model.Price is { } price)
        {
            Add(price.AsOf).Add(price.Source);
            Sheet(price.Sheet);
            AddWhereStated(price.RegionalMultipliers, "regional multipliers", multiplier => Add(multiplier.Region).Add(multiplier.Factor));
            AddWhereStated(price.Changes, "changes", change =>
            {
                Add(change.From);
                Sheet(change.Sheet);
            });
        }
    }

    private void Sheet(PriceSheet sheet)
    {
        Add(sheet.Input).Add(sheet.CachedInput).Add(sheet.CacheWrite).Add(sheet.CacheWrite1h).Add(sheet.Output).Add(sheet.Reasoning);
        for (var tier = sheet.Tier; tier is not null; tier = tier.Next)
        {
            Add(tier.AboveInputTokens);
            Sheet(tier.Rates);
        }

        Add("end of tiers");
        AddWhereStated("audio input", sheet.AudioInput);
        AddWhereStated("image input", sheet.ImageInput);
        AddWhereStated("audio output", sheet.AudioOutput);
        AddWhereStated("image output", sheet.ImageOutput);
        AddWhereStated("image", sheet.UsdPerImage);
        AddWhereStated("request", sheet.UsdPerRequest);
        AddWhereStated("web search", sheet.UsdPerWebSearch);
        AddWhereStated("flex", sheet.Flex);
        AddWhereStated("priority", sheet.Priority);
        AddWhereStated("batch", sheet.Batch);
    }

    // What came later is written with its name and only where it is stated, so that the ids of earlier prices and the hashes of earlier tables stay what they are.
    private void AddWhereStated(string name, decimal? value)
    {
        if (value is not null)
        {
            Add(name).Add(value);
        }
    }

    private void AddWhereStated(string name, PriceSheet? sheet)
    {
        if (sheet is not null)
        {
            Add(name);
            Sheet(sheet);
        }
    }

    private void AddWhereStated<T>(EquatableArray<T> items, string name, Action<T> write)
        where T : IEquatable<T>
    {
        if (items.Count > 0)
        {
            Add(name).Add(items, write);
        }
    }

    private void Provider(ProviderEntry provider)
    {
        Add(provider.Name).Add(provider.Identifier).Add(provider.Kind).Add(provider.Auth).Add(provider.ApiKeyEnv)
            .Add(provider.Endpoint).Add(provider.EndpointEnv).Add(provider.TokenScope).Add(provider.IsGateway).Add(provider.Region).Add(provider.DataRetentionDays)
            .Add((decimal?)provider.PriceFactor).Add(provider.Api).Add(provider.OpenRouter);
        AddWhereStated(provider.ApiKeyEnvs, "apiKeyEnvs", name => Add(name));
    }

    private void Target(TargetEntry target)
    {
        Add(target.Name).Add(target.Identifier).Add(target.Provider).Add(target.Model).Add(target.Deployment).Add(target.About)
            .Add(target.IsProvisioned).Add(target.ServiceTier)
            .Add(target.RequestsPerMinute).Add(target.TokensPerMinute).Add(target.Concurrency)
            .Add(target.OpenRouter);
        AddWhereStated("dimensions", target.Dimensions);
        if (target.Api is { } api)
        {
            Add("api").Add(api);
        }
    }

    private CanonicalText Add(OpenRouterEntry? preferences)
    {
        if (preferences is not { } stated)
        {
            return Add((string?)null);
        }

        Add(stated.Order).Add(stated.Only).Add(stated.Ignore).Add(stated.AllowFallbacks).Add(stated.RequireParameters).Add(stated.AllowsDataCollection);
        return Add(stated.ZeroDataRetention).Add(stated.MaxPromptPrice).Add(stated.MaxCompletionPrice).Add(stated.Referer).Add(stated.Title);
    }

    private CanonicalText Add(EquatableArray<string>? names) => names is { } stated ? Add(stated, name => Add(name)) : Add((string?)null);

    private CanonicalText Add(bool? value) => value is { } flag ? Add(flag) : Add((string?)null);

    private void Route(RouteEntry route)
    {
        Add(route.Name).Add(route.Identifier).Add(route.About).Add(route.Requires).Add(route.CostBucket).Add(route.Strict).Add(route.Chain, Entry);
        Add(route.On, Rule).Add(route.Strategy);
        Add(route.Regions, region => Add(region)).Add(route.MaxDataRetentionDays);
        Add(route.Timeouts.Total).Add(route.Timeouts.Attempt).Add(route.Timeouts.FirstToken).Add(route.Timeouts.Idle).Add(route.Timeouts.StreamTotal);
        Add(route.Limits.Attempts).Add(route.Limits.InputTokens).Add(route.Limits.OutputTokens).Add(route.Limits.CostUsd);
        Add(route.Retry.MaxRetries).Add(route.Retry.Delay).Add(route.Retry.MaxDelay);
        Add(route.Budgets, budget => Add(budget));
        if (route.Type != RouteType.Chat)
        {
            Add("type").Add(route.Type);
        }
    }

    private void Budget(BudgetEntry budget)
    {
        Add(budget.Name).Add(budget.Identifier).Add(budget.About).Add(budget.Per).Add(budget.Tag);
        Add(budget.LimitUsd).Add(budget.LimitTokens).Add(budget.LimitCalls).Add(budget.Period).Add(budget.Sliding).Add(budget.AtLimit);
        if (budget.Expired != ExpiredReservation.Charge)
        {
            Add("expired").Add(budget.Expired);
        }

        if (budget.WaitForRoom != BudgetEntry.DefaultWaitForRoom)
        {
            Add("waitForRoom").Add(budget.WaitForRoom);
        }

        if (budget.Reserve != BudgetReserve.Worst)
        {
            Add("reserve").Add(budget.Reserve);
        }
    }

    private void Entry(ChainEntry entry) =>
        Add(entry.Target).Add(entry.Temperature).Add(entry.TopP).Add(entry.ReasoningEffort).Add(entry.MaxOutputTokens).Add(entry.Weight).Add(entry.On, Rule);

    private void Rule(OnFault rule) => Add(rule.Fault).Add(rule.Action).Add(rule.Targets, target => Add(target));
}
