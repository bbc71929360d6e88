using System.Globalization;
using System.Text.Json;

namespace Vestibule.Wire;

/// <summary>How one type of value is written to JSON, read from a query string and described.</summary>
/// <param name="JsonType">Its name in OpenAPI: <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>object</c>, <c>array</c>.</param>
/// <param name="JsonFormat">OpenAPI format, e.g. <c>int64</c>, <c>date-time</c>, <c>uuid</c>.</param>
/// <param name="IsRanged">Whether <c>from_</c> and <c>to_</c> filters make sense.</param>
public abstract record WireType<V>(string JsonType, string? JsonFormat, bool IsRanged)
{
    public abstract void Write(Utf8JsonWriter json, V value);

    public abstract bool TryParse(string raw, out V value);

    /// <summary>The last value that <paramref name="raw"/> means: of a whole day its last moment.</summary>
    public virtual bool TryParseEnd(string raw, out V value) => TryParse(raw, out value);

    /// <summary>What is wrong with a text that is no value of this type; follows the name of what it was sent for.</summary>
    public abstract string Refusal(string raw);
}

/// <summary>The types the contract uses.</summary>
public static class WireTypes
{
    public static readonly WireType<string?> Text = new TextType();
    public static readonly WireType<long> Id = new NumberType<long>("int64");
    public static readonly WireType<double> Decimal = new NumberType<double>("double", "number");
    public static readonly WireType<bool> Flag = new FlagType();
    public static readonly WireType<Guid> Key = new KeyType();
    public static readonly WireType<DateTimeOffset> At = new InstantType();
    public static readonly WireType<DateOnly> Date = new DateType();

    /// <summary>An own enum: a JSON integer.</summary>
    public static WireType<E> Number<E>()
        where E : struct, Enum => new EnumNumberType<E>();

    /// <summary>An enum of a related record: its member's name.</summary>
    public static WireType<E> Name<E>()
        where E : struct, Enum => new EnumNameType<E>();

    public static WireType<V?> OrNull<V>(this WireType<V> type)
        where V : struct => new NullableType<V>(type);

    private sealed record TextType() : WireType<string?>("string", null, IsRanged: false)
    {
        public override void Write(Utf8JsonWriter json, string? value) =>
            json.WriteStringValue(value);

        public override bool TryParse(string raw, out string? value)
        {
            value = raw;
            return true;
        }

        public override string Refusal(string raw) => "is not a text";
    }

    private sealed record NumberType<N>(string Format, string Type = "integer")
        : WireType<N>(Type, Format, IsRanged: true)
        where N : struct, System.Numerics.INumber<N>
    {
        public override void Write(Utf8JsonWriter json, N value) =>
            json.WriteRawValue(value.ToString(null, CultureInfo.InvariantCulture));

        public override bool TryParse(string raw, out N value) =>
            N.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

        public override string Refusal(string raw) =>
            IdList.IsBeyondIds(raw) ? IdList.BeyondIds : "is not a number";
    }

    private sealed record FlagType() : WireType<bool>("boolean", null, IsRanged: false)
    {
        public override void Write(Utf8JsonWriter json, bool value) =>
            json.WriteBooleanValue(value);

        public override bool TryParse(string raw, out bool value)
        {
            value = raw is "1" || raw.Equals("true", StringComparison.OrdinalIgnoreCase);
            return value || raw is "0" || raw.Equals("false", StringComparison.OrdinalIgnoreCase);
        }

        public override string Refusal(string raw) => "is not true or false";
    }

    private sealed record KeyType() : WireType<Guid>("string", "uuid", IsRanged: false)
    {
        public override void Write(Utf8JsonWriter json, Guid value) => json.WriteStringValue(value);

        public override bool TryParse(string raw, out Guid value) => Guid.TryParse(raw, out value);

        public override string Refusal(string raw) => "is not a GUID";
    }

    private sealed record InstantType()
        : WireType<DateTimeOffset>("string", "date-time", IsRanged: true)
    {
        public override void Write(Utf8JsonWriter json, DateTimeOffset value) =>
            json.WriteStringValue(Dates.Text(value));

        public override bool TryParse(string raw, out DateTimeOffset value) =>
            Dates.TryInstant(raw, out value);

        public override bool TryParseEnd(string raw, out DateTimeOffset value) =>
            Dates.TryInstantOrEndOfDay(raw, out value);

        public override string Refusal(string raw) => "is not a date";
    }

    private sealed record DateType() : WireType<DateOnly>("string", "date-time", IsRanged: true)
    {
        public override void Write(Utf8JsonWriter json, DateOnly value) =>
            json.WriteStringValue(Dates.Text(value));

        public override bool TryParse(string raw, out DateOnly value) =>
            Dates.TryDate(raw, out value);

        public override string Refusal(string raw) => "is not a date";
    }

    private sealed record EnumNumberType<E>() : WireType<E>("integer", "int32", IsRanged: true)
        where E : struct, Enum
    {
        public override void Write(Utf8JsonWriter json, E value) =>
            json.WriteNumberValue(Convert.ToInt32(value, CultureInfo.InvariantCulture));

        public override bool TryParse(string raw, out E value) => Choices.TryRead(raw, out value);

        public override string Refusal(string raw) => Choices.Refusal<E>();
    }

    private sealed record EnumNameType<E>() : WireType<E>("string", null, IsRanged: false)
        where E : struct, Enum
    {
        public override void Write(Utf8JsonWriter json, E value) =>
            json.WriteStringValue(value.ToString());

        public override bool TryParse(string raw, out E value) => Choices.TryRead(raw, out value);

        public override string Refusal(string raw) => Choices.Refusal<E>();
    }

    private sealed record NullableType<V>(WireType<V> Inner)
        : WireType<V?>(Inner.JsonType, Inner.JsonFormat, Inner.IsRanged)
        where V : struct
    {
        public override void Write(Utf8JsonWriter json, V? value)
        {
            if (value is { } some)
            {
                Inner.Write(json, some);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        public override bool TryParse(string raw, out V? value)
        {
            var parsed = Inner.TryParse(raw, out var some);
            value = some;
            return parsed;
        }

        public override bool TryParseEnd(string raw, out V? value)
        {
            var parsed = Inner.TryParseEnd(raw, out var some);
            value = some;
            return parsed;
        }

        public override string Refusal(string raw) => Inner.Refusal(raw);
    }
}
