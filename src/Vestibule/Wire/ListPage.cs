using Microsoft.AspNetCore.Http;

namespace Vestibule.Wire;

/// <summary>The list envelope. <c>PageNumber</c> and <c>PageSize</c> repeat the current ones because older clients read those.</summary>
internal static class ListPage
{
    public static IResult Of<T>(
        Resource<T> resource,
        ListRequest<T> request,
        IReadOnlyList<T> rows,
        int total
    )
        where T : class, IRecord
    {
        var first = rows.Count == 0 ? 0 : ((request.Page - 1) * request.Size) + 1;
        var pages = (total + request.Size - 1) / request.Size;
        return Json.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("Records");
            foreach (var row in rows)
            {
                resource.Write(json, row);
            }

            json.WriteEndArray();
            json.WriteNumber("CurrentPageSize", request.Size);
            json.WriteNumber("CurrentPage", request.Page);
            json.WriteString("CurrentOrderField", request.Order.Name);
            json.WriteNumber("CurrentSortDirection", request.Direction);
            json.WriteNumber("FirstItem", first);
            json.WriteBoolean("HasNextPage", request.Page < pages);
            json.WriteBoolean("HasPreviousPage", request.Page > 1 && total > 0);
            json.WriteNumber("LastItem", rows.Count == 0 ? 0 : first + rows.Count - 1);
            json.WriteNumber("PageNumber", request.Page);
            json.WriteNumber("PageSize", request.Size);
            json.WriteNumber("TotalItems", total);
            json.WriteNumber("TotalPages", pages);
            json.WriteEndObject();
        });
    }

    /// <summary>Records by id as a bare array, in the order asked; those that are not there are left out.</summary>
    public static IResult Batch<T>(
        Resource<T> resource,
        IEnumerable<long> ids,
        IReadOnlyDictionary<long, T> byId
    )
        where T : class, IRecord =>
        Json.Ok(json =>
        {
            json.WriteStartArray();
            foreach (var id in ids)
            {
                if (byId.TryGetValue(id, out var row))
                {
                    resource.Write(json, row);
                }
            }

            json.WriteEndArray();
        });
}
