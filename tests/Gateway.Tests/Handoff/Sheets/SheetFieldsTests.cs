using System.Reflection;
using Gateway.Consent;
using Gateway.Handoff.Sheets;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.Tests.Handoff.Sheets;

public sealed class SheetFieldsTests
{
    [Fact]
    public void The_list_has_the_58_numbers_in_their_order()
    {
        Assert.Equal(Enumerable.Range(1, 58), SheetFields.All.Select(field => field.Number).Distinct());
        Assert.Equal(SheetFields.All.Select(field => field.Number).Order(), SheetFields.All.Select(field => field.Number));
    }

    [Fact]
    public void Every_row_of_the_catalogue_stands_in_the_list() => Assert.Equal(
        typeof(SheetFields).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType.IsAssignableTo(typeof(SheetField)))
            .Select(property => ((SheetField)property.GetValue(null)!).Key).Order(StringComparer.Ordinal),
        SheetFields.All.Select(field => field.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_property_of_every_part_is_one_field_and_no_more()
    {
        var parts = typeof(Sheet).GetProperties().Where(property => property.PropertyType.Name.EndsWith("Part", StringComparison.Ordinal)).ToArray();
        Assert.Equal(10, parts.Length);
        Assert.Equal(parts.Sum(part => part.PropertyType.GetProperties().Length), SheetFields.All.Count);
        var full = new RandomSheets(1).Full();
        // Emptying a field changes its own property and nothing else.
        foreach (var field in SheetFields.All.Where(field => !field.IsEmptyIn(full)))
        {
            var emptied = field.EmptiedIn(full);
            Assert.True(field.IsEmptyIn(emptied), field.Key);
            Assert.All(SheetFields.All.Where(other => other != field), other => Assert.Same(Boxed(other, full), Boxed(other, emptied)));
        }
    }

    [Fact]
    public void What_tells_of_the_person_has_an_item_and_every_item_has_a_field()
    {
        Assert.All(
            SheetFields.All.Where(field => field.Part is SheetPart.Person or SheetPart.Situation or SheetPart.Safety),
            field => Assert.NotNull(field.Item));
        Assert.Equal(ConsentItems.All.Order(), SheetFields.All.Select(field => field.Item).OfType<ConsentItem>().Distinct().Order());
        Assert.Equal(
            ["supportKinds", "warmMethod", "appointment", "contactHistory"],
            SheetFields.All.Where(field => field.Item is null && field.Part is SheetPart.Wishes or SheetPart.Course && field.Item is null).Select(field => field.Key));
    }

    [Fact]
    public void What_is_delicate_as_a_rule_is_marked() => Assert.Equal(
        ["household", "health", "risk.grade", "risk.reasons", "risk.kinds", "doNotContact", "safetyPlan", "transcriptRef"],
        SheetFields.All.Where(field => field.Sensitive).Select(field => field.Key));

    [Fact]
    public void Every_field_and_every_code_has_a_label_in_both_languages()
    {
        Assert.Equal(SheetTexts.Keys("ja").Order(StringComparer.Ordinal), SheetTexts.Keys("en").Order(StringComparer.Ordinal));
        var codes = SheetFields.All.SelectMany(field => Lists(field.Type)).Append(typeof(YesNo)).Append(typeof(AcquisitionWay)).Append(typeof(ContactKind)).Distinct();
        Assert.All(SheetTexts.Languages, language =>
        {
            Assert.All(SheetFields.All, field => Assert.NotEmpty(field.Label(language)));
            Assert.All(codes.SelectMany(SheetJson.CodesOf), code => Assert.NotEmpty(SheetTexts.Code(language, code)));
            Assert.All(ConsentItems.All, item => Assert.NotEmpty(SheetTexts.Of(language, $"item.{ConsentItems.CodeOf(item)}")));
        });
    }

    private static IEnumerable<Type> Lists(Type type) =>
        type.GetGenericArguments().Prepend(Nullable.GetUnderlyingType(type) ?? type).Where(list => list.IsEnum && list != typeof(ConsentItem));

    private static readonly Dictionary<object, object> s_boxes = [];

    // Enums and numbers come in a new box each time; equal ones count as the same here.
    private static object? Boxed(SheetField field, Sheet sheet) => field.ValueIn(sheet) switch
    {
        ValueType value => s_boxes.TryGetValue(value, out var box) ? box : s_boxes[value] = value,
        var other => other,
    };
}
