using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// How much a model is to think, and how much it may write. Current models decide themselves, by an effort
/// (platform.claude.com/docs/en/build-with-claude/adaptive-thinking, …/effort); older ones take a budget of tokens, which is part of what
/// they may write (…/extended-thinking).
/// </summary>
/// <param name="MaxTokens">The bound of the output.</param>
/// <param name="Mode">The thinking's type; null where nothing is said of it.</param>
/// <param name="Budget">Its budget, of an older model.</param>
/// <param name="Effort">The effort, of a current model.</param>
/// <param name="Display">How the thoughts are shown; null for the model's own way.</param>
internal readonly record struct Thinking(long MaxTokens, string? Mode, long Budget, string? Effort, string? Display)
{
    private const int OutputOfUnknownModel = 4096;
    private const int LeastBudget = 1024;

    // Of the pages named above, as of November 2026; every other name is a current model's, or a deployment's.
    private static readonly string[] WithBudgets =
    [
        "claude-2", "claude-3", "claude-instant", "claude-opus-4-0", "claude-opus-4-1", "claude-opus-4-2", "claude-opus-4-5",
        "claude-opus-4.1", "claude-opus-4.5", "claude-sonnet-4-0", "claude-sonnet-4-2", "claude-sonnet-4-5", "claude-sonnet-4.5",
        "claude-haiku-4",
    ];

    public static Thinking For(ChatOptions? options, string model, int? maxOutput)
    {
        long most = options?.MaxOutputTokens ?? maxOutput ?? OutputOfUnknownModel;
        if (options?.Reasoning is not { } reasoning)
        {
            return new(most, null, 0, null, null);
        }

        if (reasoning.Effort == ReasoningEffort.None)
        {
            return new(most, "disabled", 0, null, null);
        }

        long? budget = reasoning.Effort switch
        {
            ReasoningEffort.Low => 1024,
            ReasoningEffort.Medium => 8192,
            ReasoningEffort.High => 16384,
            ReasoningEffort.ExtraHigh => 32768,
            _ => null,
        };
        if (most <= budget && options.MaxOutputTokens is null && maxOutput is null)
        {
            // Nobody set a bound: ours must leave room for thoughts and answer.
            most += budget.Value;
        }

        var hides = reasoning.Output == ReasoningOutput.None;
        if (!TakesBudget(model))
        {
            return new(most, "adaptive", 0, EffortOf(reasoning.Effort), hides ? "omitted" : reasoning.Output is null ? null : "summarized");
        }

        var given = Math.Min(budget ?? 0, most - 1);
        return given < LeastBudget ? new(most, null, 0, null, null) : new(most, "enabled", given, null, hides ? "omitted" : null);
    }

    public void Write(Utf8JsonWriter json)
    {
        if (Mode is null)
        {
            return;
        }

        json.WriteStartObject("thinking"u8);
        json.WriteString("type"u8, Mode);
        if (Budget > 0)
        {
            json.WriteNumber("budget_tokens"u8, Budget);
        }

        if (Display is not null)
        {
            json.WriteString("display"u8, Display);
        }

        json.WriteEndObject();
    }

    private static string? EffortOf(ReasoningEffort? effort) => effort switch
    {
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => null,
    };

    private static bool TakesBudget(string model)
    {
        foreach (var name in WithBudgets)
        {
            if (model.Contains(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
