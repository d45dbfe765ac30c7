// Clients of other people's, from npm, asking a gateway. Arguments: the folder of node_modules. Reads cases as lines of JSON
// ({"id","client","form","model","prompt","base","key"}), runs many at once, and writes a line for each: {"id","text","finish"} or
// {"id","error":{"name","own","status","code","message"}}, "own" being whether it is of the client's own kind.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "x.js"));
globalThis.AI_SDK_LOG_WARNINGS = false;
const OpenAI = require("openai");
const Anthropic = require("@anthropic-ai/sdk");
const { generateText, streamText, embedMany, tool, Output, isStepCount, jsonSchema, APICallError, AISDKError } = require("ai");
const { createOpenAICompatible } = require("@ai-sdk/openai-compatible");
const { createOpenResponses } = require("@ai-sdk/open-responses");

const weather = { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false };
const time = { type: "object", properties: { zone: { type: "string" } }, required: ["zone"], additionalProperties: false };
const trip = {
  type: "object",
  properties: { city: { type: "string" }, days: { type: "integer" } },
  required: ["city", "days"],
  additionalProperties: false,
};
const results = { weather: (a) => `7 degrees in ${JSON.parse(a).city}`, time: (a) => `noon in ${JSON.parse(a).zone}` };
const described = [
  ["weather", "The weather in a city.", weather],
  ["time", "The time in a zone.", time],
];

async function collect(stream, take) {
  let text = "";
  let finish = null;
  for await (const event of stream) {
    const [piece, end] = take(event);
    text += piece ?? "";
    finish = end ?? finish;
  }
  return { text, finish };
}

const chat = {
  client: (c) => new OpenAI.OpenAI({ apiKey: c.key, baseURL: `${c.base}/v1` }),
  own: (e) => e instanceof OpenAI.OpenAIError,
  async plain(c) {
    const reply = await this.client(c).chat.completions.create({ model: c.model, messages: [{ role: "user", content: c.prompt }] });
    return { text: reply.choices[0].message.content, finish: reply.choices[0].finish_reason, usage: reply.usage?.total_tokens };
  },
  async stream(c) {
    const stream = await this.client(c).chat.completions.create({
      model: c.model, messages: [{ role: "user", content: c.prompt }], stream: true, stream_options: { include_usage: true },
    });
    return collect(stream, (e) => [e.choices[0]?.delta?.content, e.choices[0]?.finish_reason]);
  },
  async helper(c) {
    const reply = await this.client(c).chat.completions
      .stream({ model: c.model, messages: [{ role: "user", content: c.prompt }] }).finalChatCompletion();
    return { text: reply.choices[0].message.content, finish: reply.choices[0].finish_reason };
  },
  async tools(c, stream = false) {
    const runner = this.client(c).chat.completions.runTools({
      model: c.model,
      stream,
      messages: [{ role: "user", content: c.prompt }],
      tools: described.map(([name, description, parameters]) => ({
        type: "function", function: { name, description, parameters, function: results[name], parse: (x) => x },
      })),
    });
    const text = await runner.finalContent();
    return { text, calls: (runner.messages.filter((m) => m.role === "assistant")[0].tool_calls ?? []).map((t) => t.function.name) };
  },
  toolsStreamed(c) { return this.tools(c, true); },
  async structured(c) {
    const reply = await this.client(c).chat.completions.parse({
      model: c.model, messages: [{ role: "user", content: c.prompt }],
      response_format: { type: "json_schema", json_schema: { name: "trip", schema: trip, strict: true } },
    });
    return { text: JSON.stringify(reply.choices[0].message.parsed ?? JSON.parse(reply.choices[0].message.content)) };
  },
  async embeddings(c) {
    const reply = await this.client(c).embeddings.create({ model: c.model, input: [c.prompt, "two"] });
    return { text: reply.data.map((d) => `${d.embedding.length}:${d.embedding.some((n) => n !== 0)}`).join(",") };
  },
  async models(c) {
    const ids = [];
    for await (const model of this.client(c).models.list()) ids.push(model.id);
    return { text: ids.join(",") };
  },
};

const responses = {
  client: chat.client,
  own: chat.own,
  async plain(c) {
    const reply = await this.client(c).responses.create({ model: c.model, input: c.prompt });
    return { text: reply.output_text, finish: reply.status, usage: reply.usage?.total_tokens };
  },
  async stream(c) {
    const stream = await this.client(c).responses.create({ model: c.model, input: c.prompt, stream: true });
    return collect(stream, (e) => {
      if (e.type === "response.failed") throw Object.assign(new OpenAI.OpenAIError(e.response.error.message), { code: e.response.error.code });
      return [e.type === "response.output_text.delta" ? e.delta : "", /^response\.(completed|incomplete)$/.test(e.type) ? e.response.status : null];
    });
  },
  async helper(c) {
    const reply = await this.client(c).responses.stream({ model: c.model, input: c.prompt }).finalResponse();
    if (reply.status === "failed") throw Object.assign(new OpenAI.OpenAIError(reply.error.message), { code: reply.error.code });
    return { text: reply.output_text, finish: reply.status };
  },
  async tools(c, stream = false) {
    const client = this.client(c);
    const input = [{ role: "user", content: c.prompt }];
    const tools = described.map(([name, description, parameters]) => ({ type: "function", name, description, parameters, strict: true }));
    let names = [];
    for (let round = 0; round < 3; round++) {
      const reply = stream
        ? await client.responses.stream({ model: c.model, input, tools }).finalResponse()
        : await client.responses.create({ model: c.model, input, tools });
      const calls = reply.output.filter((i) => i.type === "function_call");
      if (calls.length === 0) return { text: reply.output_text, calls: names };
      names = calls.map((i) => i.name);
      input.push(...reply.output, ...calls.map((i) => ({ type: "function_call_output", call_id: i.call_id, output: results[i.name](i.arguments) })));
    }
    throw new Error("The loop does not end.");
  },
  toolsStreamed(c) { return this.tools(c, true); },
  async structured(c) {
    const reply = await this.client(c).responses.parse({
      model: c.model, input: c.prompt, text: { format: { type: "json_schema", name: "trip", schema: trip, strict: true } },
    });
    return { text: JSON.stringify(reply.output_parsed ?? JSON.parse(reply.output_text)) };
  },
};

const messages = {
  client: (c) => new Anthropic.Anthropic({ apiKey: c.key, baseURL: c.base }),
  own: (e) => e instanceof Anthropic.AnthropicError,
  request: (c) => ({ model: c.model, max_tokens: 200, messages: [{ role: "user", content: c.prompt }] }),
  async plain(c) {
    const reply = await this.client(c).messages.create(this.request(c));
    return { text: reply.content.map((b) => b.text ?? "").join(""), finish: reply.stop_reason, usage: reply.usage.output_tokens };
  },
  async stream(c) {
    const stream = await this.client(c).messages.create({ ...this.request(c), stream: true });
    return collect(stream, (e) => [e.type === "content_block_delta" ? e.delta.text : "", e.type === "message_delta" ? e.delta.stop_reason : null]);
  },
  async helper(c) {
    const reply = await this.client(c).messages.stream(this.request(c)).finalMessage();
    return { text: reply.content.map((b) => b.text ?? "").join(""), finish: reply.stop_reason };
  },
  async tools(c, stream = false) {
    const client = this.client(c);
    const body = { ...this.request(c), tools: described.map(([name, description, input_schema]) => ({ name, description, input_schema })) };
    let names = [];
    for (let round = 0; round < 3; round++) {
      const reply = stream ? await client.messages.stream(body).finalMessage() : await client.messages.create(body);
      const calls = reply.content.filter((b) => b.type === "tool_use");
      if (calls.length === 0) return { text: reply.content.map((b) => b.text ?? "").join(""), calls: names };
      names = calls.map((b) => b.name);
      body.messages.push({ role: "assistant", content: reply.content }, {
        role: "user",
        content: calls.map((b) => ({ type: "tool_result", tool_use_id: b.id, content: results[b.name](JSON.stringify(b.input)) })),
      });
    }
    throw new Error("The loop does not end.");
  },
  toolsStreamed(c) { return this.tools(c, true); },
  async structured(c) {
    const reply = await this.client(c).messages.create({ ...this.request(c), output_config: { format: { type: "json_schema", schema: trip } } });
    return { text: JSON.stringify(JSON.parse(reply.content[0].text)) };
  },
  async count(c) {
    const { max_tokens, ...rest } = this.request(c);
    return { text: String((await this.client(c).messages.countTokens(rest)).input_tokens > 0) };
  },
  async models(c) {
    const ids = [];
    for await (const model of this.client(c).models.list()) ids.push(model.id);
    return { text: ids.join(",") };
  },
};

// The AI SDK reads no x-should-retry: it is told not to repeat.
const vercel = (model) => ({
  own: (e) => AISDKError.isInstance(e),
  async plain(c) {
    const reply = await generateText({ model: model(c), prompt: c.prompt, maxRetries: 0 });
    return { text: reply.text, finish: reply.finishReason, usage: reply.usage.totalTokens };
  },
  async stream(c) {
    let failure = null;
    const reply = streamText({ model: model(c), prompt: c.prompt, maxRetries: 0, onError: ({ error }) => { failure ??= error; } });
    let text = "";
    for await (const piece of reply.textStream) text += piece;
    if (failure) throw failure;
    return { text, finish: await reply.finishReason };
  },
  async tools(c, stream = false) {
    const names = [];
    const options = {
      model: model(c), prompt: c.prompt, maxRetries: 0, stopWhen: isStepCount(4),
      tools: Object.fromEntries(described.map(([name, description, schema]) => [name, tool({
        description, inputSchema: jsonSchema(schema), execute: async (a) => { names.push(name); return results[name](JSON.stringify(a)); },
      })])),
    };
    if (!stream) return { text: (await generateText(options)).text, calls: names };
    let failure = null;
    const reply = streamText({ ...options, onError: ({ error }) => { failure ??= error; } });
    await reply.consumeStream();
    if (failure) throw failure;
    return { text: await reply.text, calls: names };
  },
  toolsStreamed(c) { return this.tools(c, true); },
  async structured(c) {
    const reply = await generateText({ model: model(c), prompt: c.prompt, maxRetries: 0, output: Output.object({ schema: jsonSchema(trip) }) });
    return { text: JSON.stringify(reply.output) };
  },
});

const compatible = (c) => createOpenAICompatible({
  name: "gateway", baseURL: `${c.base}/v1`, apiKey: c.key, includeUsage: true, supportsStructuredOutputs: true,
});
const clients = {
  "openai-chat": chat,
  "openai-responses": responses,
  "anthropic": messages,
  "ai-compatible": Object.assign(vercel((c) => compatible(c)(c.model)), {
    async embeddings(c) {
      const reply = await embedMany({ model: compatible(c).textEmbeddingModel(c.model), values: [c.prompt, "two"], maxRetries: 0 });
      return { text: reply.embeddings.map((d) => `${d.length}:${d.some((n) => n !== 0)}`).join(",") };
    },
  }),
  "ai-responses": vercel((c) => createOpenResponses({ name: "gateway", url: `${c.base}/v1/responses`, apiKey: c.key })(c.model)),
};

async function run(c) {
  const client = clients[c.client];
  try {
    return { id: c.id, ...(await client[c.form](c)) };
  } catch (e) {
    return {
      id: c.id,
      error: {
        name: e?.constructor?.name ?? String(e), own: client.own(e), status: e?.status ?? e?.statusCode ?? null, code: e?.code ?? null,
        message: `${e?.message ?? e}${e?.cause ? ` (${e.cause})` : ""}`,
      },
    };
  }
}

process.on("unhandledRejection", (e) => console.error("unhandled", e));
const waiting = [];
let running = 0;
let isClosed = false;
function next() {
  while (running < 24 && waiting.length > 0) {
    running++;
    run(waiting.shift()).then((result) => {
      process.stdout.write(`${JSON.stringify(result)}\n`);
      running--;
      next();
    });
  }
  if (isClosed && running === 0 && waiting.length === 0) process.exit(0);
}
createInterface({ input: process.stdin }).on("line", (line) => { waiting.push(JSON.parse(line)); next(); })
  .on("close", () => { isClosed = true; next(); });
