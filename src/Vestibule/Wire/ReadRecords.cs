using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Vestibule.Access;
using Vestibule.Database;

namespace Vestibule.Wire;

/// <summary>The reading doors every collection has: a list, several records by id, one record.</summary>
public static class ReadRecords
{
    public static void MapReads<T>(this IEndpointRouteBuilder routes, Resource<T> resource)
        where T : class, IRecord
    {
        routes
            .MapGet(
                resource.Path,
                (
                    HttpContext context,
                    Caller caller,
                    VestibuleDb db,
                    Dialect dialect,
                    CancellationToken cancelled
                ) =>
                    IdList.BatchIn(context.Request.Query) is { } ids
                        ? Batch(resource, ids, context, caller, db, cancelled)
                        : List(resource, context, caller, db, dialect, cancelled)
            )
            .RequireRole(
                resource.Role("List"),
                context =>
                    resource.Role(IdList.BatchIn(context.Request.Query) is null ? "List" : "Read")
            )
            .WithMetadata(new Described(resource.Name, Operation.List), RecordShape.Of(resource));
        routes
            .MapGet(
                $"{resource.Path}/{{id}}",
                (
                    string id,
                    HttpContext context,
                    Caller caller,
                    VestibuleDb db,
                    CancellationToken cancelled
                ) => One(resource, id, context, caller, db, cancelled)
            )
            .RequireRole(resource.Role("Read"))
            .WithMetadata(new Described(resource.Name, Operation.Get));
    }

    /// <summary>One record as its reader sees it, everything sealed in it opened; null when it is not there for this caller.</summary>
    public static async Task<T?> Find<T>(
        Resource<T> resource,
        long id,
        HttpContext context,
        Caller caller,
        VestibuleDb db,
        CancellationToken cancelled
    )
        where T : class, IRecord
    {
        var row = await resource
            .SeenRows(db, caller.Grants)
            .AsNoTracking()
            .Where(IdList.Being<T>(id))
            .FirstOrDefaultAsync(cancelled);
        return row is null ? null : (await Opened(resource, [row], context, cancelled))[0];
    }

    private static async Task<IResult> One<T>(
        Resource<T> resource,
        string id,
        HttpContext context,
        Caller caller,
        VestibuleDb db,
        CancellationToken cancelled
    )
        where T : class, IRecord
    {
        if (
            !long.TryParse(id, out var number)
            || await Find(resource, number, context, caller, db, cancelled) is not { } row
        )
        {
            return Json.NotFound();
        }

        context.Response.Headers.ETag = Tags.Of(row);
        return Json.Ok(json => resource.Write(json, row));
    }

    private static async Task<IResult> Batch<T>(
        Resource<T> resource,
        string raw,
        HttpContext context,
        Caller caller,
        VestibuleDb db,
        CancellationToken cancelled
    )
        where T : class, IRecord
    {
        if (!IdList.TryRead(raw, out var ids) || ids.Count > ListRequest<T>.LargestSize)
        {
            return Envelope.Refused([
                FieldError.InAddress(
                    "id",
                    $"is not a list of at most {ListRequest<T>.LargestSize} numbers",
                    raw
                ),
            ]);
        }

        var found = await resource
            .SeenRows(db, caller.Grants)
            .AsNoTracking()
            .Where(IdList.Holding<T>(ids))
            .ToListAsync(cancelled);
        var byId = (await Opened(resource, found, context, cancelled)).ToDictionary(row => row.Id);
        return ListPage.Batch(resource, ids, byId);
    }

    private static async Task<IResult> List<T>(
        Resource<T> resource,
        HttpContext context,
        Caller caller,
        VestibuleDb db,
        Dialect dialect,
        CancellationToken cancelled
    )
        where T : class, IRecord
    {
        var request = ListRequest<T>.Read(resource, context.Request.Query, dialect);
        if (request.Errors.Count > 0)
        {
            return Envelope.Refused(request.Errors);
        }

        var rows = request.Filter(resource.SeenRows(db, caller.Grants).AsNoTracking());
        var total = await rows.CountAsync(cancelled);
        var page = await request.PageOf(rows).ToListAsync(cancelled);
        return ListPage.Of(
            resource,
            request,
            await Opened(resource, page, context, cancelled),
            total
        );
    }

    private static ValueTask<IReadOnlyList<T>> Opened<T>(
        Resource<T> resource,
        IReadOnlyList<T> rows,
        HttpContext context,
        CancellationToken cancelled
    )
        where T : class, IRecord =>
        resource.Open is null || rows.Count == 0
            ? ValueTask.FromResult(rows)
            : resource.Open(context.RequestServices, rows, cancelled);
}
