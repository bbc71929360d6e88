using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Vestibule.Wire;

/// <summary>An answer written straight as JSON bytes with its length.</summary>
public sealed class Json(int status, Action<Utf8JsonWriter> write) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    public static Json Ok(Action<Utf8JsonWriter> write) => new(StatusCodes.Status200OK, write);

    /// <summary>The bare JSON string with which the API says that there is no such record.</summary>
    public static Json NotFound() =>
        new(StatusCodes.Status404NotFound, json => json.WriteStringValue("Not found"));

    /// <summary><c>{"Message": …}</c>, the shape of answers that are about the request and not about a record.</summary>
    public static Json Message(int status, string message) =>
        new(
            status,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("Message", message);
                json.WriteEndObject();
            }
        );

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = Bytes();
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = bytes.Length;
        await httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }

    /// <summary>The body alone.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Envelope.Options))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }
}
