// Goal: prove that an import keeps every good row as the file means it, names every bad one, and
// never makes two items of one or one of two.
// Method: small files against a catalogue in memory: a reading for each field, a refusal for each
// reason, the same file again, changed files, and seeded files whose every row must end in exactly
// one of added, changed, unchanged, refused.
#include "app/core/imports/import_items.hpp"

#include <gtest/gtest.h>
#include <random>

#include "tests/unit/app/core/imports/memory_sink.hpp"

using namespace app::core;
using namespace app::core::imports;
using pos::catalog::Item;

namespace {

const pos::Currency kEur = *pos::currency_of("EUR");

class SeededRandom final : public pos::Random {
public:
    void fill(std::span<std::byte> bytes) override {
        for (std::byte& byte : bytes) byte = static_cast<std::byte>(engine_());
    }

private:
    std::mt19937_64 engine_{7};
};

struct Result {
    ItemImportReport report;
    std::vector<Refusal> refusals;
    std::vector<Note> notes;
    std::optional<ImportError> error;
};

/// Imports into a shop that is there before the import.
class Imports : public testing::Test {
protected:
    Result import(std::string_view text, ItemImportOptions options = {}) {
        Result result;
        auto file = tabular::Reader::open(tabular::memory_input(text), "test.csv", {});
        EXPECT_TRUE(file.has_value());
        const ItemImportListener listener{
            [&](const Refusal& refusal) { result.refusals.push_back(refusal); },
            [&](const Note& note) { result.notes.push_back(note); }};
        sink.settle();
        const auto report =
            import_items(*file, options, kEur, {1'763'800'000'000}, random_, sink, listener);
        if (report) {
            result.report = *report;
            EXPECT_EQ(result.report.refused, result.refusals.size());
        } else {
            result.error = report.error();
        }
        return result;
    }

    Result import_good(std::string_view text, ItemImportOptions options = {}) {
        options.skip_bad = true;
        return import(text, std::move(options));
    }

    /// The only refusal of a file with one row under this header.
    Refusal refusal_of(std::string_view header, std::string_view row) {
        const auto result = import(std::string{header} + "\n" + std::string{row} + "\n");
        EXPECT_EQ(result.refusals.size(), 1U) << row;
        EXPECT_FALSE(result.report.kept);
        return result.refusals.empty() ? Refusal{} : result.refusals.front();
    }

    const Item& item(std::string_view number) {
        for (const auto& [id, one] : sink.items) {
            if (one.number == number) return one;
        }
        ADD_FAILURE() << "no item " << number;
        static const Item kNone;
        return kNone;
    }

    MemorySink sink;

private:
    SeededRandom random_;
};

}  // namespace

TEST_F(Imports, end_between_two_rows_when_told_to) {
    auto file = tabular::Reader::open(tabular::memory_input("number,name\n1,Milk\n2,Tea\n"),
                                      "test.csv", {});
    ASSERT_TRUE(file);
    std::uint64_t rows = 0;
    const ItemImportListener listener{.on_row = [&](std::uint64_t read) { rows = read; },
                                      .may_go_on = [&] { return rows < 1; }};
    SeededRandom random;
    sink.settle();
    const auto done = import_items(*file, {}, kEur, {1'763'800'000'000}, random, sink, listener);
    ASSERT_FALSE(done);
    const auto* why = std::get_if<pos::store::StoreError>(&done.error());
    ASSERT_NE(why, nullptr);
    EXPECT_EQ(why->kind, pos::store::StoreErrorKind::cancelled);
    EXPECT_EQ(rows, 1U);
}

TEST_F(Imports, puts_the_zero_of_a_upc_back_only_where_a_spreadsheet_dropped_it) {
    const std::string_view file = "name,barcode\nCola,36000291452\nOwn,36000291453\n";
    const auto literal = import(file);
    EXPECT_EQ(literal.report.added, 2U);
    const auto has = [&](std::string_view text) {
        return std::ranges::any_of(sink.barcodes,
                                   [&](const auto& one) { return one.second.text == text; });
    };
    EXPECT_TRUE(has("36000291452"));
    EXPECT_TRUE(literal.notes.empty());
    sink = {};
    ItemImportOptions options;
    options.puts_zeros_back = true;
    const auto put_back = import(file, options);
    EXPECT_EQ(put_back.report.added, 2U);
    EXPECT_TRUE(has("036000291452"));
    EXPECT_TRUE(has("36000291453"));  // no UPC-A, whatever zero stands before it
    ASSERT_EQ(put_back.notes.size(), 1U);
    EXPECT_EQ(put_back.notes[0].kind, RowNote::zero_put_back);
}

TEST_F(Imports, every_field_is_read) {
    const auto result = import(
        "number,name,barcode,price,cost,department,tax,unit,weighed,pack\n"
        "4711,\"Käse, 30 %\",4006381333931,12.90,8.00,Dairy,reduced,kg,,\n"
        "4712,Water,5012345678900,0.79,,Drinks,,pcs,no,6\n");
    EXPECT_TRUE(result.report.kept);
    EXPECT_EQ(result.report.added, 2U);
    const Item& cheese = item("4711");
    EXPECT_EQ(cheese.name, "Käse, 30 %");
    EXPECT_EQ(cheese.price, (pos::UnitPrice{12'9000'0000, kEur}));
    EXPECT_EQ(cheese.cost, (pos::UnitPrice{8'0000'0000, kEur}));
    EXPECT_EQ(cheese.department, "Dairy");
    EXPECT_EQ(cheese.tax_class, "reduced");
    EXPECT_EQ(cheese.unit, "kg");
    EXPECT_FALSE(cheese.open_price);
    const auto& six = sink.barcodes.at("05012345678900");
    EXPECT_EQ(six.pack, pos::pieces(6));
    EXPECT_EQ(six.text, "5012345678900");
    EXPECT_EQ(six.item, item("4712").id);
    EXPECT_EQ(sink.departments, (std::set<std::string>{"Dairy", "Drinks"}));
}

TEST_F(Imports, an_item_without_a_number_is_called_by_its_barcode) {
    import("barcode,name\n0012,Old stock\n");
    EXPECT_EQ(item("0012").name, "Old stock");
    EXPECT_TRUE(item("0012").open_price);  // no price: the till asks for it
    EXPECT_EQ(sink.barcodes.at("0012").kind, pos::catalog::BarcodeKind::free);
}

TEST_F(Imports, the_shop_gives_what_the_file_does_not) {
    ItemImportOptions options;
    options.department = "misc";
    options.tax_class = "standard";
    import("number,name,department,tax\n1,A,,\n2,B,Food,zero\n", options);
    EXPECT_EQ(item("1").department, "misc");
    EXPECT_EQ(item("1").tax_class, "standard");
    EXPECT_EQ(item("2").department, "Food");
    EXPECT_EQ(item("2").tax_class, "zero");
}

TEST_F(Imports, columns_are_mapped_several_to_a_field_where_asked) {
    ItemImportOptions options;
    options.mapping = {{"name", "Product"},  {"number", "Id"},   {"price", "Price"},
                       {"price", "Special"}, {"barcode", "EAN"}, {"barcode", "EAN2"}};
    import(
        "Product,Id,Price,Special,EAN,EAN2\nA,1,,2.50,4006381333931,5012345678900\n"
        "B,2,3.00,2.00,73513537,73513537\n",
        options);
    EXPECT_EQ(item("1").price.e8, 2'5000'0000);
    EXPECT_EQ(item("2").price.e8, 3'0000'0000);
    EXPECT_EQ(sink.barcodes.size(), 3U);
    EXPECT_EQ(sink.barcodes.at("05012345678900").item, item("1").id);
}

TEST_F(Imports, only_the_rows_asked_for_are_taken) {
    ItemImportOptions options;
    options.only = {"shop", "North"};
    const auto result = import("shop,number,name\nNorth,1,A\nSouth,1,B\nNorth ,2,C\n", options);
    EXPECT_EQ(result.report.added, 2U);
    EXPECT_EQ(result.report.passed_over, 1U);
    EXPECT_EQ(item("1").name, "A");
}

TEST_F(Imports, prices_may_be_written_as_people_write_them) {
    import("number,name,price\n1,A,\"1.234,50 €\"\n2,B,EUR 3\n3,C,\"2,49\"\n4,D,1.659\n5,E,€0.5\n");
    EXPECT_EQ(item("1").price.e8, 1234'5000'0000);
    EXPECT_EQ(item("2").price.e8, 3'0000'0000);
    EXPECT_EQ(item("3").price.e8, 2'4900'0000);
    EXPECT_EQ(item("4").price.e8, 1'6590'0000);
    EXPECT_EQ(item("5").price.e8, 5000'0000);
    ItemImportOptions options;
    options.decimal_sign = DecimalSign::comma;
    import("number,name,price\n6,F,1.299\n7,G,\"0,99\"\n", options);
    EXPECT_EQ(item("6").price.e8, 1299'0000'0000);
    EXPECT_EQ(item("7").price.e8, 9900'0000);
    options.decimal_sign = DecimalSign::point;
    import("number,name,price\n8,H,\"1,299\"\n", options);
    EXPECT_EQ(item("8").price.e8, 1299'0000'0000);
}

TEST_F(Imports, weighed_goods_are_told_by_flag_or_unit) {
    import(
        "number,name,unit,weighed\n1,A,,1\n2,B,100 "
        "gram,1\n3,C,kg,0\n4,D,kg,\n5,E,ko,\n6,F,l,yes\n");
    EXPECT_EQ(item("1").unit, "kg");
    EXPECT_EQ(item("2").unit, "kg");
    EXPECT_EQ(item("3").unit, "");
    EXPECT_EQ(item("4").unit, "kg");
    EXPECT_EQ(item("5").unit, "");
    EXPECT_EQ(item("6").unit, "l");
}

TEST_F(Imports, names_lose_what_could_deceive) {
    import("number,name\n1,\"  evil\u202Egpj.  exe\t\"\n");
    EXPECT_EQ(item("1").name, "evilgpj. exe");
}

TEST_F(Imports, a_wrong_check_digit_is_kept_as_a_free_code_and_told) {
    const auto result = import("barcode,name\n4006381333930,A\n");
    EXPECT_EQ(result.report.wrong_check_digits, 1U);
    ASSERT_EQ(result.notes.size(), 1U);
    EXPECT_EQ(result.notes[0].line, 2U);
    EXPECT_EQ(to_string(result.notes[0]),
              "barcode: the check digit of 4006381333930 is wrong; kept as a free code");
    EXPECT_EQ(sink.barcodes.at("4006381333930").kind, pos::catalog::BarcodeKind::free);
}

TEST_F(Imports, an_unknown_unit_is_told) {
    const auto result = import("number,name,unit\n1,A,crate\n");
    ASSERT_EQ(result.notes.size(), 1U);
    EXPECT_EQ(to_string(result.notes[0]),
              "unit: \"crate\" is no unit known here; sold by the piece");
    EXPECT_EQ(item("1").unit, "");
}

TEST_F(Imports, a_picture_is_kept_under_the_name_it_was_given) {
    std::vector<std::string> asked;
    const ItemImportOptions options{
        .keep_picture = [&](std::string_view named) -> std::optional<std::string> {
            asked.emplace_back(named);
            if (named == "gone.png") return std::nullopt;
            return "kept-" + std::string{named};
        }};
    auto result = import("number,name,picture\n1,A,a.png\n2,B,gone.png\n3,C,\n", options);
    EXPECT_EQ(asked, (std::vector<std::string>{"a.png", "gone.png"}));
    EXPECT_EQ(item("1").picture, "kept-a.png");
    EXPECT_EQ(item("2").picture, "");
    EXPECT_EQ(item("3").picture, "");
    ASSERT_EQ(result.notes.size(), 1U);
    EXPECT_EQ(to_string(result.notes[0]),
              "picture: there is no picture gone.png; the item is shown without it");
    // A row that says no picture leaves the one that was there.
    result = import("number,name,picture\n1,A,\n", options);
    EXPECT_EQ(result.report.unchanged, 1U);
    EXPECT_EQ(item("1").picture, "kept-a.png");
}

TEST_F(Imports, no_picture_is_kept_of_a_file_that_is_not) {
    bool asked = false;
    const ItemImportOptions options{
        .keep_picture = [&](std::string_view) -> std::optional<std::string> {
            asked = true;
            return "a.png";
        }};
    EXPECT_FALSE(import("number,name,picture\n1,,\n2,B,b.png\n", options).report.kept);
    EXPECT_FALSE(asked);
}

TEST_F(Imports, letters_are_put_right_in_all_words_of_a_row) {
    const auto result = import(
        "number,name,department,tax\n"
        "1,QualitÃ\u00A0,SÃ¼Ã\u009Fes,ErmÃ¤ÃŸigt\n2,Senf,B\uFFFDro,\n",
        {.tax_words = {{"ermassigt", "reduced"}}});
    EXPECT_EQ(item("1").name, "Qualità");
    EXPECT_EQ(item("1").department, "Süßes");
    EXPECT_EQ(item("1").tax_class, "reduced");
    EXPECT_EQ(item("2").department, "B\uFFFDro");
    std::vector<std::string> told;
    for (const auto& note : result.notes) told.push_back(to_string(note));
    EXPECT_EQ(told, (std::vector<std::string>{
                        "name: \"QualitÃ\" had letters written wrongly; they were put right",
                        "department: \"SÃ¼Ães\" had letters written wrongly; they were put right",
                        "tax: \"ErmÃ¤ÃŸigt\" had letters written wrongly; they were put right",
                        "department: \"B\uFFFDro\" has lost letters before the file was written"}));
}

TEST_F(Imports, a_tax_class_that_the_shop_lacks_is_told_once_and_counted) {
    const std::string file = "number,name,tax\n1,A,food\n2,B,fod\n3,C,fod\n4,D,\n";
    const auto result = import(file, {.tax_classes = std::set<std::string>{"food"}});
    EXPECT_TRUE(result.report.kept);
    EXPECT_EQ(result.report.unknown_tax_classes, 2U);
    ASSERT_EQ(result.notes.size(), 1U);
    EXPECT_EQ(result.notes[0].line, 3U);
    EXPECT_EQ(to_string(result.notes[0]),
              "tax: the shop has no tax class \"fod\"; its goods are sold without tax until it "
              "does");
    EXPECT_TRUE(import(file).notes.empty());  // not looked at
}

TEST_F(Imports, rows_are_counted_as_they_are_read) {
    auto file = tabular::Reader::open(tabular::memory_input("number,name\n1,A\n2,\n"), "", {});
    std::vector<std::uint64_t> counts;
    const ItemImportListener listener{
        .on_row = [&](std::uint64_t rows) { counts.push_back(rows); }};
    SeededRandom random;
    ASSERT_TRUE(import_items(*file, {}, kEur, {1'763'800'000'000}, random, sink, listener));
    EXPECT_EQ(counts, (std::vector<std::uint64_t>{1, 2}));
}

TEST_F(Imports, every_bad_row_has_its_reason) {
    using enum RowRefusal;
    const std::string all = "number,name,barcode,price,cost,weighed,pack,department";
    const auto reason = [&](std::string_view row) { return refusal_of(all, row).reason; };
    EXPECT_EQ(reason("1,A"), broken_row);
    EXPECT_EQ(reason("1, ,,,,,,"), no_name);
    EXPECT_EQ(reason("1," + std::string(501, 'x') + ",,,,,,"), name_too_long);
    EXPECT_EQ(reason(",A,,,,,,"), no_number_or_barcode);
    EXPECT_EQ(reason(std::string(81, '1') + ",A,,,,,,"), bad_number);
    EXPECT_EQ(reason("1\x1B,A,,,,,,"), bad_number);
    EXPECT_EQ(reason("\u200B,A,,,,,,"), bad_number);
    EXPECT_EQ(reason("1,A,12 34,,,,,"), bad_barcode);
    EXPECT_EQ(reason("1,A," + std::string(81, '1') + ",,,,,"), bad_barcode);
    EXPECT_EQ(reason("1,A,,free,,,,"), bad_price);
    EXPECT_EQ(reason("1,A,,0.000000001,,,,"), price_too_fine);
    EXPECT_EQ(reason("1,A,,$5,,,,"), bad_price);  // another currency's sign
    EXPECT_EQ(reason("1,A,,\"1,299\",,,,"), ambiguous_price);
    EXPECT_EQ(reason("1,A,,-1,,,,"), negative_price);
    EXPECT_EQ(reason("1,A,,1000000001,,,,"), price_out_of_range);
    EXPECT_EQ(reason("1,A,,99999999999999999999,,,,"), price_out_of_range);
    EXPECT_EQ(reason("1,A,,,x,,,"), bad_cost);
    EXPECT_EQ(reason("1,A,,,-1,,,"), bad_cost);
    EXPECT_EQ(reason("1,A,,,\"1,299\",,,"), ambiguous_cost);
    EXPECT_EQ(reason("1,A,,,,maybe,,"), bad_weighed);
    EXPECT_EQ(reason("1,A,,,,,0,"), bad_pack);
    EXPECT_EQ(reason("1,A,,,,,six,"), bad_pack);
    EXPECT_EQ(reason("1,A,,,,,," + std::string(81, 'x')), text_too_long);
    EXPECT_TRUE(sink.items.empty());
    const Refusal price = refusal_of(all, "1,A,,abc,,,,");
    EXPECT_EQ(price.line, 2U);
    EXPECT_EQ(to_string(price), "price: \"abc\" is no price");
    EXPECT_EQ(to_string(refusal_of(all, "1,K\xC3\xA4se\xFF,,,,,,B")),
              "name: the text is not valid UTF-8");
}

TEST_F(Imports, the_same_article_twice_in_a_file_is_refused) {
    const auto result = import_good(
        "barcode,name\n036000291452,A\n4006381333931,B\n0036000291452,A again\n4006381333931,B\n");
    EXPECT_EQ(result.report.added, 2U);
    ASSERT_EQ(result.refusals.size(), 2U);
    EXPECT_EQ(result.refusals[0].reason, RowRefusal::duplicate_barcode);
    EXPECT_EQ(result.refusals[0].line, 4U);
    EXPECT_EQ(result.refusals[0].other_line, 2U);
    EXPECT_EQ(to_string(result.refusals[1]), "barcode 4006381333931 came on line 3 already");
    EXPECT_EQ(item("036000291452").name, "A");
}

TEST_F(Imports, a_number_again_may_only_bring_further_barcodes) {
    const auto result = import_good(
        "number,name,barcode,price\n1,A,4006381333931,1\n1,A,5012345678900,1\n1,A,73513537,2\n"
        "1,A,,1\n");
    EXPECT_EQ(result.report.added, 1U);
    EXPECT_EQ(result.report.changed, 1U);
    EXPECT_EQ(result.refusals.size(), 2U);
    for (const Refusal& refusal : result.refusals) {
        EXPECT_EQ(refusal.reason, RowRefusal::duplicate_number);
        EXPECT_EQ(refusal.other_line, 2U);
    }
    EXPECT_EQ(sink.barcodes.at("05012345678900").item, item("1").id);
    EXPECT_EQ(item("1").price.e8, 1'0000'0000);
}

TEST_F(Imports, one_bad_row_means_that_nothing_is_kept) {
    const auto result = import("number,name\n1,A\n2,\n3,C\n4,\n");
    EXPECT_FALSE(result.report.kept);
    EXPECT_EQ(result.refusals.size(), 2U);  // the others are named too
    EXPECT_EQ(result.report.rows, 4U);
    EXPECT_EQ(result.report.added + result.report.changed + result.report.unchanged, 0U);
    EXPECT_EQ(result.report.barcodes_added, 0U);
    const auto kept = import_good("number,name\n1,A\n2,\n3,C\n4,\n");
    EXPECT_TRUE(kept.report.kept);
}

TEST_F(Imports, the_same_file_again_changes_nothing) {
    const std::string file =
        "number,name,barcode,price,unit\n1,A,4006381333931,1.00,kg\n2,B,,2,\n3,C,,,\n";
    EXPECT_EQ(import(file).report.added, 3U);
    const auto before = sink.items;
    const auto again = import(file);
    EXPECT_EQ(again.report.unchanged, 3U);
    EXPECT_EQ(again.report.changed + again.report.added, 0U);
    EXPECT_EQ(sink.items, before);
}

TEST_F(Imports, what_the_file_says_is_changed_and_the_rest_is_left) {
    import("number,name,barcode,price,cost,department\n1,A,4006381333931,1.00,0.50,Food\n");
    const auto result = import("number,name,price,cost\n1,A,1.20,\n");
    EXPECT_EQ(result.report.changed, 1U);
    EXPECT_EQ(item("1").price.e8, 1'2000'0000);
    EXPECT_EQ(item("1").cost->e8, 5000'0000);
    EXPECT_EQ(item("1").department, "Food");
    EXPECT_EQ(import("barcode,name\n4006381333931,A new\n").report.changed, 1U);
    EXPECT_EQ(item("1").name, "A new");
    EXPECT_EQ(import("number,name,barcode\n1,A new,73513537\n").report.changed, 1U);
    EXPECT_EQ(sink.barcodes.size(), 2U);
}

TEST_F(Imports, an_item_known_by_its_barcode_takes_the_number_of_the_file) {
    import("barcode,name\n4006381333931,A\n");
    import("number,name,barcode\n77,A,4006381333931\n");
    EXPECT_EQ(sink.items.size(), 1U);
    EXPECT_EQ(item("77").name, "A");
}

TEST_F(Imports, a_barcode_of_another_item_is_not_taken_from_it) {
    import("number,name,barcode\n1,A,4006381333931\n2,B,73513537\n");
    const auto result = import("number,name,barcode\n1,A,73513537\n");
    ASSERT_EQ(result.refusals.size(), 1U);
    EXPECT_EQ(result.refusals[0].reason, RowRefusal::barcode_of_another);
    EXPECT_EQ(to_string(result.refusals[0]), "barcode 73513537 belongs to item 2");
}

TEST_F(Imports, a_code_that_reads_as_the_number_of_other_goods_is_refused) {
    import("number,name,barcode,price\n123,Eggs,4006381333931,3.29\n");
    const auto result = import("barcode,name,price\n123,Garden hose,39.10\n");
    ASSERT_EQ(result.refusals.size(), 1U);
    EXPECT_EQ(result.refusals[0].reason, RowRefusal::number_of_another);
    EXPECT_EQ(to_string(result.refusals[0]),
              "barcode 123 is the number of another item: map a column to number too");
    EXPECT_EQ(item("123").name, "Eggs");
}

TEST_F(Imports, a_code_that_reads_as_an_items_number_is_that_items) {
    import("number,name\n4711,A\n");
    EXPECT_EQ(import("barcode,name\n4711,A\n").report.changed, 1U);
    EXPECT_EQ(sink.items.size(), 1U);
    EXPECT_EQ(sink.barcodes.at("4711").item, item("4711").id);
}

TEST_F(Imports, what_cannot_be_imported_at_all_says_why) {
    const auto names = import("Barcode,Product\n1,A\n");
    ASSERT_TRUE(names.error && std::holds_alternative<tabular::MapError>(*names.error));
    EXPECT_EQ(std::get<tabular::MapError>(*names.error).kind, tabular::MapErrorKind::missing_field);
    EXPECT_EQ(std::get<tabular::MapError>(*import("name,price\nA,1\n").error).text, "barcode");
    ItemImportOptions options;
    options.mapping = {{"name", "Nome"}};
    EXPECT_EQ(std::get<tabular::MapError>(*import("name,number\nA,1\n", options).error).near,
              std::vector<std::string>{"name"});
    EXPECT_TRUE(std::holds_alternative<tabular::RowDefect>(*import("name,\"number\nA,1\n").error));
    sink.fails = true;
    EXPECT_TRUE(
        std::holds_alternative<pos::store::StoreError>(*import("name,number\nA,1\n").error));
}

TEST_F(Imports, a_new_shop_is_filled_without_look_ups) {
    std::string file = "barcode,name\n";
    for (int row = 0; row < 1000; ++row) file += "A" + std::to_string(row) + ",Item\n";
    EXPECT_EQ(import(file).report.added, 1000U);
    EXPECT_EQ(sink.lookups, 0);
}

TEST_F(Imports, every_row_ends_in_exactly_one_way) {
    std::mt19937_64 random{2026};
    const std::vector<std::string> numbers{"", "1", "2", "3", "4711", "x\x1B"};
    const std::vector<std::string> codes{
        "", "4711", "4006381333931", "04006381333931", "73513537", "4006381333930", "a b"};
    const std::vector<std::string> prices{"", "1", "1.50", "x", "\"1,299\"", "-1"};
    for (int round = 0; round < 300; ++round) {
        SCOPED_TRACE(round);
        std::string file = "number,name,barcode,price\n";
        const std::size_t rows = random() % 12;
        for (std::size_t row = 0; row < rows; ++row) {
            file += numbers[random() % numbers.size()] + "," + (random() % 9 == 0 ? "" : "Name") +
                    "," + codes[random() % codes.size()] + "," + prices[random() % prices.size()] +
                    "\n";
        }
        if (round % 20 == 0) sink = MemorySink{};
        const auto before = sink.items.size();
        const auto report = import_good(file).report;
        EXPECT_LE(report.rows, rows);  // a row of nothing is no row
        EXPECT_EQ(report.added + report.changed + report.unchanged + report.refused, report.rows);
        EXPECT_EQ(sink.items.size(), before + report.added);
    }
}

TEST_F(Imports, refuses_a_failed_formula_in_whichever_column_of_barcodes) {
    ItemImportOptions options;
    options.mapping = {
        {"name", "name"}, {"barcode", "one"}, {"barcode", "two"}, {"barcode", "three"}};
    options.skip_bad = true;
    const auto result = import(
        "name,one,two,three\nStift,4006381333931,#N/A,\nHeft,,\"=\"\"\"\"\",#WERT!\n"
        "Kreide,\"=\"\"\"\"\",\"=\"\"4012345678901\"\"\",\n",
        options);
    ASSERT_EQ(result.refusals.size(), 2U);
    EXPECT_EQ(to_string(result.refusals[0]),
              "two: #N/A stands where a value should: the formula there failed");
    EXPECT_EQ(to_string(result.refusals[1]),
              "three: #WERT! stands where a value should: the formula there failed");
    ASSERT_EQ(sink.barcodes.size(), 1U);
    EXPECT_EQ(sink.barcodes.begin()->second.text, "4012345678901");
}

TEST_F(Imports, says_whether_goods_are_sold_in_the_words_of_files) {
    import(
        "number,name,sold\n1,A,yes\n2,B,aktiv\n3,C,inactif\n4,D,descatalogado\n5,E,\n6,F,gone\n");
    EXPECT_TRUE(item("1").active);
    EXPECT_TRUE(item("2").active);
    EXPECT_FALSE(item("3").active);
    EXPECT_FALSE(item("4").active);
    EXPECT_TRUE(item("5").active);
    EXPECT_FALSE(item("6").active);
    const auto again = import("number,name,sold\n1,A,no\n3,C,oui\n4,D,\n");
    EXPECT_EQ(again.report.taken_off_sale, 1U);
    EXPECT_EQ(again.report.put_on_sale, 1U);
    EXPECT_EQ(again.report.unchanged, 1U);
    EXPECT_FALSE(item("4").active);
    EXPECT_EQ(refusal_of("number,name,sold", "1,A,perhaps").reason, RowRefusal::bad_sold);
}

TEST_F(Imports, replaces_barcodes_only_of_goods_that_the_file_gives_some) {
    import("number,name,barcode\n1,A,11\n1,A,12\n2,B,21\n3,C,31\n");
    ItemImportOptions options;
    options.replace_barcodes = true;
    // Two rows of one item are two codes of it.
    const auto done = import("number,name,barcode\n1,A,12\n1,A,13\n2,B,\n", options);
    EXPECT_EQ(done.report.barcodes_added, 1U);
    EXPECT_EQ(done.report.barcodes_removed, 1U);
    const auto has = [&](std::string_view text) {
        return std::ranges::any_of(sink.barcodes,
                                   [&](const auto& one) { return one.second.text == text; });
    };
    EXPECT_FALSE(has("11"));
    EXPECT_TRUE(has("12") && has("13") && has("21") && has("31"));
    // Nothing is kept, so nothing is taken away.
    const auto bad = import("number,name,barcode\n3,C,32\n4,,41\n", options);
    EXPECT_FALSE(bad.report.kept);
    EXPECT_EQ(bad.report.barcodes_removed, 0U);
}
