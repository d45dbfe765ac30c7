namespace RouteGen.Dialects.Wire;

/// <summary>What a request asks for that its dialect has no words for.</summary>
internal sealed class DroppedOptions
{
    private const int Most = 32;

    private List<string>? _names;

    /// <summary>The names, each once, separated by commas; null where nothing was dropped.</summary>
    public string? Names => _names is { } names ? string.Join(", ", names) : null;

    /// <summary>Notes that something was not sent.</summary>
    /// <param name="name">Its name as callers know it, such as <c>topK</c>.</param>
    public void Add(string name)
    {
        // A caller may invent any number; a header, and whoever reads it, takes so many.
        name = _names?.Count >= Most ? "others" : name;
        if (_names?.Contains(name) is not true)
        {
            (_names ??= []).Add(name);
        }
    }
}
