using System.Globalization;
using System.Text;
using RouteGen.Costs;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Fields;

/// <summary>
/// Writes a table as a text that equal tables share and different ones do not: every value carries its length, every list its count, in an
/// order that is never to change. A test changes each property in turn and finds another hash.
/// </summary>
public sealed class CanonicalText
{
    private readonly StringBuilder _text = new();

    private CanonicalText()
    {
    }

    /// <summary>The text of a table.</summary>
    public static string Write(RouteTable table) => Write(TableFields.All, table);

    /// <summary>The text of a price.</summary>
    public static string Write(PriceSheet sheet) => Write(SheetFields.All, sheet);

    internal CanonicalText Add(string? value)
    {
        _text.Append(value is null ? "-" : value.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(value).Append(';');
        return this;
    }

    internal CanonicalText Add(bool value) => Add(value ? "true" : "false");

    internal CanonicalText Add(bool? value) => value is { } flag ? Add(flag) : Add((string?)null);

    internal CanonicalText Add(int? value) => Add(value?.ToString(CultureInfo.InvariantCulture));

    internal CanonicalText Add(long? value) => Add(value?.ToString(CultureInfo.InvariantCulture));

    internal CanonicalText Add(decimal? value) => Add(value is { } number ? Shown.Usd(number) : null);

    internal CanonicalText Add(TimeSpan value) => Add(value.Ticks.ToString(CultureInfo.InvariantCulture));

    internal CanonicalText Add(Enum? value) => Add(value?.ToString());

    internal CanonicalText Add(EquatableArray<string> items) => Add(items, static (text, item) => text.Add(item));

    internal CanonicalText Add(EquatableArray<string>? items) => items is { } stated ? Add(stated) : Add((string?)null);

    internal CanonicalText Add<T>(EquatableArray<T> items, FieldList<T> fields)
        where T : IEquatable<T> => Add(items, fields.Write);

    internal CanonicalText Add<T>(EquatableArray<T> items, Action<CanonicalText, T> write)
        where T : IEquatable<T>
    {
        Add(items.Count);
        foreach (var item in items)
        {
            write(this, item);
        }

        return this;
    }

    internal CanonicalText Add(OpenRouterEntry? preferences)
    {
        if (preferences is null)
        {
            return Add((string?)null);
        }

        OpenRouterFields.All.Write(this, preferences);
        return this;
    }

    // What came later is written with its name and only where it is stated, so that the ids of earlier prices and the hashes of
    // earlier tables stay what they are.
    internal void AddWhereStated(string name, string? value)
    {
        if (value is not null)
        {
            Add(name).Add(value);
        }
    }

    internal void AddWhereStated(string name, bool? value)
    {
        if (value is not null)
        {
            Add(name).Add(value);
        }
    }

    internal void AddWhereStated(string name, int? value)
    {
        if (value is not null)
        {
            Add(name).Add(value);
        }
    }

    internal void AddWhereStated(string name, decimal? value)
    {
        if (value is not null)
        {
            Add(name).Add(value);
        }
    }

    internal void AddWhereStated(string name, Enum? value)
    {
        if (value is not null)
        {
            Add(name).Add(value);
        }
    }

    internal void AddWhereStated(string name, EquatableArray<string> items) =>
        AddWhereStated(name, items, static (text, item) => text.Add(item));

    internal void AddWhereStated<T>(string name, EquatableArray<T> items, Action<CanonicalText, T> write)
        where T : IEquatable<T>
    {
        if (items.Count > 0)
        {
            Add(name).Add(items, write);
        }
    }

    internal void AddWhereStated<T>(string name, T? value, FieldList<T> fields)
        where T : class
    {
        if (value is not null)
        {
            Add(name);
            fields.Write(this, value);
        }
    }

    internal void AddUnless(Enum silent, string name, Enum value)
    {
        if (!Equals(silent, value))
        {
            Add(name).Add(value);
        }
    }

    internal void AddUnless(TimeSpan silent, string name, TimeSpan value)
    {
        if (silent != value)
        {
            Add(name).Add(value);
        }
    }

    internal static string Write<T>(FieldList<T> fields, T value)
    {
        var text = new CanonicalText();
        fields.Write(text, value);
        return text._text.ToString();
    }
}
