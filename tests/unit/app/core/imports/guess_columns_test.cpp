// Goal: a shop's own file is understood without being asked where it can be, and what is not sure
// is not guessed. Method: headers as tills, suppliers and spreadsheets of several languages write
// them, with a few rows; the mapping as a person would write it.
#include "app/core/imports/guess_columns.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "app/core/imports/item_file.hpp"
#include "app/core/imports/tax_words.hpp"
#include "tests/support/temp_dir.hpp"

using namespace app::core::imports;
using app::core::tabular::MapEntry;

namespace {

/// "name=Title price=#3"
std::string guessed(const std::vector<std::string>& columns,
                    const std::vector<SampleRow>& rows = {}) {
    std::string text;
    for (const MapEntry& entry : guess_columns(columns, rows))
        text += (text.empty() ? "" : " ") + entry.field + "=" + entry.column;
    return text;
}

TEST(GuessColumns, goes_by_what_they_are_called) {
    EXPECT_EQ(guessed({"SKU", "Title", "EAN", "Sales Price (GBP)"}),
              "barcode=EAN number=SKU name=Title price=Sales Price (GBP)");
    EXPECT_EQ(guessed({"Artikel-Nr.", "Artikelbezeichnung", "Warengruppe", "VK-Preis", "EK-Preis"}),
              "number=Artikel-Nr. cost=EK-Preis price=VK-Preis department=Warengruppe "
              "name=Artikelbezeichnung");
    EXPECT_EQ(guessed({"Désignation", "Code-barres", "Prix de vente TTC", "Rayon"}),
              "barcode=Code-barres department=Rayon name=Désignation price=Prix de vente TTC");
    EXPECT_EQ(guessed({"Nombre", "Código de barras", "P.V.P.", "IVA"}),
              "barcode=Código de barras price=P.V.P. tax=IVA name=Nombre");
}

TEST(GuessColumns, gives_a_column_one_field_and_a_field_one_column) {
    EXPECT_EQ(guessed({"Product code", "Product", "Product category", "Cost price", "Price"}),
              "number=Product code cost=Cost price price=Price department=Product category "
              "name=Product");
    EXPECT_EQ(guessed({"Name", "EAN", "UPC"}), "barcode=EAN barcode=UPC name=Name");
    EXPECT_EQ(guessed({"Name", "Name", "EAN"}), "barcode=EAN name=#1");
}

TEST(GuessColumns, goes_by_what_stands_in_the_rows_where_names_say_nothing) {
    const std::vector<SampleRow> rows{{"x1", "4006381333931", "Pen, blue", "1.20"},
                                      {"x2", "9783161484100", "A long book", "12.50"}};
    EXPECT_EQ(guessed({"A", "B", "C", "D"}, rows), "barcode=B name=C price=D");
    EXPECT_EQ(guessed({"1", "2"}, {{"Tea", "2.50"}, {"Milk", "1.10"}}), "name=1 price=2");
    EXPECT_EQ(guessed({"A", "B"}, {{"12", "34"}}), "number=A")
        << "nothing in it is a name: whoever imports is told so";
}

TEST(GuessColumns, see_whether_there_is_a_header) {
    const auto header = [](std::vector<std::string> columns) { return is_header(columns); };
    EXPECT_TRUE(header({"SKU", "Name", "Price"}));
    EXPECT_FALSE(header({"101", "Milk", "1,19"}));
    EXPECT_FALSE(header({"Milk", "4006381333931"}));
}

TEST(GuessColumns, see_which_sign_parts_decimals) {
    const std::vector<std::string> columns{"name", "price"};
    const std::vector<MapEntry> mapping{{"name", "name"}, {"price", "price"}};
    const auto sign = [&](std::vector<std::string> prices) {
        std::vector<SampleRow> rows;
        for (auto& price : prices) rows.push_back({"x", std::move(price)});
        return guess_decimal_sign(mapping, columns, rows);
    };
    EXPECT_EQ(sign({"1,299", "2,50"}), DecimalSign::comma);
    EXPECT_EQ(sign({"1,299", "2.50"}), DecimalSign::point);
    EXPECT_EQ(sign({"1.299,00"}), DecimalSign::comma);
    EXPECT_EQ(sign({"1,299"}), DecimalSign::either);
    EXPECT_EQ(sign({"1234.567"}), DecimalSign::point);  // no thousand is written like that
    EXPECT_EQ(sign({"0,567"}), DecimalSign::comma);
    EXPECT_EQ(sign({"-12.345"}), DecimalSign::either);
    EXPECT_EQ(sign({"1,50", "2.50"}), DecimalSign::either);
    EXPECT_EQ(sign({"", "free", "12"}), DecimalSign::either);
}

TEST(TaxWords, are_rates_names_and_codes) {
    EXPECT_EQ(tax_word("19"), "19%");
    EXPECT_EQ(tax_word(" 19,00 % "), "19%");
    EXPECT_EQ(tax_word("0.19"), "19%");
    EXPECT_EQ(tax_word("0 %"), "0%");
    EXPECT_EQ(tax_word("Ermäßigt"), "ermassigt");
    pos::tax::TaxRules rules;
    rules.taxes = {{.tax = {.code = "VAT19", .name = "VAT", .rate = pos::percent(19)},
                    .from = pos::make_date(2007, 1, 1),
                    .until = {}},
                   {.tax = {.code = "VAT7", .name = "VAT", .rate = pos::percent(7)},
                    .from = pos::make_date(2007, 1, 1),
                    .until = {}}};
    rules.classes = {{"standard", "Everything", {"VAT19"}}, {"reduced", "Food", {"VAT7"}}};
    const auto words =
        tax_words(pos::tax::TaxTable::make(rules).value(), pos::make_date(2026, 11, 27));
    EXPECT_EQ(words.at("19%"), "standard");
    EXPECT_EQ(words.at(tax_word("7,0 %")), "reduced");
    EXPECT_EQ(words.at(tax_word("FOOD")), "reduced");
    EXPECT_EQ(words.at("reduced"), "reduced");
    EXPECT_FALSE(words.contains("20%"));
}

TEST(LookAtItems, takes_zeros_for_lost_where_no_barcode_begins_with_one) {
    const test::TempDir folder;
    const auto puts_back = [&](const std::string& rows) {
        std::ofstream{folder.file("goods.csv")} << "Artikel;EAN\n" << rows;
        const auto looked = look_at_items(folder.file("goods.csv"), {});
        EXPECT_TRUE(looked);
        return looked && looked->options.puts_zeros_back;
    };
    EXPECT_TRUE(puts_back("Cola;36000291452\nMilch;4006381333931\n"));
    EXPECT_FALSE(puts_back("Cola;36000291452\nMilch;036000291452\n"));
}

}  // namespace
