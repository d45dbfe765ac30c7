using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RouteGen.Keys;

namespace RouteGen.Tool.LiteLlmKeys;

/// <summary>What became of a key in the store.</summary>
internal enum StoredAs
{
    /// <summary>No store was named.</summary>
    Nowhere,

    /// <summary>It is new there.</summary>
    Added,

    /// <summary>It was there, and was left as it is.</summary>
    There,

    /// <summary>It was there, and is now as in the export.</summary>
    Replaced,

    /// <summary>The store has another key with its id.</summary>
    Refused,
}

/// <summary>A key and what became of it.</summary>
internal sealed record ImportedKey(ConvertedKey Converted, StoredAs Stored);

/// <summary>Tells of an import of keys. No hash and no part of a token is in it.</summary>
internal sealed class KeysReport(IReadOnlyList<ImportedKey> keys, string? store)
{
    public string Summary()
    {
        var text = new StringBuilder();
        var made = keys.Count(static k => k.Converted.Key is not null);
        Line($"{N(keys.Count)} keys: {N(made)} converted, {N(keys.Count - made)} not.");
        foreach (var key in keys.Where(static k => k.Converted.Key is null))
        {
            Line($"  not converted  {key.Converted.Name}: {key.Converted.Notes[0].Member} {key.Converted.Notes[0].Text}");
        }

        foreach (var note in keys.Where(static k => k.Converted.Key is not null).SelectMany(static k =>
            k.Converted.Notes.Select(n => (k.Converted.Name, n)))
            .GroupBy(static n => n.n))
        {
            var names = note.Select(static n => n.Name).Distinct(StringComparer.Ordinal).ToArray();
            var whose = names.Length <= 3 ? string.Join(", ", names) : $"{names[0]}, {names[1]} and {N(names.Length - 2)} others";
            Line($"  not taken over {note.Key.Member} of {whose}: {note.Key.Text}");
        }

        if (store is null)
        {
            Line("Nothing was stored: name the file of keys, --store keys.db");
        }
        else
        {
            Line($"Stored in {store}: {N(Count(StoredAs.Added))} added, {N(Count(StoredAs.Replaced))} replaced,"
                + $" {N(Count(StoredAs.There))} there already" +
                $"{(Count(StoredAs.There) > 0 ? " (--replace takes them from the export)" : "")}, {N(Count(StoredAs.Refused))} refused.");
        }

        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
    }

    /// <summary>Every key, one a line, and what is not taken over.</summary>
    public string Lines()
    {
        var text = new StringBuilder();
        foreach (var key in keys)
        {
            text.Append(key.Converted.Key is { } made ? $"{Word(key.Stored)}\t{made.Id}"
                : "not converted\t").Append('\t').Append(key.Converted.Name).Append('\n');
            foreach (var (member, note) in key.Converted.Notes)
            {
                text.Append("note\t").Append(member).Append('\t').Append(note).Append('\n');
            }
        }

        return text.ToString();
    }

    public string Json()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer,
            new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var key in keys)
            {
                json.WriteStartObject();
                json.WriteNumber("row", key.Converted.Row);
                json.WriteString("stored", Word(key.Stored));
                if (key.Converted.Key is { } made)
                {
                    json.WriteStartObject("key");
                    GatewayKeyJson.WriteMembers(json, made);
                    json.WriteEndObject();
                }
                else
                {
                    json.WriteNull("key");
                }

                json.WriteStartArray("notes");
                foreach (var (member, note) in key.Converted.Notes)
                {
                    json.WriteStartObject();
                    json.WriteString("member", member);
                    json.WriteString("text", note);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private int Count(StoredAs stored) => keys.Count(k => k.Stored == stored);

    private static string Word(StoredAs stored) => stored switch
    {
        StoredAs.Added => "added",
        StoredAs.There => "there already",
        StoredAs.Replaced => "replaced",
        StoredAs.Refused => "refused",
        _ => "not stored",
    };

    private static string N(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
