using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RouteGen.Sqlite.Storage;

/// <summary>
/// Whether an open file still stands where it was opened. Unix lets one delete, move or replace a file that is in use: SQLite then goes on
/// with one that no other process finds and that is gone when it is closed. In its write-ahead mode it does not look, so it is asked.
/// </summary>
internal sealed class FilePlace
{
    /// <summary>
    /// <c>SQLITE_FCNTL_HAS_MOVED</c> (sqlite.org/c3ref/c_fcntl_begin_atomic_write.html): whether
    /// the path leads to another file, or to none.
    /// </summary>
    private const int HasMoved = 20;

    private static readonly Lazy<FileControl?> Control = new(FindControl);

    private readonly SqliteConnection _connection;
    private readonly string[] _files;

    /// <summary>Watches the file of an open connection in write-ahead mode, and the two beside it.</summary>
    public FilePlace(SqliteConnection connection)
    {
        _connection = connection;
        var path = raw.sqlite3_db_filename(connection.Handle, "main").utf8_to_string();
        _files = [path, path + "-wal", path + "-shm"];
    }

    // Not among the functions that SQLitePCLRaw wraps.
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int FileControl(nint connection, nint database, int operation, ref int result);

    /// <exception cref="FileNotFoundException">The file, or one beside it, was deleted, moved or replaced.</exception>
    public void Check()
    {
        foreach (var file in _files)
        {
            if (!File.Exists(file))
            {
                throw Gone(file, "deleted or moved");
            }
        }

        var hasMoved = 0;
        if (Control.Value is { } ask
            && ask(_connection.Handle!.DangerousGetHandle(), 0, HasMoved, ref hasMoved) == raw.SQLITE_OK && hasMoved != 0)
        {
            throw Gone(_files[0], "replaced by another");
        }
    }

    private static FileNotFoundException Gone(string file, string how) => new(
        $"The file '{file}' was {how} while it was in use, and what is written would be lost. Put it back, or restart the processes that " +
        $"use it: they begin with what is there.", file);

    private static FileControl? FindControl() =>
        NativeLibrary.TryLoad(raw.GetNativeLibraryName(), typeof(FilePlace).Assembly, null, out var library)
            && NativeLibrary.TryGetExport(library, "sqlite3_file_control", out var function)
            ? Marshal.GetDelegateForFunctionPointer<FileControl>(function)
            : null;
}
