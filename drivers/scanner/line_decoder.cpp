#include "drivers/scanner/line_decoder.hpp"

namespace drivers::scanner {

namespace {

// Around a code by some scanners; of no code.
constexpr char kStartOfText = '\x02';
constexpr char kEndOfText = '\x03';

bool ends(char c) {
    return c == '\r' || c == '\n' || c == '\t' || c == '\0' || c == kEndOfText;
}

}  // namespace

void LineDecoder::feed(pos::BytesView bytes, std::vector<std::string>& codes) {
    for (const std::byte byte : bytes) {
        const char c = static_cast<char>(byte);
        if (c == kStartOfText) {
            code_.drop();  // what came before never ended
        } else if (!ends(c)) {
            code_.add(std::string_view{&c, 1});
        } else if (auto code = code_.end()) {
            codes.push_back(std::move(*code));
        }
    }
}

void LineDecoder::pause(std::vector<std::string>& codes) {
    if (code_.ends_by() != End::pause) return;
    if (auto code = code_.end()) codes.push_back(std::move(*code));
}

}  // namespace drivers::scanner
