using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Relay;

/// <summary>
/// Takes a caller's own JSON to a model that speaks the caller's dialect. A dialect's client gives it out as a service:
/// <c>client.GetService(typeof(DialectRelay))</c>.
/// </summary>
internal abstract class DialectRelay
{
    private readonly DialectChatClient _client;
    private readonly byte[] _model;
    private readonly (string Name, byte[] Json)[] _members;

    private protected DialectRelay(RelayDialect dialect, DialectChatClient client, DialectConnection connection)
    {
        (Dialect, _client, Connection) = (dialect, client, connection);
        _model = RelayedBody.Json(connection.Model);
        _members = connection.BodyMembers is { } members ? new Members(members).ToArray() : [];
    }

    /// <summary>What is spoken there.</summary>
    public RelayDialect Dialect { get; }

    /// <summary>How the model is reached.</summary>
    public DialectConnection Connection { get; }

    /// <summary>Whether a request can go on as it is, with the edits; if not, it has to be written anew in this vendor's own way.</summary>
    public virtual bool Takes(RelayScan scan, in RelayEdits edits) => true;

    /// <summary>Makes a caller's body into the target's.</summary>
    /// <param name="scan">The body.</param>
    /// <param name="edits">What the attempt changes.</param>
    /// <param name="pseudonyms">What stands for the caller's users; null leaves them as they are.</param>
    /// <param name="dropped">Takes the names of members that do not go on.</param>
    public ReadOnlyMemory<byte> Write(RelayScan scan, in RelayEdits edits, CallerPseudonyms? pseudonyms, DroppedOptions dropped)
    {
        var body = new RelayedBody(scan, edits, pseudonyms, dropped);
        foreach (var member in scan.Members)
        {
            if (Stated(member.Name) is { } stated)
            {
                body.Replace(member, stated);
            }
            else if (member.Name == "model")
            {
                body.Replace(member, _model);
            }
            else if (member.IsKnown)
            {
                Edit(ref body, member);
            }
            else if (!RoutingNames.IsOne(member.Name) && TakesOther(member.Name))
            {
                body.Keep();
            }
            else
            {
                body.Drop(member, NameShown(member.Name));
            }
        }

        if (scan.Find("model") is null && Stated("model") is null)
        {
            body.Add("model", _model);
        }

        Complete(ref body);
        foreach (var (name, json) in _members)
        {
            if (scan.Find(name) is null)
            {
                body.Add(name, json);
            }
        }

        return body.Finish();
    }

    /// <summary>Begins to relay a body; nothing is sent yet.</summary>
    /// <param name="body">The body, as <see cref="Write"/> makes it.</param>
    /// <param name="headers">Headers of the caller's that go on.</param>
    /// <param name="settling">What of the reply is settled.</param>
    /// <param name="dropped">The names of members that do not go on; null where all do.</param>
    public RelayedReply Begin(
        ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>> headers, ReplySettling settling, string? dropped) =>
        new(_client, body, headers, settling, dropped);

    /// <summary>Whether the table states a member for every request.</summary>
    protected bool States(string name) => Stated(name) is not null;

    /// <summary>Whether a member that the dialect's description does not name is known to be taken.</summary>
    private protected virtual bool TakesOther(string name) => false;

    /// <summary>Edits a member that the dialect's description names: keeps it, replaces it or takes it out, and nothing else.</summary>
    private protected abstract void Edit(ref RelayedBody body, in RelayMember member);

    /// <summary>Adds what the caller does not state and the attempt does.</summary>
    private protected abstract void Complete(ref RelayedBody body);

    /// <summary>Whether a default is to be added: there is one, and neither caller nor table says anything.</summary>
    private protected bool IsOpen(in RelayedBody body, string name) => !States(name) && body.Scan.Find(name) is null;

    private protected static byte[] Json(float number)
    {
        using var text = new JsonText();
        text.Writer.WriteNumberValue(number);
        return text.Written.ToArray();
    }

    /// <summary>Takes a preference out that the model does not take, or gives null its default.</summary>
    private protected static void Prefer(ref RelayedBody body, in RelayMember member, RequestParameters parameter, float? instead)
    {
        if (body.Edits.Drop.HasFlag(parameter))
        {
            body.Remove(member);
        }
        else if (instead is { } number && body.IsNull(member))
        {
            body.Replace(member, Json(number));
        }
        else
        {
            body.Keep();
        }
    }

    private byte[]? Stated(string name)
    {
        foreach (var (stated, json) in _members)
        {
            if (stated == name)
            {
                return json;
            }
        }

        return null;
    }

    // What a caller wrote stands in a header and in the record.
    /// <summary>The name of a member as a header may show it, whatever a caller wrote.</summary>
    public static string NameShown(string name)
    {
        const int Longest = 64;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return "others";
            }
        }

        return name.Length is > 0 and <= Longest ? name : "others";
    }
}
