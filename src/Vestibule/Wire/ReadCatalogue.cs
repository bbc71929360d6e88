using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;

namespace Vestibule.Wire;

/// <summary>The reading doors of a collection that is part of the program: as those of a table, without one.</summary>
public static class ReadCatalogue
{
    private static readonly Dialect Dialect = new(new InMemoryOrder(), _ => []);

    public static void MapCatalogue<T>(
        this IEndpointRouteBuilder routes,
        Resource<T> resource,
        IReadOnlyList<T> rows
    )
        where T : class, IRecord
    {
        routes
            .MapGet(
                resource.Path,
                (HttpContext context) => Many(resource, rows, context.Request.Query)
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
                (string id, HttpContext context) => One(resource, rows, id, context.Response)
            )
            .RequireRole(resource.Role("Read"))
            .WithMetadata(new Described(resource.Name, Operation.Get));
    }

    private static IResult One<T>(
        Resource<T> resource,
        IReadOnlyList<T> rows,
        string id,
        HttpResponse response
    )
        where T : class, IRecord
    {
        if (
            !long.TryParse(id, out var number)
            || rows.FirstOrDefault(row => row.Id == number) is not { } found
        )
        {
            return Json.NotFound();
        }

        response.Headers.ETag = Tags.Of(found);
        return Json.Ok(json => resource.Write(json, found));
    }

    private static IResult Many<T>(
        Resource<T> resource,
        IReadOnlyList<T> rows,
        IQueryCollection query
    )
        where T : class, IRecord
    {
        if (IdList.BatchIn(query) is { } raw)
        {
            return Batch(resource, rows, raw);
        }

        var request = ListRequest<T>.Read(resource, query, Dialect);
        if (request.Errors.Count > 0)
        {
            return Envelope.Refused(request.Errors);
        }

        var found = request.Filter(rows.AsQueryable()).ToList();
        return ListPage.Of(
            resource,
            request,
            [.. request.PageOf(found.AsQueryable())],
            found.Count
        );
    }

    private static IResult Batch<T>(Resource<T> resource, IReadOnlyList<T> rows, string raw)
        where T : class, IRecord
    {
        if (!IdList.TryRead(raw, out var ids))
        {
            return Envelope.Refused([FieldError.InAddress("id", IdList.Refusal(raw), raw)]);
        }

        var byId = rows.ToDictionary(row => row.Id);
        return ListPage.Batch(resource, ids, byId);
    }
}
