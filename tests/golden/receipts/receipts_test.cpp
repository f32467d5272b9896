// Goal: what a shop's paper says never changes unnoticed, on either width of paper and in any
// script.
// Method: each fixture is a real ticket, priced by the pricing code. Its text and what a printer
// makes of its bytes (read back by test::read_escpos) are kept as text; where the printer's own
// font shows all of it, the bytes are kept too.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "drivers/printer/escpos_encoder.hpp"
#include "drivers/printer/paper_renderer.hpp"
#include "drivers/printer/text_renderer.hpp"
#include "pos/document/slip.hpp"
#include "tests/golden/receipts/fixtures.hpp"
#include "tests/support/escpos_paper.hpp"
#include "tests/support/golden.hpp"

using namespace drivers::printer;
using pos::document::Document;

namespace {

const test::CodePageNames kPages{{0, "CP437"}, {2, "CP850"}, {16, "CP1252"}, {19, "CP858"}};

Profile profile(const std::string& name) {
    auto loaded = load_profile(std::filesystem::path{COUNTERFOIL_SOURCE_DIR} / "assets/printers" /
                               (name + ".json"));
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().words);
    return loaded.value_or(Profile{});
}

void keep_picture(const std::string& name, const pos::Bytes& png) {
    const auto folder = std::filesystem::temp_directory_path() / "receipts";
    std::filesystem::create_directories(folder);
    std::ofstream{folder / (name + ".png"), std::ios::binary}.write(
        reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
}

/// Everything that is kept of one document.
void check(const std::string& name, const Document& document, bool bytes_too) {
    SCOPED_TRACE(name);
    const NoPictures none;
    test::expect_golden("receipts/" + name + ".32.txt", render_text(document, kColumns58mm));
    test::expect_golden("receipts/" + name + ".48.txt", render_text(document, kColumns80mmNarrow));
    for (const std::string width : {"58mm", "80mm"}) {
        const Profile printer = profile("generic-" + width);
        PaperPainter painter{printer.dots, none};
        const pos::Bytes bytes = encode_escpos(document, printer, painter);
        const test::EscposPaper paper = test::read_escpos(bytes, kPages, printer.dots);
        EXPECT_EQ(paper.faults, std::vector<std::string>{});
        test::expect_golden("receipts/" + name + "." + width + ".paper.txt", describe(paper));
        if (bytes_too) {
            test::expect_golden("receipts/" + name + "." + width + ".hex", test::hex_lines(bytes));
        }
        keep_picture(name + "." + width, render_png(document, printer.paper_mm, painter));
    }
}

void check(const std::string& name, bool bytes_too) {
    check(name, test::document_of(test::fixture(name)), bytes_too);
}

}  // namespace

TEST(Receipts, british_sale) {
    check("british_sale", true);
}
TEST(Receipts, german_sale) {
    check("german_sale", true);
}
TEST(Receipts, refund) {
    check("refund", true);
}
TEST(Receipts, exchange) {
    check("exchange", true);
}
TEST(Receipts, paid_with_credit) {
    check("paid_with_credit", true);
}
TEST(Receipts, duplicate) {
    check("duplicate", true);
}
TEST(Receipts, hebrew) {
    check("hebrew", false);
}
TEST(Receipts, arabic) {
    check("arabic", false);
}
TEST(Receipts, many_scripts) {
    check("many_scripts", false);
}
TEST(Receipts, long_names) {
    check("long_names", true);
}
TEST(Receipts, three_decimals) {
    check("three_decimals", true);
}
TEST(Receipts, no_decimals) {
    check("no_decimals", false);
}
TEST(Receipts, cash_rounding) {
    check("cash_rounding", true);
}

TEST(Receipts, of_text_alone_cost_little_more_than_their_text) {
    const NoPictures none;
    for (const std::string width : {"58mm", "80mm"}) {
        const Profile printer = profile("generic-" + width);
        PaperPainter painter{printer.dots, none};
        for (const char* name : {"british_sale", "german_sale", "refund", "exchange", "duplicate",
                                 "long_names", "three_decimals", "cash_rounding"}) {
            SCOPED_TRACE(name + (" " + width));
            Document document = test::document_of(test::fixture(name));
            std::erase_if(document.blocks, [](const pos::document::Block& block) {
                return std::holds_alternative<pos::document::Barcode>(block) ||
                       std::holds_alternative<pos::document::QrCode>(block);
            });
            const double bytes =
                static_cast<double>(encode_escpos(document, printer, painter).size());
            const double text = static_cast<double>(render_text(document, printer.columns).size());
            EXPECT_LE(bytes, 1.15 * text);
        }
    }
}

TEST(Reports, z_report) {
    const auto locale = pos::locale::Locale::open("en-GB").value();
    const test::Fixture& british = test::fixture("british_sale");
    const pos::document::House house{british.shop, british.words, locale};
    check("z_report", pos::document::z_report(test::closed_day(), house, "B01 T1", {}, 0), true);
}

TEST(Reports, x_report) {
    const auto locale = pos::locale::Locale::open("en-GB").value();
    const test::Fixture& british = test::fixture("british_sale");
    const auto day = test::closed_day();
    const pos::document::XReport report{.when = day.when,
                                        .user = day.user,
                                        .opened = day.opened,
                                        .first_receipt = day.first_receipt,
                                        .last_receipt = day.last_receipt,
                                        .currency = day.currency,
                                        .figures = day.figures};
    const pos::document::House house{british.shop, british.words, locale};
    check("x_report", pos::document::x_report(report, house, "B01 T1"), true);
}

TEST(Slips, pay_out) {
    const auto locale = pos::locale::Locale::open("en-GB").value();
    const test::Fixture& british = test::fixture("british_sale");
    const auto day = test::closed_day();
    const pos::journal::CashMoved moved{.when = day.when,
                                        .user = day.user,
                                        .amount = {-2'500, day.currency},
                                        .reason = "Window cleaner"};
    const pos::document::House house{british.shop, british.words, locale};
    check("pay_out", pos::document::cash_slip(moved, house, "B01 T1"), true);
}

TEST(Slips, no_sale) {
    const auto locale = pos::locale::Locale::open("en-GB").value();
    const test::Fixture& british = test::fixture("british_sale");
    const auto day = test::closed_day();
    const pos::journal::DrawerOpened opened{
        .when = day.when, .user = day.user, .reason = "Change for the bus"};
    const pos::document::House house{british.shop, british.words, locale};
    check("no_sale", pos::document::no_sale_slip(opened, house, "B01 T1"), true);
}
