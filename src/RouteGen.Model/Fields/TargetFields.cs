using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>The properties of a target.</summary>
internal static class TargetFields
{
    public static readonly FieldList<TargetEntry> All = new(
        new Field<TargetEntry, string>("about", Forms.Text)
        {
            Description = "One sentence about the target; it becomes hover documentation.",
            Example = "\"what it is for\"",
            Shown = "\"The small model at its own provider\"",
            Read = static (target, value) => target with { About = value },
            Write = static (text, target) => text.Add(target.About),
            Place = 4,
        },
        new Field<TargetEntry>("provider", Forms.Text.As("the name of a provider"))
        {
            Description = "The name of a provider of this table.",
            Example = "\"openai\"",
            Required = true,
            Write = static (text, target) => text.Add(target.Provider),
            Place = 1,
        },
        new Field<TargetEntry>("model", Forms.Text.As("the name of a model"))
        {
            Description = "The name of a model of this table or of a file that it uses.",
            Example = "\"gpt-5.4-mini\"",
            Required = true,
            Write = static (text, target) => text.Add(target.Model),
            Place = 2,
        },
        new Field<TargetEntry, string>("deployment", Forms.NonBlank("the model's name at the provider"))
        {
            Description = "The model's name at the provider. Default: the model's own name.",
            Example = "\"openai/gpt-5.4-mini\"",
            Read = static (target, value) => target with { Deployment = value },
            Write = static (text, target) => text.Add(target.Deployment),
            Place = 3,
        },
        new Field<TargetEntry, ProviderApi>("api", Forms.Word(Words.Api))
        {
            Description =
                "Which of OpenAI's protocols to use for this target, for providers of the kinds "
                + $"{KnownKinds.Listed(kind => kind.HasResponses)}. Default: the provider's api.",
            Example = "\"responses\"",
            Read = static (target, value) => target with { Api = value },
            Write = static (text, target) => text.AddWhereStated("api", target.Api),
            Place = 12,
        },
        new Field<TargetEntry, ModelFeatures>("lacks", Forms.Features)
        {
            Description =
                "Features of the model that this target does not have, because the provider, or the server there, lacks them. A request "
                + "that needs one of them skips the target.",
            Example = """["tools"]""",
            Default = "[]",
            Read = static (target, value) => target with { Lacks = value },
            Write = static (text, target) => text.AddUnless(ModelFeatures.None, "lacks", target.Lacks),
        },
        new Field<TargetEntry, int>("dimensions", Forms.Dimensions)
        {
            Description =
                "The length of the vectors to request from an embedding model, at most the model's. Default: none is requested, and "
                + "the model's own is expected.",
            Example = "512",
            Read = static (target, value) => target with { Dimensions = value },
            Write = static (text, target) => text.AddWhereStated("dimensions", target.Dimensions),
            Place = 11,
        },
        new Field<TargetEntry, bool>("billing", Forms.Word(Words.Billings))
        {
            Description =
                "How requests are billed: by usage, or not at all because the capacity is paid for by the hour or the month. "
                + "Provisioned costs a true 0, which is not unknown.",
            Example = "\"provisioned\"",
            Default = "\"usage\"",
            Read = static (target, value) => target with { IsProvisioned = value },
            Write = static (text, target) => text.Add(target.IsProvisioned),
            Place = 5,
        },
        new Field<TargetEntry, ServiceTier>("serviceTier", Forms.Word(Words.ServiceTiers))
        {
            Description =
                "The service tier to request, and the only one whose prices the worst case uses. If omitted, the caller and the "
                + "provider choose.",
            Example = "\"flex\"",
            Read = static (target, value) => target with { ServiceTier = value },
            Write = static (text, target) => text.Add(target.ServiceTier),
            Place = 6,
        },
        new Field<TargetEntry, int>("rpm", Forms.Requests)
        {
            Description =
                "Maximum requests per minute. Unit: requests, over all instances of the application: each takes its share by the "
                + "setting Instances. At the limit the target is skipped; if all targets of a chain are at their limits, a call "
                + "waits for the first to become free, within its total. Default: no bound.",
            Example = "500",
            Read = static (target, value) => target with { RequestsPerMinute = value },
            Write = static (text, target) => text.Add(target.RequestsPerMinute),
            Place = 7,
        },
        new Field<TargetEntry, int>("tpm", Forms.Tokens)
        {
            Description =
                "Maximum input and output per minute. Unit: tokens, over all instances; estimated before a request, corrected after "
                + "it. At the limit the target is skipped; if all targets of a chain are at their limits, a call waits for the first "
                + "to become free, within its total. Default: no bound.",
            Example = "200000",
            Read = static (target, value) => target with { TokensPerMinute = value },
            Write = static (text, target) => text.Add(target.TokensPerMinute),
            Place = 8,
        },
        new Field<TargetEntry, int>("concurrency", Forms.Requests)
        {
            Description =
                "Maximum concurrent requests. Unit: requests, over all instances. At the limit the target is skipped; if all targets "
                + "of a chain are at their limits, a call waits for the first to become free, within its total. Default: no bound.",
            Example = "20",
            Read = static (target, value) => target with { Concurrency = value },
            Write = static (text, target) => text.Add(target.Concurrency),
            Place = 9,
        },
        new Field<TargetEntry>("openRouter", OpenRouterFields.Form)
        {
            Example = """{ "only": ["azure"] }""",
            Write = static (text, target) => text.Add(target.OpenRouter),
            Place = 10,
        },
        Suppressions.Create<TargetEntry>())
    {
        Also = [(0, static (text, target) => text.Add(target.Name).Add(target.Identifier))],
    };
}
