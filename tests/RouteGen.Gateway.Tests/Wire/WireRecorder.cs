using System.Collections.Concurrent;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RouteGen.Gateway.Tests.Wire;

/// <summary>
/// Stands before everything else in a gateway's pipeline and keeps what is asked and answered. Bytes are copied as they are handed to the
/// server; nothing of how they are handed on changes.
/// </summary>
internal sealed class WireRecorder : IStartupFilter
{
    private readonly ConcurrentQueue<WireExchange> _exchanges = [];
    private int _underWay;

    /// <summary>Those that have ended, in that order.</summary>
    public IReadOnlyCollection<WireExchange> Exchanges => _exchanges;

    /// <summary>How many have begun and not ended.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Whether exchanges are kept: a run of very many would take too much memory.</summary>
    public bool IsOn { get; set; } = true;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(follow => context => IsOn ? RecordAsync(context, follow) : follow(context));
        next(app);
    };

    private async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        var exchange = new WireExchange { Method = context.Request.Method, AskedPath = context.Request.Path };
        var features = context.Features;
        Interlocked.Increment(ref _underWay);
        context.Request.Body = new AskedBody(context.Request.Body, exchange);
        features.Set<IHttpResponseBodyFeature>(new AnsweredBody(features.GetRequiredFeature<IHttpResponseBodyFeature>(), exchange));
        features.Set<IHttpRequestLifetimeFeature>(new Lifetime(features.GetRequiredFeature<IHttpRequestLifetimeFeature>(), exchange));
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException) when (context.Response.HasStarted)
        {
            // This is how a reply that has begun is cut: see ReplyCut.
            exchange.WasCut = true;
            throw;
        }
        catch (Exception e)
        {
            exchange.Thrown = e;
            throw;
        }
        finally
        {
            exchange.Path = context.Request.Path;
            exchange.Status = context.Response.StatusCode;
            exchange.IsGone = !exchange.WasCut && context.RequestAborted.IsCancellationRequested;
            foreach (var (name, values) in context.Response.Headers)
            {
                exchange.Headers[name] = values.ToString();
            }

            _exchanges.Enqueue(exchange);
            Interlocked.Decrement(ref _underWay);
        }
    }

    private sealed class Lifetime(IHttpRequestLifetimeFeature inner, WireExchange exchange) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted
        {
            get => inner.RequestAborted;
            set => inner.RequestAborted = value;
        }

        public void Abort()
        {
            exchange.WasCut |= !inner.RequestAborted.IsCancellationRequested;
            inner.Abort();
        }
    }

    private sealed class AnsweredBody(IHttpResponseBodyFeature inner, WireExchange exchange) : IHttpResponseBodyFeature
    {
        private readonly AnsweredWriter _writer = new(inner.Writer, exchange);

        public Stream Stream => _writer.AsStream(leaveOpen: true);

        public PipeWriter Writer => _writer;

        public void DisableBuffering() => inner.DisableBuffering();

        public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("The gateway sends no files.");

        public Task CompleteAsync() => inner.CompleteAsync();
    }

    private sealed class AnsweredWriter(PipeWriter inner, WireExchange exchange) : PipeWriter
    {
        private Memory<byte> _lent;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => _lent = inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes)
        {
            exchange.AddAnswered(_lent.Span[..bytes]);
            _lent = _lent[bytes..];
            inner.Advance(bytes);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }

    private sealed class AskedBody(Stream inner, WireExchange exchange) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            exchange.AddAsked(buffer.Span[..read]);
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
