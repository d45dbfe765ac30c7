using System.Text.Json.Serialization;

namespace RouteGen.Gateway.Tests.Foreign;

/// <summary>What a client is to do: which client, what it asks, of which route.</summary>
internal sealed record ForeignCase(string Client, string Form, string Model, string Prompt, string Base)
{
    public string Id { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>The key that the client sends.</summary>
    public string Key { get; init; } = GatewayBench.Token;

    public override string ToString() => $"{Client}, {Form}, {Model}";
}

/// <summary>What came of it: an answer, or the error that the client gave its caller.</summary>
internal sealed record ForeignResult
{
    public string? Id { get; init; }

    public string? Text { get; init; }

    public string? Finish { get; init; }

    /// <summary>The names of the tools that were called, in order.</summary>
    public IReadOnlyList<string>? Calls { get; init; }

    public ForeignError? Error { get; init; }

    /// <summary>An error of a client of .NET.</summary>
    public static ForeignResult From(Exception e, Func<Exception, bool> isOwn, int? status) => new()
    {
        Error = new() { Name = e.GetType().Name, Own = isOwn(e), Status = status, Message = $"{e.GetType()}: {e.Message}" },
    };
}

/// <summary>An error as its caller sees it.</summary>
internal sealed record ForeignError
{
    /// <summary>Its class.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it is one of those that the client documents.</summary>
    public bool Own { get; init; }

    public int? Status { get; init; }

    public string? Message { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ForeignCase))]
[JsonSerializable(typeof(ForeignResult))]
internal sealed partial class ForeignJson : JsonSerializerContext;
