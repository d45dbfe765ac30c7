using RouteGen.Model.Problems;


namespace RouteGen.Model.Json;

/// <summary>Finds keys that stand twice in one object, anywhere in a text.</summary>
internal static class DuplicateKeys
{
    // The depth of this recursion is bounded by the parser's.
    public static void Check(JsonNode node, ProblemList problems)
    {
        if (node is JsonArray array)
        {
            for (var i = 0; i < array.Items.Count; i++)
            {
                Check(array.Items[i], problems);
            }
        }
        else if (node is JsonObject { Properties: var properties })
        {
            // A handful of keys is compared faster than it is hashed.
            var seen = properties.Count > 12 ? new HashSet<string>(StringComparer.Ordinal) : null;
            for (var i = 0; i < properties.Count; i++)
            {
                if (seen is null ? StandsBefore(properties, i) : !seen.Add(properties[i].Name))
                {
                    var key = properties[i].Key;
                    problems.Add(FileRules.DuplicateKey, key, PlainText.Escape(key.Value), "");
                }

                Check(properties[i].Value, problems);
            }
        }
    }

    private static bool StandsBefore(IReadOnlyList<JsonProperty> properties, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (properties[i].Name == properties[index].Name)
            {
                return true;
            }
        }

        return false;
    }
}
