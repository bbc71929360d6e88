using System.Net;
using System.Net.Http.Headers;

namespace Vestibule.Tests.Durability;

/// <summary>Nobody goes on before all have come.</summary>
internal sealed class Gathering(int many)
{
    private readonly TaskCompletionSource all = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private int missing = many;

    public Task Come()
    {
        if (Interlocked.Decrement(ref missing) == 0)
            all.SetResult();
        return all.Task.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
    }
}

/// <summary>One version of the picture, in the middle of which all are waited for.</summary>
internal sealed class Halting : HttpContent
{
    private readonly BigPicture picture;
    private readonly byte[] start;
    private readonly Gathering? gathering;

    public Halting(BigPicture picture, int number, Gathering? gathering)
    {
        (this.picture, this.gathering) = (picture, gathering);
        start = BigPicture.Start(number);
        Headers.ContentType = new MediaTypeHeaderValue("image/png");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var half = picture.Rest.Length / 2;
        await stream.WriteAsync(start);
        await stream.WriteAsync(picture.Rest.AsMemory(0, half));
        await stream.FlushAsync();
        if (gathering is not null)
            await gathering.Come();
        await stream.WriteAsync(picture.Rest.AsMemory(half));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = start.Length + picture.Rest.Length;
        return true;
    }
}
