// Goal: real receipts, made by other people's programs for real printers, come onto our paper
// whole. Method: twelve streams from $COUNTERFOIL_DATA/escpos. Facts of each that were counted by
// eye on its picture; every code is scanned from the picture by a reader that is not ours; where
// another renderer's picture is there, ink and bands of ink are compared. Nothing of the streams is
// kept here.
#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>

#include "drivers/printer/paper/interpreter.hpp"
#include "drivers/printer/paper/picture.hpp"
#include "drivers/printer/paper/text.hpp"
#include "drivers/printer/png.hpp"
#include "tests/support/scan.hpp"

using namespace drivers::printer;
using namespace drivers::printer::paper;

namespace {

struct Facts {
    const char* name;
    unsigned lines;
    unsigned codes;
    unsigned pictures;
    unsigned cuts;
    unsigned drawers;
    unsigned unprintable_codes;  // too wide, or data that the code cannot hold
};

constexpr Facts kFacts[] = {
    {"php-barcode", 126, 38, 0, 1, 0, 2},
    {"php-bit-image", 12, 0, 4, 1, 0, 0},
    {"php-character-tables", 206, 0, 0, 1, 0, 0},
    {"php-demo", 68, 4, 8, 14, 1, 0},
    {"php-margins-and-spacing", 23, 0, 0, 1, 0, 0},
    {"php-pdf417-code", 52, 22, 0, 1, 0, 2},
    {"php-qr-code", 44, 19, 0, 1, 0, 0},
    {"php-receipt-with-logo", 15, 0, 1, 1, 1, 0},
    {"php-unifont-print-buffer", 2, 0, 10, 1, 0, 0},
    {"thermal-discount", 16, 0, 16, 1, 0, 0},
    {"thermal-test_receipt_1", 19, 1, 0, 0, 0, 0},
    {"thermal-test_receipt_3", 2, 1, 0, 0, 0, 0},
};

std::optional<std::filesystem::path> folder() {
    const char* const data = std::getenv("COUNTERFOIL_DATA");
    if (data == nullptr) return std::nullopt;
    return std::filesystem::path{data} / "escpos";
}

pos::Bytes contents_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    EXPECT_TRUE(file) << path;
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    const auto bytes = pos::as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

struct Printed {
    Paper paper;
    std::vector<Event> events;
};

Printed print(const std::string& name) {
    Interpreter printer{{}};
    printer.feed(contents_of(*folder() / "bin" / (name + ".bin")));
    printer.finish();
    return {printer.take_paper(), printer.take_events()};
}

template <class Kind>
unsigned count(const Paper& paper) {
    return static_cast<unsigned>(std::ranges::count_if(
        paper.marks, [](const Mark& mark) { return std::holds_alternative<Kind>(mark.what); }));
}

unsigned faults(const Paper& paper, Fault fault) {
    return static_cast<unsigned>(std::ranges::count(paper.remarks, fault, &Remark::fault));
}

ZXing::BarcodeFormat format_of(CodeKind kind) {
    static const std::map<CodeKind, ZXing::BarcodeFormat> kFormats{
        {CodeKind::upc_a, ZXing::BarcodeFormat::UPCA},
        {CodeKind::upc_e, ZXing::BarcodeFormat::UPCE},
        {CodeKind::ean_13, ZXing::BarcodeFormat::EAN13},
        {CodeKind::ean_8, ZXing::BarcodeFormat::EAN8},
        {CodeKind::code_39, ZXing::BarcodeFormat::Code39},
        {CodeKind::itf, ZXing::BarcodeFormat::ITF},
        {CodeKind::codabar, ZXing::BarcodeFormat::Codabar},
        {CodeKind::code_93, ZXing::BarcodeFormat::Code93},
        {CodeKind::code_128, ZXing::BarcodeFormat::Code128},
        {CodeKind::qr, ZXing::BarcodeFormat::QRCode},
        {CodeKind::micro_qr, ZXing::BarcodeFormat::MicroQRCode},
        {CodeKind::pdf417, ZXing::BarcodeFormat::PDF417}};
    const auto found = kFormats.find(kind);
    EXPECT_NE(found, kFormats.end());
    return found == kFormats.end() ? ZXing::BarcodeFormat::None : found->second;
}

/// Letters and digits only: start and stop marks, sets and check digits are told apart elsewhere.
std::string essence(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) out += c;
    }
    return out;
}

/// Runs of rows with ink.
unsigned bands(const Ink& ink) {
    unsigned count = 0;
    bool inked = false;
    for (unsigned y = 0; y < ink.height; ++y) {
        const auto* row = &ink.dots[std::size_t{y} * ink.width];
        const bool now = std::any_of(row, row + ink.width, [](std::uint8_t d) { return d > 128; });
        if (now && !inked) ++count;
        inked = now;
    }
    return count;
}

double amount(const Ink& ink) {
    double sum = 0;
    for (const std::uint8_t dot : ink.dots) sum += dot;
    return sum / 255;
}

}  // namespace

TEST(RealReceipts, hold_what_was_counted_on_their_pictures) {
    if (!folder()) GTEST_SKIP() << "COUNTERFOIL_DATA names no folder of real data";
    for (const Facts& facts : kFacts) {
        SCOPED_TRACE(facts.name);
        const auto [paper, events] = print(facts.name);
        EXPECT_EQ(faults(paper, Fault::unknown), 0U);
        EXPECT_EQ(faults(paper, Fault::cut_off), 0U);
        EXPECT_EQ(faults(paper, Fault::too_large), 0U);
        EXPECT_EQ(faults(paper, Fault::paper_full), 0U);
        EXPECT_EQ(paper.lines, facts.lines);
        EXPECT_EQ(count<Code>(paper), facts.codes);
        EXPECT_EQ(count<Dots>(paper), facts.pictures);
        EXPECT_EQ(paper.cuts.size(), facts.cuts);
        EXPECT_EQ(std::ranges::count_if(events,
                                        [](const Event& event) {
                                            return std::holds_alternative<DrawerKick>(event.what);
                                        }),
                  facts.drawers);
        if (std::string{facts.name} == "php-character-tables")
            continue;  // undefined bytes on purpose
        EXPECT_EQ(faults(paper, Fault::unprintable), facts.unprintable_codes);
        EXPECT_EQ(faults(paper, Fault::unsupported), 0U);
    }
}

TEST(RealReceipts, codes_are_scanned_from_the_picture) {
    if (!folder()) GTEST_SKIP() << "COUNTERFOIL_DATA names no folder of real data";
    PictureMaker maker;
    unsigned scanned = 0;
    for (const Facts& facts : kFacts) {
        SCOPED_TRACE(facts.name);
        const Paper paper = print(facts.name).paper;
        const Picture picture = maker.draw(paper);
        for (const Mark& mark : paper.marks) {
            const auto* code = std::get_if<Code>(&mark.what);
            if (code == nullptr) continue;
            const std::string read =
                test::scan(test::cut_out(picture.first, mark.place), format_of(code->kind));
            // A dot a module at most: below what a scanner can tell apart.
            const bool too_fine = code->kind == CodeKind::qr && code->width < 2;
            if (read.empty() && too_fine) continue;
            ASSERT_FALSE(read.empty()) << name_of(code->kind) << " " << code->text;
            ++scanned;
            if (code->kind == CodeKind::upc_e || code->kind == CodeKind::code_128) continue;
            std::string wanted = essence(code->text);
            // The scanner keeps the letters that start and stop to itself.
            if (code->kind == CodeKind::codabar) wanted = wanted.substr(1, wanted.size() - 2);
            const bool checked = code->kind == CodeKind::ean_13 || code->kind == CodeKind::ean_8 ||
                                 code->kind == CodeKind::upc_a;
            const std::string got = essence(read);
            const std::size_t size = checked ? got.size() - 1 : got.size();
            EXPECT_EQ(got.substr(0, size), wanted.substr(0, size)) << name_of(code->kind);
        }
    }
    EXPECT_GE(scanned, 80U);
}

TEST(RealReceipts, have_the_ink_of_another_renderers_pictures) {
    if (!folder()) GTEST_SKIP() << "COUNTERFOIL_DATA names no folder of real data";
    struct Pair {
        const char* name;
        const char* reference;
        bool same_bands;
    };
    // On the coupon the other renderer lays parts over one another: only the ink is compared.
    constexpr Pair kPairs[] = {
        {"thermal-test_receipt_1", "thermal-test_receipt_1.bin.png", true},
        {"thermal-test_receipt_3", "thermal-test_receipt_3.bin.png", false},
    };
    PictureMaker maker;
    for (const Pair& pair : kPairs) {
        SCOPED_TRACE(pair.name);
        const Ink ours = maker.draw(print(pair.name).paper).first;
        const auto theirs = read_png(contents_of(*folder() / "reference-png" / pair.reference));
        ASSERT_TRUE(theirs);
        EXPECT_NEAR(amount(ours) / amount(*theirs), 1.0, 0.35);
        if (!pair.same_bands) continue;
        EXPECT_NEAR(bands(ours), bands(*theirs), 2);
    }
}

TEST(RealReceipts, are_read_the_same_in_any_pieces) {
    if (!folder()) GTEST_SKIP() << "COUNTERFOIL_DATA names no folder of real data";
    for (const Facts& facts : kFacts) {
        SCOPED_TRACE(facts.name);
        const auto bytes = contents_of(*folder() / "bin" / (std::string{facts.name} + ".bin"));
        Interpreter printer{{}};
        for (std::size_t at = 0; at < bytes.size(); at += 45) {
            printer.feed(
                pos::BytesView{bytes}.subspan(at, std::min<std::size_t>(45, bytes.size() - at)));
        }
        printer.finish();
        EXPECT_EQ(text_of(printer.take_paper()), text_of(print(facts.name).paper));
    }
}
