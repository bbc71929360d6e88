using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Vestibule.Database;
using Vestibule.IdentityChecks;

namespace Vestibule.Bench;

/// <summary>What anybody would write by hand in an afternoon: no sign-in, no validation, no roles, no chain.</summary>
internal sealed class Bare(WebApplication server, BareStore store) : IAsyncDisposable
{
    private static readonly JsonWriterOptions Written = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Uri Address => new(server.Urls.First());

    public static async Task<Bare> Start(Stage stage)
    {
        BareStore store =
            stage.Provider is DatabaseProvider.Sqlite
                ? new BareSqlite(stage.Bare, stage.Statements)
                : new BarePostgres(stage.Bare, stage.Statements);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var path = Ask.Path;
        server.MapPost(path, context => Create(context, store));
        server.MapGet(path, context => Page(context, store));
        server.MapGet(path + "/{id}", context => One(context, store));
        await server.StartAsync();
        return new Bare(server, store);
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
        await store.DisposeAsync();
    }

    private static async Task Create(HttpContext context, BareStore store)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var said = body.RootElement;
        var at = TimeProvider.System.Now();
        var check = new IdentityCheck
        {
            BusinessId = said.GetProperty("BusinessId").GetInt64(),
            CoworkerId = said.GetProperty("CoworkerId").GetInt64(),
            Name = said.GetProperty("Name").GetString()!,
            IdentityDocumentIssuedBy = said.GetProperty("IdentityDocumentIssuedBy").GetString(),
            Description = said.GetProperty("Description").GetString(),
            IdentityCheckGroupGuid = Guid.CreateVersion7(at),
            CreatedOn = at,
            UpdatedOn = at,
            UpdatedBy = "bench",
        };
        var id = await store.Create(check, said.GetRawText());
        await Say(
            context,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("Status", 200);
                json.WriteStartObject("Value");
                json.WriteNumber("Id", id);
                json.WriteEndObject();
                json.WriteBoolean("WasSuccessful", true);
                json.WriteEndObject();
                return Task.CompletedTask;
            }
        );
    }

    private static Task One(HttpContext context, BareStore store) =>
        Say(
            context,
            json => store.One(long.Parse((string)context.Request.RouteValues["id"]!), json)
        );

    private static Task Page(HttpContext context, BareStore store)
    {
        var query = context.Request.Query;
        var business = long.Parse(query[Ask.BusinessFilter].ToString());
        var status = int.Parse(query[Ask.StatusFilter].ToString());
        return Say(
            context,
            async json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("Records");
                var total = await store.Page(business, status, json);
                json.WriteEndArray();
                json.WriteNumber("CurrentPageSize", 25);
                json.WriteNumber("CurrentPage", 1);
                json.WriteString("CurrentOrderField", "Id");
                json.WriteNumber("CurrentSortDirection", 1);
                json.WriteNumber("FirstItem", 1);
                json.WriteBoolean("HasNextPage", total > 25);
                json.WriteBoolean("HasPreviousPage", false);
                json.WriteNumber("LastItem", Math.Min(25, total));
                json.WriteNumber("PageNumber", 1);
                json.WriteNumber("PageSize", 25);
                json.WriteNumber("TotalItems", total);
                json.WriteNumber("TotalPages", (total + 24) / 25);
                json.WriteEndObject();
            }
        );
    }

    private static async Task Say(HttpContext context, Func<Utf8JsonWriter, Task> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        await using (var json = new Utf8JsonWriter(buffer, Written))
        {
            await write(json);
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory);
    }
}
