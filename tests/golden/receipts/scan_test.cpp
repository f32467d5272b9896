// Goal: a scanner reads what the receipt's codes say, from the picture and from a printer's dots.
// Method: a barcode reader that is not ours (ZXing) looks at the pictures of whole receipts, and at
// the dots sent to a printer that makes no codes itself.
#define ZX_USE_UTF8 1  // ZXing: text() is UTF-8
#include <ZXing/ReadBarcode.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "drivers/printer/escpos_encoder.hpp"
#include "drivers/printer/paper_renderer.hpp"
#include "tests/golden/receipts/fixtures.hpp"
#include "tests/support/escpos_paper.hpp"

using namespace drivers::printer;

namespace {

std::string scan(const Ink& ink, ZXing::BarcodeFormat format) {
    std::vector<std::uint8_t> grey;
    std::ranges::transform(ink.dots, std::back_inserter(grey),
                           [](std::uint8_t dot) { return static_cast<std::uint8_t>(255 - dot); });
    const ZXing::ImageView view{grey.data(), static_cast<int>(ink.width),
                                static_cast<int>(ink.height), ZXing::ImageFormat::Lum};
    ZXing::DecodeHints hints;
    hints.setFormats(format);
    hints.setTryHarder(true);
    return ZXing::ReadBarcode(view, hints).text();
}

/// The dots beneath one another, on paper with margins.
Ink paper_of(const test::EscposPaper& paper) {
    Ink sheet{464, 40};
    for (const test::PaperItem& item : paper.items) {
        const auto* picture = std::get_if<test::PaperPicture>(&item);
        if (picture == nullptr) continue;
        Ink grown{sheet.width, sheet.height + picture->height};
        draw(grown, sheet, 0, 0);
        for (unsigned y = 0; y < picture->height; ++y) {
            for (unsigned x = 0; x < picture->width; ++x) {
                const bool black = picture->dots[std::size_t{y} * picture->width + x];
                grown.at(40 + x, sheet.height + y) = black ? 255 : 0;
            }
        }
        sheet = std::move(grown);
    }
    return sheet;
}

}  // namespace

TEST(Scan, pictures_of_receipts) {
    const NoPictures none;
    for (const auto& [roll_mm, dots] : {std::pair{kRoll58mm, 384U}, {kRoll80mm, 576U}}) {
        PaperPainter painter{dots, none};
        for (const test::Fixture& fixture : test::fixtures()) {
            SCOPED_TRACE(fixture.name);
            const Ink ink = render_paper(test::document_of(fixture), roll_mm, painter);
            EXPECT_EQ(scan(ink, ZXing::BarcodeFormat::Code128), fixture.record.number);
            const auto proof =
                pos::document::parse_proof_text(scan(ink, ZXing::BarcodeFormat::QRCode));
            ASSERT_TRUE(proof);
            EXPECT_EQ(proof->number, fixture.record.number);
            EXPECT_EQ(proof->signature, fixture.notes.proof->signature);
        }
    }
}

TEST(Scan, dots_of_a_printer_that_makes_no_codes) {
    const auto profile = load_profile(std::filesystem::path{COUNTERFOIL_SOURCE_DIR} /
                                      "assets/printers/zijiang-5890.json");
    ASSERT_TRUE(profile);
    const test::Fixture& hebrew = test::fixture("hebrew");
    const NoPictures none;
    PaperPainter painter{profile->dots, none};
    for (const Graphics graphics : {Graphics::raster, Graphics::column}) {
        Profile with = *profile;
        with.graphics = graphics;
        const auto paper = test::read_escpos(
            encode_escpos(test::document_of(hebrew), with, painter), {{0, "CP437"},
                                                                      {2, "CP850"},
                                                                      {16, "CP1252"},
                                                                      {17, "CP866"},
                                                                      {18, "CP852"},
                                                                      {19, "CP858"}});
        EXPECT_EQ(paper.faults, std::vector<std::string>{});
        const Ink ink = paper_of(paper);
        EXPECT_EQ(scan(ink, ZXing::BarcodeFormat::Code128), hebrew.record.number);
        EXPECT_TRUE(pos::document::parse_proof_text(scan(ink, ZXing::BarcodeFormat::QRCode)));
    }
}
