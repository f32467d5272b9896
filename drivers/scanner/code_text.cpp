#include "drivers/scanner/code_text.hpp"

#include <utility>

#include "pos/base/utf8.hpp"

namespace drivers::scanner {

void CodeText::add(char32_t character) {
    add(pos::to_utf8(character));
}

void CodeText::add(std::string_view bytes) {
    if (text_.size() + bytes.size() > kCodeBytesMax) {
        text_.clear();
        too_long_ = true;
    }
    if (!too_long_) text_ += bytes;
}

std::optional<std::string> CodeText::end() {
    std::string text = std::exchange(text_, {});
    if (std::exchange(too_long_, false)) return std::nullopt;
    std::string_view code = text;
    if (code.starts_with(framing_.prefix)) code.remove_prefix(framing_.prefix.size());
    if (code.ends_with(framing_.suffix)) code.remove_suffix(framing_.suffix.size());
    if (code.empty()) return std::nullopt;
    return std::string{code};
}

void CodeText::drop() {
    text_.clear();
    too_long_ = false;
}

}  // namespace drivers::scanner
