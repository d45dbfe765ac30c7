using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Facts;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Tests.Facts;

/// <summary>What stands in several places of a reply, or in several events of a stream, and is one bill.</summary>
public sealed class ReplyBillTests
{
    /// <summary>The events of a stream, or one reply, and what is known after each of them.</summary>
    public static TheoryData<string, string[], string[]> Replies => new()
    {
        {
            "Messages: start and end complete one another",
            [
                """
                {"type":"message_start","message":{"id":"m","usage":{"input_tokens":25,"cache_creation_input_tokens":100,
                "cache_read_input_tokens":50,"cache_creation":{"ephemeral_5m_input_tokens":60,"ephemeral_1h_input_tokens":40},
                "output_tokens":1,"service_tier":"standard","inference_geo":"us"}}}
                """,
                """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hello"}}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15,"speed":"fast"}}""",
            ],
            [
                "in 175 cached 50 written 100 hour 40 tier standard geo us", "",
                "in 175 out 15 cached 50 written 100 hour 40 tier standard speed fast geo us",
            ]
        },
        {
            "Messages: server tools add input on the way",
            [
                """{"type":"message_start","message":{"usage":{"input_tokens":2679,"output_tokens":3}}}""",
                """
                {"type":"message_delta","delta":{},"usage":{"input_tokens":10682,"cache_read_input_tokens":0,"output_tokens":510,
                "server_tool_use":{"web_search_requests":1}}}
                """,
            ],
            ["in 2679", "in 10682 out 510 searches 1"]
        },
        {
            "Gemini's endpoint: totals so far in each chunk",
            [
                """{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":60}}""",
                """{"choices":[{"delta":{"content":"b"}}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":63}}""",
            ],
            ["in 9 out 1", "in 9 out 4"]
        },
        {
            "a later statement that says less takes nothing back",
            [
                """{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}""",
                """{"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}""",
            ],
            ["in 9 out 4", "in 9 out 4"]
        },
        {
            "Moonshot: in the choice",
            [
                """
                {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":19,"completion_tokens":13,
                "total_tokens":32,"cached_tokens":8}}]}
                """,
            ],
            ["in 19 out 13 cached 8"]
        },
        {
            "Groq: in x_groq, and again",
            [
                """
                {"id":"c","choices":[],"x_groq":{"id":"req_1","usage":{"queue_time":0.1,"prompt_tokens":18,"completion_tokens":5,
                "total_tokens":23}},"service_tier":"on_demand"}
                """,
                """
                {"id":"c","choices":[],"usage":{"prompt_tokens":18,"completion_tokens":5,"total_tokens":23},
                "service_tier":"on_demand"}
                """,
            ],
            ["in 18 out 5 tier on_demand", "in 18 out 5"]
        },
        {
            "Responses, incomplete",
            [
                """
                {"type":"response.incomplete","sequence_number":9,"response":{"id":"r","service_tier":"flex","status":"incomplete",
                "usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":0},"output_tokens":20,"total_tokens":30},
                "tool_usage":{"image_gen":{"input_tokens":0},"web_search":{"num_requests":3}}}}
                """,
            ],
            ["in 10 out 20 searches 3 tier flex"]
        },
        {
            "Ollama: at the top",
            ["""{"model":"m","done":true,"done_reason":"stop","total_duration":5,"prompt_eval_count":26,"eval_count":298.0}"""],
            ["in 26 out 298"]
        },
        {
            "llama.cpp: what its cache had is part of the prompt",
            ["""{"choices":[],"timings":{"cache_n":236,"prompt_n":1,"prompt_ms":30.9,"predicted_n":35,"predicted_ms":661.1}}"""],
            ["in 237 out 35 cached 236"]
        },
        {
            "llama.cpp itself",
            ["""{"content":"hello","tokens_predicted":35,"tokens_evaluated":237,"tokens_cached":271,"stop":true}"""],
            ["in 237 out 35"]
        },
        {
            "Vercel: a cost as text, in the message",
            [
                """
                {"choices":[{"message":{"content":"x","provider_metadata":{"openai":{"cost":"9"},"gateway":{"routing":{"cost":7},
                "cost":"0.0000147","marketCost":"0.00002"}}}}],"usage":{"prompt_tokens":75,"completion_tokens":18}}
                """,
            ],
            ["in 75 out 18 cost 0.0000147"]
        },
        {
            "Vercel: nothing charged for what has a price",
            [
                """
                {"choices":[{"message":{"provider_metadata":{"gateway":{"cost":"0","marketCost":"0.00002"}}}}],
                "usage":{"prompt_tokens":75,"completion_tokens":18}}
                """,
            ],
            ["in 75 out 18"]
        },
        {
            "a cost beside the usage",
            ["""{"usage":{"prompt_tokens":5,"completion_tokens":6},"cost":0.5}""", """{"_hidden_params":{"response_cost":"0.75"}}"""],
            ["in 5 out 6 cost 0.5", "cost 0.75"]
        },
        {
            "Bedrock: its tier and its metrics",
            [
                """{"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":9,"outputTokenCount":20}}""",
                """
                {"usage":{"inputTokens":9,"outputTokens":20,"totalTokens":29},"serviceTier":{"type":"priority"},
                "performanceConfig":{"latency":"optimized"}}
                """,
            ],
            ["in 9 out 20", "in 9 out 20 tier priority speed optimized"]
        },
        {
            "what looks like a fact and is none",
            [
                """
                {"choices":[{"delta":{"content":"usage","cost":null}}],"usage":null,"service_tier":null,"x_groq":{"id":"r"},
                "timings":[]}
                """,
            ],
            [""]
        },
    };

    [Theory]
    [MemberData(nameof(Replies))]
    public void The_bill_of_a_reply_is_read_wherever_it_stands(string name, string[] events, string[] expected)
    {
        Assert.NotEmpty(name);
        var bill = default(ReplyBill);
        var known = new List<string>();
        foreach (var data in events)
        {
            BillTap.Read(Encoding.UTF8.GetBytes(data), ref bill);
            AdditionalPropertiesDictionary? facts = null;
            bill.TakeFacts(ref facts);
            known.Add(UsageReaderTests.Describe(bill.TakeUsage(), facts));
        }

        Assert.Equal(expected, known);
    }

    /// <summary>Wherever it is cut, and whatever stands in it, nothing but what is stated is read, and nothing is thrown.</summary>
    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_that_is_cut_anywhere_is_read_up_to_there(string name, string[] events, string[] expected)
    {
        Assert.NotEmpty(name + string.Concat(expected));
        foreach (var data in events)
        {
            var bytes = Encoding.UTF8.GetBytes(data);
            for (var length = 0; length <= bytes.Length; length++)
            {
                var bill = default(ReplyBill);
                BillTap.Read(bytes.AsSpan(0, length), ref bill);
                bill.TakeUsage();
            }
        }
    }

    [Fact]
    public void Members_of_other_names_are_left_where_they_are()
    {
        var json = JsonRead.Start("""{"model":"m","usages":1,"cost_":2,"prompt_tokens":3,"x_grok":{}}"""u8);
        var bill = default(ReplyBill);
        Assert.True(JsonRead.Enter(ref json));
        var seen = 0;
        while (JsonRead.Next(ref json))
        {
            Assert.False(bill.TryReadMember(ref json));
            Assert.Equal(JsonTokenType.PropertyName, json.TokenType);
            JsonRead.Skip(ref json);
            seen++;
        }

        Assert.Equal(5, seen);
    }

    /// <summary>Those are read for every chunk of a stream.</summary>
    [Fact]
    public void A_plain_usage_costs_no_object_but_itself()
    {
        var chunk = """
            {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","service_tier":"default","choices":[],
            "usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},
            "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0}}}
            """u8.ToArray();
        Read(chunk);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(chunk);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 300);

        static UsageDetails? Read(byte[] chunk)
        {
            var bill = default(ReplyBill);
            BillTap.Read(chunk, ref bill);
            return bill.TakeUsage();
        }
    }
}
