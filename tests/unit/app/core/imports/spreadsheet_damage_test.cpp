// Goal: prove that what spreadsheet programs do to a shop's list is undone or refused with its
// reason, and never swallowed.
// Method: one file with every kind of damage, a row each, looked at and imported as the till does
// it; what became of each row, in words. The same signs on things that only look damaged.
#include "app/core/imports/spreadsheet_damage.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>

#include "app/core/imports/item_file.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/app/core/imports/memory_sink.hpp"

using namespace app::core;
using namespace app::core::imports;

namespace {

struct Damage {
    const char* kind;
    const char* row;      // Nr;EAN;Bezeichnung;VK;EK;VPE
    const char* becomes;  // the item, and what was said of it
};

constexpr Damage kDamages[]{
    {"none", "01;4006381333931;Stift;1,50;0,80;", "01 Stift 1.5 [4006381333931]"},
    {"digits of a barcode lost", "02;4,01E+12;Heft;1,50;;",
     "EAN: the barcode 4,01E+12 was rounded by a spreadsheet: format its column as text and enter "
     "it again"},
    {"digits of a number lost", "1,02E+03;;Heft;1,50;;",
     "Nr: the number 1,02E+03 was rounded by a spreadsheet: format its column as text and enter it "
     "again"},
    {"zero of a barcode lost", "04;36000291452;Cola;1,50;;",
     "04 Cola 1.5 [036000291452] EAN: 36000291452 lacked a zero at its front; put back"},
    {"barcode with decimals", "05;9783161484100,0;Buch;1,50;;",
     "05 Buch 1.5 [9783161484100] EAN: 9783161484100,0 was written as a figure; its digits were "
     "taken as the barcode"},
    {"barcode grouped in thousands", "06;4.000.417.025.005;Tafel;1,50;;",
     "06 Tafel 1.5 [4000417025005] EAN: 4.000.417.025.005 was written as a figure; its digits were "
     "taken as the barcode"},
    {"barcode as a formula", "07;\"=\"\"4012345678901\"\"\";Kanne;1,50;;",
     "07 Kanne 1.5 [4012345678901]"},
    {"barcode behind an apostrophe", "08;'4000521006112;Keks;1,50;;",
     "08 Keks 1.5 [4000521006112]"},
    {"last digit of a barcode rounded away", "09;4006381333930;Block;1,50;;",
     "09 Block 1.5 [4006381333930] EAN: the check digit of 4006381333930 is wrong; kept as a free "
     "code"},
    {"number made a date", "02. Okt;;Zehn Zwei;1,50;;",
     "Nr: a spreadsheet made the date 02. Okt of it: format its column as text and enter it again"},
    {"number made a date with a time", "2026-10-02 00:00:00;;Zehn Zwei;1,50;;",
     "Nr: a spreadsheet made the date 2026-10-02 00:00:00 of it: format its column as text and "
     "enter it again"},
    {"price made a date", "12;;Brot;01. Mrz;;",
     "VK: a spreadsheet made the date 01. Mrz of it: format its column as text and enter it again"},
    {"price made a whole date", "13;;Brot;1.5.2026;;",
     "VK: a spreadsheet made the date 1.5.2026 of it: format its column as text and enter it "
     "again"},
    {"a formula that failed as name", "14;;#NAME?;1,50;;",
     "Bezeichnung: #NAME? stands where a value should: the formula there failed"},
    {"a formula that failed as price", "15;;Milch;#WERT!;;",
     "VK: #WERT! stands where a value should: the formula there failed"},
    {"a column too narrow", "16;;Milch;1,50;####;",
     "EK: #### stands where a value should: the formula there failed"},
    {"letters read wrongly", "17;;MÃ¼sli â€“ groÃŸ;1,50;;",
     "17 Müsli – groß 1.5 [] Bezeichnung: \"MÃ¼sli â€“ groÃŸ\" had letters written wrongly; they "
     "were put right"},
    {"letters lost", "18;;M\uFFFDsli;1,50;;",
     "18 M\uFFFDsli 1.5 [] Bezeichnung: \"M\uFFFDsli\" has lost letters before the file was "
     "written"},
    {"price with sign, group and spaces", "19;;Fass; 1.299,00 € ;;", "19 Fass 1299 []"},
    {"price in words", "20;;Fass;auf Anfrage;;", "VK: \"auf Anfrage\" is no price"},
    {"price below zero", "21;;Pfand;-0,25;;", "VK: the price -0,25 is below zero"},
    {"spaces that do not break", "22;;\u00A0Senf\u00A0;\u00A01,50;;", "22 Senf 1.5 []"},
    {"the same row again", "22;;Senf;1,60;;",
     "item number 22 came on line 25 already, with other values"},
    {"pack made a date", "24;;Eier;1,50;;2026-06-10",
     "VPE: a spreadsheet made the date 2026-06-10 of it: format its column as text and enter it "
     "again"},
    {"cells lost at the end", "25;;Eier", "VK: the row has fewer fields than the file has columns"},
    {"a blank that is kept blank", "26;\"=\"\"\"\"\";Salz;1,50;\"=\"\"\"\"\";", "26 Salz 1.5 []"},
    {"a number that looks like a month", "DEC-100;;Dezember;1,50;;", "DEC-100 Dezember 1.5 []"},
    {"a formula that failed as barcode", "28;#N/A;Senf;1,50;;",
     "EAN: #N/A stands where a value should: the formula there failed"},
    {"a sum at the foot", ";;Summe;41,50;;", "Nr: there is neither a number nor a barcode"},
};

constexpr std::uint64_t kFirstLine = 4;

class SeededRandom final : public pos::Random {
public:
    void fill(std::span<std::byte> bytes) override {
        for (std::byte& byte : bytes) byte = static_cast<std::byte>(engine_());
    }

private:
    std::mt19937_64 engine_{7};
};

std::string written(std::int64_t price_e8) {
    auto text = std::to_string(static_cast<double>(price_e8) / 1e8);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

}  // namespace

TEST(SpreadsheetDamage, is_mended_or_refused_row_by_row) {
    const test::TempDir folder;
    const auto path = (folder.path() / "Preise.csv").string();
    {
        std::ofstream file{path};
        file << "Preisliste Herbst;;;;;\n\nNr;EAN;Bezeichnung;VK;EK;VPE\n";
        for (const auto& damage : kDamages) file << damage.row << '\n';
    }
    const auto looked = look_at_items(path, {.skip_bad = true});
    ASSERT_TRUE(looked);
    EXPECT_EQ(looked->columns.front(), "Nr") << "the title above is no header";
    auto rows = open_again(*looked);
    ASSERT_TRUE(rows);
    std::map<std::uint64_t, std::string> became;
    std::map<std::uint64_t, std::string> notes;
    const ItemImportListener listener{
        .on_refusal = [&](const Refusal& one) { became[one.line] = to_string(one); },
        .on_note = [&](const Note& one) { notes[one.line] += " " + to_string(one); }};
    MemorySink sink;
    SeededRandom random;
    const auto report = import_items(*rows, looked->options, *pos::currency_of("EUR"),
                                     {1'763'800'000'000}, random, sink, listener);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->added + report->refused, std::size(kDamages));
    std::map<std::string, std::string> items;
    for (const auto& [id, item] : sink.items) {
        auto& text = items[item.number];
        text = item.number + " " + item.name + " " + written(item.price.e8) + " [";
        for (const auto& [key, barcode] : sink.barcodes) {
            if (barcode.item == id) text += barcode.text;
        }
        text += "]";
    }
    for (std::size_t at = 0; at < std::size(kDamages); ++at) {
        const std::uint64_t line = kFirstLine + at;
        const std::string row = kDamages[at].row;
        const auto item = items.find(row.substr(0, row.find(';')));
        const auto outcome = became.contains(line) ? became[line]
                             : item != items.end() ? item->second + notes[line]
                                                   : "nothing";
        EXPECT_EQ(outcome, kDamages[at].becomes) << kDamages[at].kind;
    }
}

TEST(SpreadsheetDamage, is_not_seen_where_there_is_none) {
    for (const auto* number : {"10-12", "A-2026", "3-01-99", "MAR 3 B", "12E3", "E+5", "Jan",
                               "DEC-100", "MAY 3000", "SEP-0", "10-DEC-100", "NOV-1-32-5"}) {
        EXPECT_FALSE(is_made_date(number)) << number;
        EXPECT_FALSE(is_rounded(number)) << number;
    }
    EXPECT_FALSE(is_date("1.234.567"));
    EXPECT_FALSE(is_date("1.50"));
    EXPECT_FALSE(is_error_value("#1 Dad"));
    EXPECT_FALSE(is_error_value("##"));
    for (const auto* name : {"Err:5", "Err:50", "Err:5ab", "Err:5022", "Error:502", "#HASHTAG!"}) {
        EXPECT_FALSE(is_error_value(name)) << name;
    }
    EXPECT_FALSE(barcode_of_figure("4006381333931"));
    EXPECT_FALSE(barcode_of_figure("4006381333930.0")) << "its check digit is wrong";
    EXPECT_FALSE(barcode_of_figure("A4006381333931"));
    EXPECT_EQ(without_apostrophe("'s Gravenhage"), "'s Gravenhage");
    EXPECT_EQ(without_guard("=1+2"), "=1+2");
    EXPECT_EQ(without_guard("=\"\""), "");
    EXPECT_EQ(without_guard("=\""), "=\"");
    for (const auto* name : {"Ärger", "Ñandú", "Café", "Œuf à la coque", "3 × 4", "Ãgua", "?"}) {
        EXPECT_FALSE(with_letters_mended(name)) << name;
    }
}

TEST(SpreadsheetDamage, of_formulas_is_seen_as_spreadsheets_write_it) {
    for (const auto* value : {"#N/A", "#NV", "#DIV/0!", "#¡DIV/0!", "#¡NUM!", "#NOMBRE!", "#NUL!",
                              "#ÜBERLAUF!", "#KALK!", "Err:502", "Err:522", "########"}) {
        EXPECT_TRUE(is_error_value(value)) << value;
    }
}

TEST(SpreadsheetDamage, of_dates_is_seen_as_spreadsheets_write_them) {
    for (const auto* number : {"Dec-00", "Dec 2010", "31-Dec", "31. Dez", "2. Mrz 26", "Jan-99",
                               "dic-45", "12-Aug-1999", "2010-12-01"}) {
        EXPECT_TRUE(is_made_date(number)) << number;
    }
}

TEST(SpreadsheetDamage, of_letters_is_undone_in_other_scripts) {
    EXPECT_EQ(with_letters_mended("CrÃ¨me brÃ»lÃ©e"), "Crème brûlée");
    EXPECT_EQ(with_letters_mended("Åšliwka"), "Śliwka");
    EXPECT_EQ(with_letters_mended("GroÃ\u009Fe SÃ¼Ã\u009Fe"), "Große Süße") << "read as Latin-1";
    EXPECT_EQ(with_letters_mended("Ã\u0081rbol"), "Árbol") << "no letter in Windows-1252";
    EXPECT_EQ(with_letters_mended("Tee â\u0080\u0093 5 â\u0082¬"), "Tee – 5 €");
    EXPECT_EQ(with_letters_mended("5 â‚¬"), "5 €");
    EXPECT_EQ(with_letters_mended("NESCAFÉ®"), std::nullopt);
    EXPECT_EQ(with_letters_mended("MÃ¼sli ☕"), std::nullopt) << "what is right beside it would go";
}
