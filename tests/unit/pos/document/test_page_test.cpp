// Goal: a test page shows everything a receipt is made of, so that what is missing on paper is the
// printer's.
// Method: the kinds of its blocks are looked for, and the words that say which printer it was.
#include "pos/document/test_page.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace pos::document;

namespace {

template <class Kind>
bool has(const Document& document) {
    return std::ranges::any_of(
        document.blocks, [](const Block& block) { return std::holds_alternative<Kind>(block); });
}

}  // namespace

TEST(TestPage, has_all_that_receipts_have_and_names_the_printer) {
    const auto locale = pos::locale::Locale::open("de-DE").value();
    const ShopHead shop{.name = "Corner Shop", .logo = "logo"};
    const Words words;
    const TestPage page{
        .device = "Epson TM-T20", .address = "usb:04b8:0e15", .at = {{20'000}, 0, 0}};
    const Document document = test_page(page, {shop, words, locale}, "B01 T1");
    EXPECT_TRUE(has<Picture>(document));
    EXPECT_TRUE(has<Row>(document));
    EXPECT_TRUE(has<Rule>(document));
    EXPECT_TRUE(has<Barcode>(document));
    EXPECT_TRUE(has<QrCode>(document));
    EXPECT_TRUE(std::holds_alternative<Cut>(document.blocks.back()));
    EXPECT_EQ(std::ranges::count(document.blocks, Block{Cut{}}), 1);
    const auto says = [&](const Text& text) {
        return std::ranges::find(document.blocks, Block{text}) != document.blocks.end();
    };
    EXPECT_TRUE(says({"Epson TM-T20", Align::start, kBold}));
    EXPECT_TRUE(says({"usb:04b8:0e15", Align::start, kMuted}));
}
