#pragma warning disable OPENAI001 // Responses are experimental in the SDK.
using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace RouteGen.OpenAI;

/// <summary>
/// Tells the calls of the Responses API that are whole from those that are not: an item's own status says so
/// (platform.openai.com/docs/api-reference/responses-streaming), and an item that ends without the
/// arguments that came piece by piece lost them.
/// </summary>
internal sealed class ResponsesCalls
{
    private HashSet<int>? _begun;

    /// <summary>Settles the calls of a whole reply.</summary>
    public static void Settle(IEnumerable<AIContent> contents)
    {
        foreach (var call in contents.OfType<FunctionCallContent>())
        {
            if (call.RawRepresentation is FunctionCallResponseItem item)
            {
                Settle(call, item);
            }
        }
    }

    /// <summary>Reads a stream on, and settles a call where it ends.</summary>
    public void Settle(ChatResponseUpdate update)
    {
        switch (update.RawRepresentation)
        {
            case StreamingResponseFunctionCallArgumentsDeltaUpdate piece when piece.Delta is { IsEmpty: false }:
                (_begun ??= []).Add(piece.OutputIndex);
                break;
            case StreamingResponseOutputItemDoneUpdate { Item: FunctionCallResponseItem item } done:
                foreach (var call in update.Contents.OfType<FunctionCallContent>())
                {
                    Settle(call, item);
                    if (call.Arguments is null && _begun?.Contains(done.OutputIndex) is true)
                    {
                        call.Exception ??= new InvalidOperationException("The arguments of the call are missing.");
                    }
                }

                break;
        }
    }

    private static void Settle(FunctionCallContent call, FunctionCallResponseItem item)
    {
        ToolCallArguments.Settle(call, item.FunctionArguments);
        if (item.Status == FunctionCallStatus.Incomplete)
        {
            call.Exception ??= new InvalidOperationException("The call is incomplete.");
        }
    }
}
