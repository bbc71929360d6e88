using Microsoft.OpenApi;

namespace Vestibule.Wire.Description;

/// <summary>Title, introduction, chapters, and how one signs in.</summary>
internal static class FrontPage
{
    private const string Introduction = """
        Identity and address checks, self-hosted: ask a customer for papers, take them in, decide, and keep the matter lawful.

        **Signing in.** Get a token from `POST /api/token` and send it as `Authorization: Bearer`, or send an e-mail address and password, or an API key and its secret, as `Authorization: Basic`, with every request.

        **Writing.** Creating and updating answer 200 with an envelope whose `WasSuccessful` is true and whose `Errors` is null. What cannot be taken is answered 400, every member with its reason. An update replaces the record: read it, change it, send all of it back.

        **Reading.** Lists are paged, filtered by `Entity_Member=value` and ordered by any member. Names of members and parameters are compared without case. Instants are UTC and end in `Z`.

        The shapes are those of the Nexudus REST API, so that its clients work here unchanged; this server is independent of that company.
        """;

    public static void Write(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Vestibule",
            Version = "v1",
            Description = Introduction,
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        // Relative: the description is the same wherever it is read from.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = Chapters
            .All.Select(chapter => new OpenApiTag
            {
                Name = chapter.Name,
                Description = chapter.Says,
            })
            .ToHashSet();
        document.AddComponent(
            "Bearer",
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The access token of `POST /api/token`.",
            }
        );
        document.AddComponent(
            "Basic",
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "basic",
                Description =
                    "E-mail address and password of a user whose API access is on, or an API key and its secret.",
            }
        );
        document.Security =
        [
            new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference("Bearer", document)] = [],
            },
            new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference("Basic", document)] = [],
            },
        ];
    }

    /// <summary>A chapter with nothing in it is left out.</summary>
    public static void KeepChapters(OpenApiDocument document)
    {
        var used = document
            .Paths.Values.SelectMany(path => (path.Operations ?? []).Values)
            .SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Name)
            .ToHashSet();
        document.Tags = document.Tags!.Where(tag => used.Contains(tag.Name)).ToHashSet();
    }
}
