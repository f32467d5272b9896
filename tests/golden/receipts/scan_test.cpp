// Goal: a scanner reads what the receipt's codes say, from the picture and from what each printer
// of ours puts on paper. Method: a barcode reader that is not ours (ZXing) looks at the pictures of
// whole receipts, and at the paper of the printer that each profile describes.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <vector>

#include "drivers/printer/encoder.hpp"
#include "drivers/printer/paper/interpreter.hpp"
#include "drivers/printer/paper/picture.hpp"
#include "drivers/printer/paper/profile_model.hpp"
#include "drivers/printer/paper_renderer.hpp"
#include "tests/golden/receipts/fixtures.hpp"
#include "tests/support/scan.hpp"

using namespace drivers::printer;

namespace {

void expect_codes(const Ink& ink, const test::Fixture& fixture) {
    EXPECT_EQ(test::scan(ink, ZXing::BarcodeFormat::Code128), fixture.record.number);
    const auto proof =
        pos::document::parse_proof_text(test::scan(ink, ZXing::BarcodeFormat::QRCode));
    ASSERT_TRUE(proof);
    EXPECT_EQ(proof->number, fixture.record.number);
    EXPECT_EQ(proof->signature, fixture.notes.proof->signature);
}

}  // namespace

TEST(Scan, pictures_of_receipts) {
    const NoPictures none;
    for (const auto& [roll_mm, dots] : {std::pair{kRoll58mm, 384U}, {kRoll80mm, 576U}}) {
        PaperPainter painter{dots, none};
        for (const test::Fixture& fixture : test::fixtures()) {
            SCOPED_TRACE(fixture.name);
            expect_codes(render_paper(test::document_of(fixture), roll_mm, painter), fixture);
        }
    }
}

TEST(Scan, paper_of_every_printer) {
    const NoPictures none;
    std::map<unsigned, PaperPainter> painters;  // by width: fonts are slow to load
    paper::PictureMaker maker;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{
             std::filesystem::path{COUNTERFOIL_SOURCE_DIR} / "assets/printers"}) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    constexpr const char* kDocuments[] = {"british_sale", "hebrew", "arabic", "many_scripts"};
    for (std::size_t i = 0; i < files.size(); ++i) {
        const test::Fixture& fixture = test::fixture(kDocuments[i % std::size(kDocuments)]);
        SCOPED_TRACE(files[i].string() + ", " + fixture.name);
        const auto profile = load_profile(files[i]);
        ASSERT_TRUE(profile) << profile.error().words;
        PaperPainter& painter =
            painters.try_emplace(profile->dots, profile->dots, none).first->second;
        paper::Interpreter printer{paper::model_of(*profile)};
        printer.feed(encode(test::document_of(fixture), *profile, painter));
        printer.finish();
        const paper::Paper strip = printer.take_paper();
        EXPECT_EQ(strip.remarks_count, 0U) << (strip.remarks.empty() ? "" : strip.remarks[0].words);
        expect_codes(maker.draw(strip, paper::roll_margins(strip, profile->paper_mm)).first,
                     fixture);
    }
}

TEST(Scan, dots_sent_by_columns) {
    auto profile = load_profile(std::filesystem::path{COUNTERFOIL_SOURCE_DIR} /
                                "assets/printers/zijiang-5890.json");
    ASSERT_TRUE(profile);
    profile->graphics = Graphics::column;
    const NoPictures none;
    PaperPainter painter{profile->dots, none};
    const test::Fixture& hebrew = test::fixture("hebrew");
    paper::Interpreter printer{paper::model_of(*profile)};
    printer.feed(encode(test::document_of(hebrew), *profile, painter));
    printer.finish();
    const paper::Paper strip = printer.take_paper();
    paper::PictureMaker maker;
    expect_codes(maker.draw(strip, paper::roll_margins(strip, 58)).first, hebrew);
}
