#pragma warning disable MEAI001 // The search for tools is experimental.
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// Which tools a model is shown only when it searches for them, and under which namespace
/// (platform.openai.com/docs/guides/tools-tool-search).
/// </summary>
internal sealed class ToolSearch
{
    private readonly AITool _first;
    private readonly HashSet<string> _deferred = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.Ordinal);
    private readonly List<(string Name, string? Description)> _known = [];
    private bool _defersAll;

    private ToolSearch(AITool first) => _first = first;

    /// <summary>The search that a request asks for; null for none.</summary>
    public static ToolSearch? In(IList<AITool> tools)
    {
        ToolSearch? search = null;
        for (var i = 0; i < tools.Count; i++)
        {
            if (tools[i] is HostedToolSearchTool tool)
            {
                (search ??= new ToolSearch(tool)).Add(tool, tools);
            }
        }

        return search;
    }

    public bool IsFirst(AITool tool) => ReferenceEquals(tool, _first);

    public bool IsDeferred(string name) => _defersAll || _deferred.Contains(name);

    public bool HasInNamespace(AITool tool) => NameOf(tool) is { } name && _namespaces.ContainsKey(name);

    public void WriteNamespaces(Utf8JsonWriter json, IList<AITool> tools, ChatOptions options, DroppedOptions dropped)
    {
        foreach (var (name, description) in _known)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "namespace"u8);
            json.WriteString("name"u8, name);
            if (!string.IsNullOrEmpty(description))
            {
                json.WriteString("description"u8, description);
            }

            json.WriteStartArray("tools"u8);
            for (var i = 0; i < tools.Count; i++)
            {
                if (NameOf(tools[i]) is { } tool && _namespaces.TryGetValue(tool, out var own) && own == name)
                {
                    RequestTools.TryWrite(json, tools[i], options, this, dropped);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static string? NameOf(AITool tool) => tool switch
    {
        AIFunctionDeclaration function => function.Name,
        HostedMcpServerTool server => server.ServerName,
        _ => null,
    };

    private void Add(HostedToolSearchTool search, IList<AITool> tools)
    {
        _defersAll |= search.DeferredTools is null;
        for (var i = 0; i < tools.Count; i++)
        {
            if (NameOf(tools[i]) is not { } name || search.DeferredTools?.Contains(name) is false)
            {
                continue;
            }

            _deferred.Add(name);
            if (search.Namespace is { } own && _namespaces.TryAdd(name, own))
            {
                Note(own, search.NamespaceDescription);
            }
        }
    }

    private void Note(string name, string? description)
    {
        var at = _known.FindIndex(known => known.Name == name);
        if (at < 0)
        {
            _known.Add((name, description));
        }
        else if (string.IsNullOrEmpty(_known[at].Description))
        {
            _known[at] = (name, description);
        }
    }
}
