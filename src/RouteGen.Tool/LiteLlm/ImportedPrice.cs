using System.Text.Json;

namespace RouteGen.Tool.LiteLlm;

/// <summary>The price of an entry as it is put together: rates by place, and what of the entry found none.</summary>
internal sealed class ImportedPrice
{
    private readonly Dictionary<RatePlace, decimal> _rates = [];

    /// <summary>What of the entry is omitted, and why.</summary>
    public List<string> Skipped { get; } = [];

    public Dictionary<string, decimal> RegionalMultipliers { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => _rates.Count == 0;

    /// <summary>The thresholds of a service tier, lowest first.</summary>
    public IEnumerable<int> Thresholds(string? service) =>
        _rates.Keys.Where(r => r.Service == service && r.Above is not null).Select(r => r.Above!.Value).Distinct().Order();

    public IEnumerable<string> Services => ((string[])["flex", "priority", "batch"]).Where(s => _rates.Keys.Any(r => r.Service == s));

    public decimal? this[string kind, string? service = null, int? above = null] =>
        _rates.TryGetValue(new(kind, service, above), out var rate) ? rate : null;

    public static ImportedPrice Parse(JsonElement entry, bool isEmbedding)
    {
        var price = new ImportedPrice();
        foreach (var property in entry.EnumerateObject().Where(p => Rates.IsPrice(p.Name)))
        {
            if (Rates.PlaceOf(property.Name) is { } place)
            {
                price.Take(property.Name, place, property.Value);
            }
            else if (property.Name == "search_context_cost_per_query")
            {
                price.TakeSearch(property.Value);
            }
            else if (property.Name == "tiered_pricing")
            {
                price.TakeRanges(property.Value);
            }
            else
            {
                price.Skipped.Add($"{property.Name}: a rate that RouteGen does not have");
            }
        }

        price.TakeMultipliers(entry);
        if (isEmbedding)
        {
            price.DropOutput();
        }

        price.DropWhatIsUnknown();
        return price;
    }

    /// <summary>Leaves out the rates above thresholds (<c>tiers</c>), or those of a service tier.</summary>
    public void Drop(string part)
    {
        foreach (var place in _rates.Keys.Where(r => part == "tiers" ? r.Above is not null : r.Service == part).ToArray())
        {
            _rates.Remove(place);
            Skipped.Add($"{place.Kind} of {part}: the list of names says so");
        }
    }

    private void Take(string name, RatePlace place, JsonElement value)
    {
        var (rate, reason) = Rates.Read(value, place.Kind);
        if (rate is null)
        {
            Skipped.Add($"{name}: {reason}");
        }
        else if (place.Above is not null && place.Kind.StartsWith("usd", StringComparison.Ordinal))
        {
            Skipped.Add($"{name}: pieces have no tiers");
        }
        else if (!_rates.TryAdd(place, rate.Value) && _rates[place] != rate)
        {
            Skipped.Add($"{name}: contradicts {place.Kind}, which is {Rates.Plain(_rates[place])}");
        }
    }

    /// <summary>The map has a rate for each size of the search's context; providers' default is the medium one.</summary>
    private void TakeSearch(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("search_context_size_medium", out var medium))
        {
            Take("search_context_cost_per_query", new("usdPerWebSearch", null, null), medium);
        }
    }

    /// <summary>Rates by range of input: the first is the base, the others are tiers above their beginning.</summary>
    private void TakeRanges(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var range in value.EnumerateArray())
        {
            if (BeginningOf(range) is not { } from)
            {
                Skipped.Add("tiered_pricing: a range without bounds in tokens");
                continue;
            }

            foreach (var property in range.EnumerateObject().Where(p => p.Name != "range"))
            {
                if (Rates.PlaceOf(property.Name) is { Service: null, Above: null } place)
                {
                    Take("tiered_pricing." + property.Name, place with { Above = from == 0 ? null : from }, property.Value);
                }
                else
                {
                    Skipped.Add($"tiered_pricing.{property.Name}: a rate that RouteGen does not have");
                }
            }
        }
    }

    /// <summary>Where a range of input begins; null where it does not say so in whole tokens.</summary>
    private static int? BeginningOf(JsonElement range) =>
        range.ValueKind == JsonValueKind.Object && range.TryGetProperty("range", out var bounds) && bounds.ValueKind == JsonValueKind.Array
            && bounds.GetArrayLength() > 0 && bounds[0].ValueKind == JsonValueKind.Number && bounds[0].TryGetDouble(out var from)
            && from is 0 or (>= 1 and < int.MaxValue) ? (int)from : null;

    private void TakeMultipliers(JsonElement entry)
    {
        TakeMultiplier("eu", entry, "regional_processing_uplift_multiplier_eu");
        TakeMultiplier("us", entry, "regional_processing_uplift_multiplier_us");
        if (entry.TryGetProperty("provider_specific_entry", out var particular) && particular.ValueKind == JsonValueKind.Object)
        {
            TakeMultiplier("us", particular, "us");
            if (particular.TryGetProperty("fast", out _))
            {
                Skipped.Add("provider_specific_entry.fast: a mode that RouteGen does not ask for");
            }
        }
    }

    private void TakeMultiplier(string region, JsonElement owner, string name)
    {
        if (owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDecimal(out var factor) && factor is > 0 and <= 10 && Math.Round(factor, 4) == factor)
        {
            RegionalMultipliers[region] = factor;
        }
    }

    /// <summary>Vectors are not billed: the map writes 0 for them, which says nothing, or the rate of the input once more.</summary>
    private void DropOutput()
    {
        foreach (var (place, rate) in _rates.Where(r => r.Key.Kind == "output").ToArray())
        {
            _rates.Remove(place);
            if (rate != 0)
            {
                Skipped.Add("output_cost_per_token: the vectors of an embedding model are not billed");
            }
        }
    }

    private void DropWhatIsUnknown()
    {
        // Where the map does not know a price it writes 0: of whole models, and of kinds that the provider does not bill.
        if (_rates.Count > 0 && _rates.Values.All(rate => rate == 0))
        {
            _rates.Clear();
            Skipped.Add("all rates: they are 0, which the map writes for unknown as well as for free");
        }

        foreach (var place in _rates.Where(r => r.Value == 0 && r.Key.Kind is not ("input" or "output")).Select(r => r.Key).ToArray())
        {
            _rates.Remove(place);
            Skipped.Add($"{place.Kind}: it is 0 beside rates that are not");
        }

        // Reasoning is billed as output where it has no rate: stated once more, it would stay the same at a service tier whose output
        // costs more or less.
        var reasoning = _rates.Where(r => r.Key.Kind == "reasoning").ToArray();
        if (reasoning.All(r => r.Value == this["output", r.Key.Service, r.Key.Above]))
        {
            Array.ForEach(reasoning, r => _rates.Remove(r.Key));
        }

        // Both state one price, per token and per image; an image is billed once.
        if (_rates.Keys.Any(r => r.Kind == "imageOutput") && _rates.Remove(new("usdPerImage", null, null)))
        {
            Skipped.Add("output_cost_per_image: the same as output_cost_per_image_token");
        }
    }
}
