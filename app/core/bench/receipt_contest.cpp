#include "app/core/bench/receipt_contest.hpp"

#include <fmt/format.h>
#include <unicode/ucnv.h>

#include <string>
#include <utility>
#include <vector>

#include "drivers/printer/encoder.hpp"
#include "drivers/printer/paper/interpreter.hpp"
#include "drivers/printer/paper/picture.hpp"
#include "drivers/printer/paper/profile_model.hpp"
#include "drivers/printer/paper_renderer.hpp"
#include "drivers/printer/png.hpp"
#include "drivers/printer/text_renderer.hpp"
#include "pos/base/assert.hpp"

namespace app::core::bench {

namespace {

using namespace drivers::printer;
using namespace pos::document;

constexpr const char* kPage = "cp858";

Profile profile_of_bench() {
    Profile profile;
    profile.name = "bench";
    profile.columns_small = 64;
    profile.pages.push_back({19, kPage, *CodePage::open(kPage)});
    profile.cutter = Cutter::partial;
    profile.barcode = profile.qr = true;
    return profile;
}

Document text_alone() {
    Document document;
    auto& blocks = document.blocks;
    blocks = {Text{"Corner & Daughters", Align::centre, kLarge},
              Text{"12 High Street", Align::centre}, Rule{}, Row{"Receipt", "B01-T1-000123", kBold},
              Rule{}};
    for (int i = 0; i < 14; ++i) {
        blocks.emplace_back(Row{fmt::format("Käse und Brot {}", i), "12.38", {}, 0, true});
        blocks.emplace_back(Row{fmt::format("{} × 1.19", i), "", kMuted, 2});
    }
    blocks.insert(blocks.end(),
                  {Rule{}, Row{"TOTAL", "173.32", kLarge, 0, true},
                   Row{"Cash", "200.00", {}, 0, true}, Row{"Change", "26.68", {}, 0, true}, Blank{},
                   Text{"Thank you for shopping with us", Align::centre}, Cut{}});
    return document;
}

Document with_codes() {
    Document document = text_alone();
    document.blocks.pop_back();
    document.blocks.insert(document.blocks.end(),
                           {Barcode{"B01-T1-000123"}, QrCode{std::string(130, 'Q')}, Cut{}});
    return document;
}

/// UTF-8 into the printer's characters by ICU alone; how many bytes they are.
std::size_t converted(const std::string& text) {
    std::vector<char> out(text.size() + 1);
    UErrorCode error = U_ZERO_ERROR;
    const auto size =
        ucnv_convert(kPage, "UTF-8", out.data(), static_cast<std::int32_t>(out.size()), text.data(),
                     static_cast<std::int32_t>(text.size()), &error);
    POS_ASSERT(U_SUCCESS(error));
    return static_cast<std::size_t>(size);
}

class ReceiptContest final : public Contest {
public:
    ReceiptContest(ReceiptWork work, std::size_t times)
        : work_{work},
          times_{times},
          painter_{profile_.dots, none_},
          bytes_{encode(document_, profile_, painter_)},
          text_{render_text(document_, profile_.columns)},
          picture_{render_paper(document_, profile_.paper_mm, painter_)} {}

    Outcome<Nanoseconds> ours() override {
        const Stopwatch watch;
        const std::size_t size = make();
        const auto took = watch.elapsed();
        POS_ASSERT(size > 0);
        return took;
    }

    Outcome<Nanoseconds> floor() override {
        const Stopwatch watch;
        const std::size_t size = work_ == ReceiptWork::bytes
                                     ? converted(text_)
                                     : write_png(picture_, profile_.dots_per_inch).size();
        const auto took = watch.elapsed();
        POS_ASSERT(size > 0);
        return took;
    }

    std::size_t pieces() const override { return times_; }

private:
    std::size_t make() {
        switch (work_) {
            case ReceiptWork::bytes:
                return encode(document_, profile_, painter_).size();
            case ReceiptWork::picture:
                return render_png(document_, profile_.paper_mm, painter_).size();
            case ReceiptWork::paper:
                return printed();
        }
        return 0;
    }

    std::size_t printed() {
        paper::Interpreter printer{paper::model_of(profile_)};
        printer.feed(bytes_);
        printer.finish();
        const paper::Paper strip = printer.take_paper();
        const auto margins = paper::roll_margins(strip, profile_.paper_mm);
        return paper::to_png(maker_.draw(strip, margins), profile_.dots_per_inch).size();
    }

    ReceiptWork work_;
    std::size_t times_;
    NoPictures none_;
    Profile profile_{profile_of_bench()};
    Document document_{with_codes()};
    PaperPainter painter_;
    pos::Bytes bytes_;
    std::string text_;
    Ink picture_;
    paper::PictureMaker maker_;
};

}  // namespace

std::unique_ptr<Contest> receipt_contest(ReceiptWork work, std::size_t times) {
    return std::make_unique<ReceiptContest>(work, times);
}

ReceiptBytes receipt_bytes() {
    const NoPictures none;
    const Profile profile = profile_of_bench();
    PaperPainter painter{profile.dots, none};
    const Document document = text_alone();
    return {encode(document, profile, painter).size(),
            converted(render_text(document, profile.columns))};
}

}  // namespace app::core::bench
