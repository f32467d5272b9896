// Goal: nothing that a scanner, or what says it is one, can send reads past the bytes, grows
// without bound or makes a code of what had no end. Method: the first byte chooses the decoder, a
// second how the rest is cut into reports; a report descriptor may be hostile too. What comes out
// is bounded; after reset() nothing of before does.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>

#include "drivers/scanner/emulator/reports.hpp"
#include "drivers/scanner/hid_report.hpp"
#include "drivers/scanner/keyboard_decoder.hpp"
#include "drivers/scanner/line_decoder.hpp"
#include "drivers/scanner/pos_decoder.hpp"
#include "pos/base/assert.hpp"

using namespace drivers::scanner;

namespace {

constexpr std::string_view kLayouts[] = {"us", "de", "fr", "it"};

std::unique_ptr<Decoder> decoder_of(std::uint8_t choice, pos::BytesView& rest) {
    const Framing framing{.prefix = (choice & 8U) != 0 ? "~" : "",
                          .suffix = (choice & 8U) != 0 ? "#" : "",
                          .end = (choice & 16U) != 0 ? End::pause : End::enter_or_tab};
    switch (choice % 4) {
        case 0:
            return std::make_unique<KeyboardDecoder>(
                KeyLayout::named(kLayouts[choice >> 6U]).value(), framing);
        case 1:
            return std::make_unique<LineDecoder>(framing);
        case 2:
            return std::make_unique<PosDecoder>(hid_inputs(emulator::pos_descriptor()), framing);
        default: {
            const std::size_t size = std::min<std::size_t>(rest.size(), choice);
            const auto inputs = hid_inputs(rest.first(size));
            rest = rest.subspan(size);
            return std::make_unique<PosDecoder>(inputs, framing);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    pos::BytesView rest = std::as_bytes(std::span{data, size}).subspan(2);
    const auto decoder = decoder_of(data[0], rest);
    const std::size_t report = data[1] % 65U + 1;
    std::vector<std::string> codes;
    while (!rest.empty()) {
        const std::size_t taken = std::min(report, rest.size());
        decoder->feed(rest.first(taken), codes);
        rest = rest.subspan(taken);
    }
    decoder->pause(codes);
    for (const std::string& code : codes) {
        POS_ASSERT(!code.empty() && code.size() <= kCodeBytesMax + 3);
    }
    decoder->reset();
    POS_ASSERT(!decoder->is_within_code());
    codes.clear();
    decoder->pause(codes);
    POS_ASSERT(codes.empty());
    return 0;
}
