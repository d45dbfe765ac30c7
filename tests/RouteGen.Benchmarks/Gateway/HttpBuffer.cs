using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace RouteGen.Benchmarks.Gateway;

/// <summary>Reads one HTTP/1.1 message after the other off a connection, and no more of it than where it ends.</summary>
internal sealed class HttpBuffer(Socket socket)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _length;

    /// <summary>Reads a message to its end; null where the connection was closed before one began.</summary>
    public async ValueTask<HttpMessage?> ReadMessageAsync()
    {
        int head;
        while ((head = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync())
            {
                return null;
            }
        }

        var text = Encoding.Latin1.GetString(_buffer, 0, head);
        var start = head + 4;
        var status = text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture)
            : 0;
        var stated = text.IndexOf("content-length:", StringComparison.OrdinalIgnoreCase);
        int end;
        var isStreamed = false;
        if (stated >= 0)
        {
            var rest = text.AsSpan(stated + "content-length:".Length);
            var line = rest.IndexOf('\r');
            var length = int.Parse((line < 0 ? rest : rest[..line]).Trim(), CultureInfo.InvariantCulture);
            while (_length < start + length)
            {
                await FillAsync();
            }

            isStreamed = _buffer.AsSpan(start, length).IndexOf("\"stream\":true"u8) >= 0;
            end = start + length;
        }
        else
        {
            end = await ReadChunksAsync(start);
        }

        _buffer.AsSpan(end, _length - end).CopyTo(_buffer);
        _length -= end;
        return new(status, isStreamed, end);
    }

    public static async ValueTask SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    private async ValueTask<int> ReadChunksAsync(int at)
    {
        while (true)
        {
            int line;
            while ((line = _buffer.AsSpan(at, _length - at).IndexOf("\r\n"u8)) < 0)
            {
                await FillAsync();
            }

            var size = int.Parse(Encoding.Latin1.GetString(_buffer, at, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            at += line + 2 + size + 2;
            while (_length < at)
            {
                await FillAsync();
            }

            if (size == 0)
            {
                return at;
            }
        }
    }

    private async ValueTask<bool> FillAsync()
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var count = await socket.ReceiveAsync(_buffer.AsMemory(_length));
        _length += count;
        return count > 0 ? true : _length == 0 ? false : throw new SocketException((int)SocketError.ConnectionReset);
    }
}

/// <summary>A message that was read.</summary>
internal readonly record struct HttpMessage(int Status, bool IsStreamed, int Bytes);
