using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace GatewayDemo;

/// <summary>What the demo plays, one after the other.</summary>
internal sealed class Scenes(GatewayProcess gateway, Stage stage)
{
    private static readonly ChatOptions WithTool = new()
    {
        Tools = [AIFunctionFactory.Create(static (string city) => $"12 degrees in {city}", "get_weather", "The weather in a city.")],
    };

    public async Task AgentWhoseProviderDiesAsync()
    {
        Stage.Scene("1. An agent is in the middle of a tool loop, and its provider dies");
        using var sdk = Sdk.Anthropic(gateway, gateway.Key, "claude-sonnet-4-5");
        List<ChatMessage> talk = [new(ChatRole.User, "How is the weather in Vienna?")];
        var asked = await sdk.Chat.GetResponseAsync(talk, WithTool);
        var call = asked.Messages.SelectMany(static m => m.Contents).OfType<FunctionCallContent>().FirstOrDefault();
        Stage.Say($"{sdk.Name} asks for claude-sonnet-4-5, an alias of the route 'agent'. {sdk.Wire.Target} calls {call?.Name}.");
        stage.Check("the first turn is served by sonnet, at Anthropic", sdk.Wire.Target == "sonnet" && call is not null);

        await gateway.SimulateAsync("sonnet", "connection-reset");
        Stage.Say("Anthropic goes down. The agent runs its tool and sends the result, as if nothing had happened.");
        talk.AddRange(asked.Messages);
        talk.Add(new(ChatRole.Tool, [new FunctionResultContent(call?.CallId ?? "", "12 degrees in Vienna")]));
        var answer = await sdk.Chat.GetResponseAsync(talk, WithTool);
        Stage.Say($"{sdk.Wire.Target} answers after {sdk.Wire.Attempts} attempts: {answer.Text}");
        stage.Check("the second turn is served by gpt, at OpenAI, in another dialect", sdk.Wire.Target == "gpt");
        stage.Check("the tool's result got there", answer.Text.Contains("1 tool results", StringComparison.Ordinal));
        stage.Check("the SDK sent one request a turn", sdk.Wire.Requests == 2);
        await gateway.SimulateAsync("sonnet", "none");
    }

    public async Task CutStreamAsync()
    {
        Stage.Scene("2. A stream is cut in the middle of a sentence, and every SDK notices");
        foreach (var target in (string[])["gpt-mini", "haiku"])
        {
            await gateway.SimulateAsync(target, "stream-reset-after-content");
        }

        foreach (var sdk in (Sdk[])[Sdk.OpenAI(gateway, gateway.Key, "chat"), Sdk.Anthropic(gateway, gateway.Key, "chat")])
        {
            using (sdk)
            {
                await CutStreamAsync(sdk);
            }
        }

        foreach (var (name, program) in NodeSdk.IsThere ? NodeSdk.All : [])
        {
            var (text, error) = await NodeSdk.ReadAsync(program, gateway);
            Stage.Say($"{name} got \"{text}\" and then {error ?? "nothing, as if that were all"}.");
            stage.Check($"{name} throws, after a part of the answer", error is not null && text.Length > 0);
        }

        if (!NodeSdk.IsThere)
        {
            Stage.Say("The SDKs of npm are not installed in artifacts/foreign, as .ci/run does; they are left out.");
        }

        foreach (var target in (string[])["gpt-mini", "haiku"])
        {
            await gateway.SimulateAsync(target, "none");
        }
    }

    public async Task TeamAtItsCapAsync()
    {
        Stage.Scene("3. A team has spent its budget");
        using var sdk = Sdk.OpenAI(gateway, gateway.BrokeKey, "chat");
        var failure = await FailureOf(sdk.Chat.GetResponseAsync("Hello"));
        Stage.Say($"{sdk.Name}: {FirstLines(failure)}");
        stage.Check("the answer is 402, which is about money, and not 429, which SDKs repeat", sdk.Wire.Status == 402);
        stage.Check("the SDK asked once", sdk.Wire.Requests == 1);
        using var other = Sdk.OpenAI(gateway, gateway.Key, "chat");
        await other.Chat.GetResponseAsync("Hello");
        stage.Check("the team beside it is served", other.Wire.Status == 200);
    }

    public async Task BillAsync()
    {
        Stage.Scene("4. What did that call cost?");
        using var sdk = Sdk.OpenAI(gateway, gateway.Key, "chat");
        await sdk.Chat.GetResponseAsync("Tell me a story of a dragon.");
        var id = sdk.Wire.RequestId;
        Stage.Say($"x-request-id: {id}, x-routegen-cost-usd: {sdk.Wire.Cost}");
        var record = await gateway.AwaitRecordAsync(id, gateway.Key);
        stage.Check("GET /v1/records/{id} has the record", record is not null);
        if (record is null)
        {
            return;
        }

        // USD per million tokens of input and output, as routes.json says. Broken streams may have sent gpt-mini to cool down.
        var (inputRate, outputRate) = sdk.Wire.Target == "haiku" ? (1.00m, 5.00m) : (0.25m, 2.00m);
        var (input, output) = (Tokens(record, "input"), Tokens(record, "output"));
        var bill = ((input * inputRate) + (output * outputRate)) / 1_000_000m;
        Stage.Say($"{sdk.Wire.Target}: {input} tokens in × {Plain(inputRate)} + {output} out × {Plain(outputRate)} USD per million = " +
            $"{Plain(bill)} USD");
        stage.Check("record and header have the bill to its last digit", Cost(record) == bill && sdk.Wire.Cost == Plain(bill));
        stage.Check("to another tenant's key there is no such record", await gateway.RecordAsync(id, gateway.OtherKey) is null);
    }

    private async Task CutStreamAsync(Sdk sdk)
    {
        var text = "";
        var failure = await FailureOf(ReadAsync());
        Stage.Say($"{sdk.Name} got \"{text}\" and then {failure?.GetType().Name ?? "nothing, as if that were all"}.");
        stage.Check($"{sdk.Name} throws, after a part of the answer", failure is not null && text.Length > 0);
        stage.Check("the SDK asked once", sdk.Wire.Requests == 1);

        async Task ReadAsync()
        {
            await foreach (var update in sdk.Chat.GetStreamingResponseAsync("Tell me a story."))
            {
                text += update.Text;
            }
        }
    }

    private static async Task<Exception?> FailureOf(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e;
        }
    }

    private static string FirstLines(Exception? failure) => failure is null
        ? "no error"
        : string.Join(' ', failure.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(3));

    private static decimal Tokens(JsonNode record, string name) => (decimal?)record["usage"]?[name] ?? -1;

    private static decimal? Cost(JsonNode record) => (decimal?)record["costUsd"];

    private static string Plain(decimal value) => (value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
}
