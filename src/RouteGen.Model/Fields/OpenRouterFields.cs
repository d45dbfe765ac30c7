using RouteGen.Model.Json;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Fields;

/// <summary>The properties of OpenRouter's preferences.</summary>
internal static class OpenRouterFields
{
    public static readonly Form Form = Fields.Form.Object("an object of OpenRouter's preferences", "openRouter");

    public static readonly FieldList<OpenRouterEntry> OfPrice = new(
        new Field<OpenRouterEntry, decimal>("prompt", Forms.Rate)
        {
            Description = "Input. Unit: USD per million tokens, with at most 6 fraction digits.",
            Example = "1.00",
            Read = static (preferences, value) => preferences with { MaxPromptPrice = value },
            Write = static (text, preferences) => text.Add(preferences.MaxPromptPrice),
            Place = 0,
        },
        new Field<OpenRouterEntry, decimal>("completion", Forms.Rate)
        {
            Description = "Output. Unit: USD per million tokens, with at most 6 fraction digits.",
            Example = "2.00",
            Read = static (preferences, value) => preferences with { MaxCompletionPrice = value },
            Write = static (text, preferences) => text.Add(preferences.MaxCompletionPrice),
            Place = 1,
        });

    private static readonly Form<EquatableArray<string>> Names = Forms.Names(
        "a list of OpenRouter's names of providers", "A provider, by the name that OpenRouter gives it.", "\"azure\"");

    public static readonly FieldList<OpenRouterEntry> All = new(
        new Field<OpenRouterEntry, EquatableArray<string>>("order", Names)
        {
            Description = "Providers to try, in this order.",
            Example = """["azure", "openai"]""",
            Read = static (preferences, value) => preferences with { Order = value },
            Write = static (text, preferences) => text.Add(preferences.Order),
            Place = 0,
        },
        new Field<OpenRouterEntry, EquatableArray<string>>("only", Names)
        {
            Description = "The only providers that may serve.",
            Example = """["azure"]""",
            Read = static (preferences, value) => preferences with { Only = value },
            Write = static (text, preferences) => text.Add(preferences.Only),
            Place = 1,
        },
        new Field<OpenRouterEntry, EquatableArray<string>>("ignore", Names)
        {
            Description = "Providers that may not serve.",
            Example = """["deepinfra"]""",
            Read = static (preferences, value) => preferences with { Ignore = value },
            Write = static (text, preferences) => text.Add(preferences.Ignore),
            Place = 2,
        },
        new Field<OpenRouterEntry, bool>("allowFallbacks", Forms.Flag)
        {
            Description = "Whether other providers may serve when those of 'order' cannot. OpenRouter's default: true.",
            Example = "false",
            Read = static (preferences, value) => preferences with { AllowFallbacks = value },
            Write = static (text, preferences) => text.Add(preferences.AllowFallbacks),
            Place = 3,
        },
        new Field<OpenRouterEntry, bool>("requireParameters", Forms.Flag)
        {
            Description = "Whether only providers that accept every parameter of the request may serve. OpenRouter's default: false.",
            Example = "true",
            Read = static (preferences, value) => preferences with { RequireParameters = value },
            Write = static (text, preferences) => text.Add(preferences.RequireParameters),
            Place = 4,
        },
        new Field<OpenRouterEntry, bool>("dataCollection", Forms.Word(Words.DataCollection))
        {
            Description = "Whether providers that may keep what they are sent, or train on it, may serve. OpenRouter's default: "
                + "allow.",
            Example = "\"deny\"",
            Read = static (preferences, value) => preferences with { AllowsDataCollection = value },
            Write = static (text, preferences) => text.Add(preferences.AllowsDataCollection),
            Place = 5,
        },
        new Field<OpenRouterEntry, bool>("zdr", Forms.Flag)
        {
            Description = "Whether only endpoints that keep nothing (zero data retention) may serve.",
            Example = "true",
            Read = static (preferences, value) => preferences with { ZeroDataRetention = value },
            Write = static (text, preferences) => text.Add(preferences.ZeroDataRetention),
            Place = 6,
        },
        new Field<OpenRouterEntry>("maxPrice", Fields.Form.Object("an object of rates", "openRouterPrice"))
        {
            Example = """{ "prompt": 1.00, "completion": 2.00 }""",
            Write = static (text, preferences) => OfPrice.Write(text, preferences),
            Place = 7,
        },
        new Field<OpenRouterEntry, string>("referer", Addresses.HeaderForm)
        {
            Description = "The application's address, sent as HTTP-Referer for attribution.",
            Example = "\"https://support.example.com\"",
            Read = static (preferences, value) => preferences with { Referer = value },
            Write = static (text, preferences) => text.Add(preferences.Referer),
            Place = 8,
        },
        new Field<OpenRouterEntry, string>("title", Addresses.TitleForm)
        {
            Description = "The application's name, sent as X-Title for attribution: printable ASCII.",
            Example = "\"Support desk\"",
            Read = static (preferences, value) => preferences with { Title = value },
            Write = static (text, preferences) => text.Add(preferences.Title),
            Place = 9,
        });
}
