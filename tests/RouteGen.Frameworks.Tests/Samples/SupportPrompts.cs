using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RouteGen;
using SupportApp;

public sealed class SupportPrompts(Kernel kernel)
{
    private readonly KernelFunction _summarize = KernelFunctionFactory.CreateFromPrompt(
        "Summarize in two lines: {{$ticket}}", new PromptExecutionSettings { ServiceId = SupportRoutes.Keys.Summarize });

    public async Task<string> SummarizeAsync(string ticket)
    {
        var result = await kernel.InvokeAsync(_summarize, new() { ["ticket"] = ticket });
        var record = result.GetValue<ChatResponse>()?.GetRouteRecord();
        return $"{result} ({record?.ServedBy}, {record?.CostUsd} USD)";
    }

    public async Task<string> AnswerAsync(ChatHistory history)
    {
        var chat = kernel.GetRequiredService<IChatCompletionService>(SupportRoutes.Keys.Assist);
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        var reply = await chat.GetChatMessageContentAsync(history, settings, kernel);
        history.Add(reply);
        return reply.ToString();
    }
}
