using System.Text.RegularExpressions;
using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Reading;

/// <summary>Reads an entry's <c>suppress</c>.</summary>
internal static class SuppressionReader
{
    private static readonly Regex RuleId = new("^RG[0-9]{4}$", RegexOptions.CultureInvariant);

    public static void Read(ObjectReader entry, EntrySection section, string name, List<Suppression> suppressions)
    {
        foreach (var property in entry.Entries("suppress"))
        {
            var id = property.Name;
            if (!RuleId.IsMatch(id) || id.Length != 6)
            {
                var meant = id.Trim().ToUpperInvariant();
                Refuse(property.Key, "by the IDs of rules", $"write for example \"{(RuleId.IsMatch(meant) ? meant : "RG1003")}\"");
            }
            else if (id.StartsWith("RG0", StringComparison.Ordinal))
            {
                Refuse(property.Key, "about rules that do not block", $"{id} says that the table cannot be used: fix what it reports");
            }
            else if (property.Value is JsonString { Value: var reason } && !string.IsNullOrWhiteSpace(reason))
            {
                suppressions.Add(new Suppression(section, name, id, reason, property));
            }
            else if (property.Value is not JsonMissing)
            {
                entry.Problems.Add(FileRules.InvalidValue,
                    property.Value, id, "a text that says why the finding is fine", "write for example \"both providers share no region\"");
            }
        }

        void Refuse(JsonNode at, string mustBe, string remedy) =>
            entry.Problems.Add(FileRules.InvalidValue, at, "suppress", PlainText.Escape(mustBe), remedy);
    }
}
