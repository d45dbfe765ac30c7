using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>The properties of a model.</summary>
internal static class ModelFields
{
    public static readonly FieldList<ModelEntry> All = new(
        new Field<ModelEntry, string>("about", Forms.Text)
        {
            Description = "One sentence about the model; it becomes hover documentation.",
            Example = "\"what it is for\"",
            Shown = "\"Small and fast\"",
            Read = static (model, value) => model,
        },
        new Field<ModelEntry, int>("contextWindow", Forms.Tokens)
        {
            Description = "Input and output together. Unit: tokens.",
            Example = "400000",
            Read = static (model, value) => model with { ContextWindow = value },
            Write = static (text, model) => text.Add(model.ContextWindow),
            Place = 1,
        },
        new Field<ModelEntry, int>("maxInput", Forms.Tokens)
        {
            Description = "Maximum input. Unit: tokens.",
            Example = "272000",
            Read = static (model, value) => model with { MaxInput = value },
            Write = static (text, model) => text.Add(model.MaxInput),
            Place = 2,
        },
        new Field<ModelEntry, int>("maxOutput", Forms.Tokens)
        {
            Description = "Maximum output. Unit: tokens.",
            Example = "128000",
            Read = static (model, value) => model with { MaxOutput = value },
            Write = static (text, model) => text.Add(model.MaxOutput),
            Place = 3,
        },
        new Field<ModelEntry, int>("dimensions", Forms.Dimensions)
        {
            Description =
                "The length of an embedding model's vectors, unless a shorter one is requested. The vectors that an embedding route "
                + "gets must have it.",
            Example = "1536",
            Read = static (model, value) => model with { Dimensions = value },
            Write = static (text, model) => text.AddWhereStated("dimensions", model.Dimensions),
            Place = 7,
        },
        new Field<ModelEntry, ModelFeatures>("features", Forms.Features)
        {
            Description = "What the model can do. If omitted, nothing is ruled out.",
            Example = """["streaming", "tools"]""",
            Read = static (model, value) => model with { Features = value },
            Write = static (text, model) => text.Add(model.Features),
            Place = 4,
        },
        new Field<ModelEntry, RequestParameters>("unsupported", Forms.Options)
        {
            Description = "Request options that the model rejects or ignores; they are not sent to it.",
            Example = """["temperature"]""",
            Shown = """["temperature", "topP"]""",
            Default = "[]",
            Read = static (model, value) => model with { Unsupported = value },
            Write = static (text, model) => text.Add(model.Unsupported),
            Place = 5,
        },
        new Field<ModelEntry, string>("retires", Forms.Day)
        {
            Description = "The day on which the provider takes the model out of service, as yyyy-MM-dd.",
            Example = "\"2027-03-31\"",
            Read = static (model, value) => model with { Retires = value },
            Write = static (text, model) => text.Add(model.Retires),
            Place = 6,
        },
        new Field<ModelEntry>("usdPerMTok", Form.Object("an object of rates", "price"))
        {
            Example = """{ "input": 0.25, "output": 2.00 }""",
            Write = static (text, model) => PriceFields.Write(text, model.Price),
            Place = 8,
        },
        Suppressions.Create<ModelEntry>())
    {
        Also = [(0, static (text, model) => text.Add(model.Name).Add(model.Identifier))],
    };
}
