// Goal: a shop's own file is understood without being asked where it can be, and what is not sure
// is not guessed. Method: headers as tills, suppliers and spreadsheets of several languages write
// them, with a few rows; the mapping as a person would write it.
#include "app/core/imports/guess_columns.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "app/core/imports/item_file.hpp"
#include "app/core/imports/shown_rows.hpp"
#include "app/core/imports/tax_words.hpp"
#include "tests/support/seeded_random.hpp"
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
              "barcode=Code-barres price=Prix de vente TTC department=Rayon name=Désignation");
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

/// The column that the prices come from; `with`: the shop's prices include tax.
std::string price_of(const std::vector<std::string>& columns, std::optional<bool> with = true) {
    const SampleRow row(columns.size(), "1,19");
    const auto mapping = guess_columns(columns, std::vector<SampleRow>{row}, with);
    for (const MapEntry& entry : mapping)
        if (entry.field == "price") return entry.column;
    return "none";
}

TEST(GuessColumns, takes_prices_with_tax_where_the_shop_has_such) {
    const std::pair<const char*, const char*> kLists[] = {
        {"VK netto", "VK brutto"},
        {"Netto", "Brutto"},
        {"Netto-VK", "Brutto-VK"},
        {"Nettopreis", "Bruttopreis"},
        {"Preis ohne MwSt.", "Preis inkl. MwSt."},
        {"Verkaufspreis netto", "Verkaufspreis EUR brutto"},
        {"PV HT", "PV TTC"},
        {"PVHT", "PVTTC"},
        {"Prix HT", "Prix TTC"},
        {"Prix de vente H.T.", "Prix de vente T.T.C."},
        {"Net price", "Gross price"},
        {"Price excl. VAT", "Price incl. VAT"},
        {"Price ex VAT", "Price"},
        {"Price (before tax)", "Price (with tax)"},
        {"PVP sin IVA", "PVP con IVA"},
        {"Precio sin impuestos", "Precio con impuestos"},
        {"מחיר ללא מע\"מ", "מחיר לצרכן"},
        {"מחיר לא כולל מע״מ", "מחיר כולל מע״מ"},
    };
    for (const auto& [net, gross] : kLists) {
        EXPECT_EQ(price_of({net, gross}), gross);
        EXPECT_EQ(price_of({gross, net}), gross);
        EXPECT_EQ(price_of({net, gross}, std::nullopt), gross) << "a shop without taxes";
        EXPECT_EQ(price_of({net}), net) << "it is the only one";
    }
    for (const auto& [net, gross] : kLists) {
        if (gross == std::string_view{"Price"}) continue;  // it may be either
        EXPECT_EQ(price_of({gross, net}, false), net);
        EXPECT_EQ(price_of({gross}, false), gross);
    }
}

TEST(GuessColumns, takes_no_weight_and_no_cost_for_a_price_with_tax) {
    EXPECT_EQ(price_of({"VK", "EK brutto"}), "VK");
    EXPECT_EQ(price_of({"Cost price incl. VAT", "Price"}), "Price");
    EXPECT_EQ(price_of({"Gewicht brutto", "Bruttogewicht", "Preis"}), "Preis");
    EXPECT_EQ(guessed({"Name", "Brutto"}, {{"Milch", "zwei Kartons"}}), "name=Name")
        << "no figures";
    EXPECT_EQ(guessed({"Nr", "Name", "EK brutto", "EK netto", "VK"}),
              "number=Nr cost=EK netto price=VK name=Name");
}

TEST(GuessColumns, says_what_a_column_tells_of_tax) {
    EXPECT_EQ(tax_in_price("VK netto"), TaxInPrice::without);
    EXPECT_EQ(tax_in_price("Price incl. 20% VAT"), TaxInPrice::with);
    EXPECT_EQ(tax_in_price("Price"), TaxInPrice::unsaid);
    EXPECT_EQ(tax_in_price("Internet height"), TaxInPrice::unsaid);
    EXPECT_EQ(tax_in_price("netto/brutto"), TaxInPrice::unsaid) << "it may be either";
}

TEST(GuessColumns, goes_by_hebrew_names) {
    EXPECT_EQ(guessed({"מק\"ט", "שם מוצר", "ברקוד", "מחיר לצרכן", "מחלקה", "מחיר עלות"}),
              "barcode=ברקוד number=מק\"ט cost=מחיר עלות price=מחיר לצרכן department=מחלקה "
              "name=שם מוצר");
}

TEST(GuessColumns, an_item_beside_a_name_is_a_number) {
    EXPECT_EQ(guessed({"Item", "Name", "Price excl. VAT", "Price incl. VAT", "VAT"},
                      {{"A 1", "Milk", "1.11", "1.19", "7 %"}}),
              "price=Price incl. VAT tax=VAT name=Name number=Item");
    EXPECT_EQ(guessed({"Artikel", "Bezeichnung", "VK"}),
              "price=VK name=Bezeichnung number=Artikel");
    EXPECT_EQ(guessed({"Artikel", "Einkauf", "Verkauf"}, {{"Milch", "0,60", "1,19"}}),
              "cost=Einkauf price=Verkauf name=Artikel");
    EXPECT_EQ(guessed({"Artikel-Nr.", "Artikel"}), "number=Artikel-Nr. name=Artikel");
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

/// A file of goods as it is understood in a shop whose prices include tax.
struct Looked {
    explicit Looked(const std::string& bytes, ItemImportOptions shop = {}) {
        const test::TempDir folder;
        std::ofstream{folder.file("goods.csv"), std::ios::binary} << bytes;
        if (!shop.prices_with_tax) shop.prices_with_tax = true;
        if (auto seen = look_at_items(folder.file("goods.csv"), shop)) file = std::move(*seen);
        shown = shown_rows(file);
    }
    std::string columns() const {
        std::string text;
        for (const auto& [field, column, place] : shown.columns)
            text += (text.empty() ? "" : " ") + field + "=" + column;
        return text;
    }
    ItemFile file;
    ShownRows shown;
};

TEST(LookAtItems, says_where_only_the_other_price_is_there) {
    EXPECT_EQ(Looked("Name;VK netto\nMilch;1,11\n").file.doubts,
              (std::vector{Doubt::only_without_tax, Doubt::known_by_name}));
    EXPECT_EQ(Looked("Nr;Name;VK netto;VK brutto\n1;Milch;1,11;1,19\n").file.doubts,
              std::vector<Doubt>{});
    ItemImportOptions net;
    net.prices_with_tax = false;
    EXPECT_EQ(Looked("Nr;Name;Gross\n1;Milk;1.19\n", net).file.doubts,
              std::vector{Doubt::only_with_tax});
    ItemImportOptions chosen;
    chosen.mapping = {{"number", "#1"}, {"name", "#2"}, {"price", "#3"}};
    EXPECT_EQ(Looked("Nr;Name;VK netto;VK brutto\n1;Milch;1,11;1,19\n", chosen).file.doubts,
              std::vector{Doubt::only_without_tax});
}

TEST(LookAtItems, leaves_out_taxes_that_the_shop_does_not_know_and_says_so) {
    ItemImportOptions shop;
    shop.tax_classes = {"standard"};
    shop.tax_words = {{"19%", "standard"}};
    EXPECT_EQ(Looked("Nr;Name;MwSt\n1;Milch;19 %\n", shop).columns(),
              "number=Nr name=Name tax=MwSt");
    const Looked unknown{"Nr;Name;MwSt\n1;Milch;7 %\n", shop};
    EXPECT_EQ(unknown.columns(), "number=Nr name=Name =MwSt");
    EXPECT_EQ(unknown.file.doubts, std::vector{Doubt::unknown_taxes});
}

TEST(LookAtItems, shows_ten_rows_and_those_columns_first_that_are_taken) {
    std::string rows = "Bemerkung;VK;Name;EAN\n";
    for (int i = 0; i < 12; ++i) rows += "x;1,19;Milch;400638133393" + std::to_string(i) + "\n";
    const Looked looked{rows};
    EXPECT_EQ(looked.columns(), "name=Name barcode=EAN price=VK =Bemerkung");
    ASSERT_EQ(looked.shown.rows.size(), 10U);
    EXPECT_EQ(looked.shown.rows[0],
              (std::vector<std::string>{"Milch", "4006381333930", "1,19", "x"}));
    EXPECT_EQ(mapping_with(looked.shown.columns, 3, "name"),
              (std::vector<MapEntry>{{"barcode", "#4"}, {"price", "#2"}, {"name", "#1"}}));
    EXPECT_EQ(mapping_with(looked.shown.columns, 3, "barcode").size(), 4U) << "two have barcodes";
    EXPECT_EQ(mapping_with(looked.shown.columns, 2, "").size(), 2U);
}

TEST(LookAtItems, goods_without_numbers_are_known_by_their_names) {
    const test::TempDir folder;
    const std::string long_name(200, 'x');
    std::ofstream{folder.file("goods.csv")}
        << "Artikel;Einkauf;Verkauf\nMilch;0,60;1,19\n" + long_name + ";1,00;2,00\n"
        << "Milch;0,60;1,29\n";
    const auto looked = look_at_items(folder.file("goods.csv"), {});
    ASSERT_TRUE(looked);
    EXPECT_EQ(looked->doubts, std::vector{Doubt::known_by_name});
    auto rows = open_again(*looked);
    ASSERT_TRUE(rows);
    test::SeededRandom random{3};
    std::vector<RowRefusal> refused;
    const auto report =
        preview_items(*rows, looked->options, *pos::currency_of("EUR"), {1'763'800'000'000}, random,
                      {.on_refusal = [&](const Refusal& one) { refused.push_back(one.reason); }});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->added, 2U);
    EXPECT_EQ(refused, std::vector{RowRefusal::duplicate_number}) << "another price of one name";
}

TEST(LookAtItems, says_where_letters_may_be_wrong) {
    const std::string polish = "Nr;Nazwa\n1;Mas\xB3o\n2;\x8Cmietana\n";  // cp1250
    EXPECT_EQ(Looked(polish).file.doubts, std::vector{Doubt::letters_unsure});
    EXPECT_EQ(Looked("Nr;Nom\n1;Cr\xE8me br\xFBl\xE9\x65\n2;Th\xE9 d'\xE9t\xE9\n").file.doubts,
              std::vector<Doubt>{});
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
