// @copilotkit/aimock with one answer for each prompt that the tests ask. Arguments: the folder of node_modules. Prints its port.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.argv[2] + "/");
const { LLMock } = await import(pathToFileURL(require.resolve("@copilotkit/aimock")).href);
const mock = new LLMock({ host: "127.0.0.1", port: 0, chunkSize: 7, logLevel: "silent" });

const say = (prompt, response, options) => mock.on({ userMessage: new RegExp(`^${prompt}$`) }, response, options);
const text = "Answers from elsewhere: plain, streamed, and as bytes \u00e4\u00f6\u00fc \ud83d\ude80.";
const weather = { name: "get_weather", arguments: "{ \"city\": \"K\u00f6ln\",  \"days\": 3 }", id: "call_weather_1" };
const time = { name: "get_time", arguments: "{\"zone\":\"Europe/Berlin\"}", id: "call_time_2" };

mock.on({ hasToolResult: true }, { content: "It is 7 degrees in K\u00f6ln." });
say("say", { content: text });
say("count", {
  content: text,
  usage: {
    prompt_tokens: 1000, completion_tokens: 80, total_tokens: 1080, input_tokens: 1000, output_tokens: 80,
    prompt_tokens_details: { cached_tokens: 600 }, completion_tokens_details: { reasoning_tokens: 30 },
  },
});
say("think", { content: text, reasoning: "First I think about it." });
say("call", { toolCalls: [weather] });
say("call both", { toolCalls: [weather, time] });
say("talk and call", { content: "One moment.", toolCalls: [weather] });
say("be cut", { content: "Half an ans", finishReason: "length" });
say("break off", { content: text }, { truncateAfterChunks: 3, streamingProfile: { ttft: 20, tps: 40, jitter: 0 } });
say("hang up", { content: text.repeat(20) }, { disconnectAfterMs: 60, streamingProfile: { ttft: 5, tps: 20, jitter: 0 } });
say("be malformed", { content: text }, { chaos: { malformedRate: 1 } });
say("be dropped", { content: text }, { chaos: { dropRate: 1 } });
for (const [prompt, status, type, code] of [
  ["fail 400", 400, "invalid_request_error", "invalid_value"], ["fail 401", 401, "invalid_request_error", "invalid_api_key"],
  ["fail 404", 404, "invalid_request_error", "model_not_found"], ["fail 429", 429, "rate_limit_error", "rate_limit_exceeded"],
  ["fail 500", 500, "server_error", null], ["fail 503", 503, "server_error", "server_is_overloaded"],
]) {
  say(prompt, { error: { message: `It fails with ${status}.`, type, code }, status });
}

mock.on({ inputText: /one/, endpoint: "embedding" }, { embedding: [0.25, -0.5, 0.125] });
mock.on({ inputText: /two/, endpoint: "embedding" }, { embedding: [1, 0, -1] });
await mock.start();
console.log(`listening ${mock.port}`);
