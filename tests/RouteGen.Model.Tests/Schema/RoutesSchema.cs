using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace RouteGen.Model.Tests.Schema;

/// <summary>The repository's routes.schema.json.</summary>
internal static class RoutesSchema
{
    public static string Text { get; } = ReadText();

    public static JsonSchema Validator { get; } = JsonSchema.FromJsonAsync(Text).GetAwaiter().GetResult();

    public static IReadOnlyList<string> Errors(string table) =>
        [
            .. Validator.Validate(JToken.Parse(table, new JsonLoadSettings { CommentHandling = CommentHandling.Ignore }))
                .Select(e => e.ToString())
        ];

    private static string ReadText()
    {
        using var stream = typeof(RoutesSchema).Assembly.GetManifestResourceStream("routes.schema.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
