#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "drivers/printer/paper/code_tables.hpp"
#include "drivers/printer/paper/interpreter.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::printer::paper {

/// A character as it came.
struct Decoded {
    char32_t character{0};  // 0: the page has none there
    unsigned code{0};       // its byte, or its two bytes
    unsigned bytes{1};
    bool multibyte{false};
};

/// What the bytes of a text mean: code page, national set, two-byte characters, UTF-8.
class TextDecoder {
public:
    explicit TextDecoder(const Model& model);
    ~TextDecoder();
    TextDecoder(const TextDecoder&) = delete;
    TextDecoder& operator=(const TextDecoder&) = delete;

    /// As after switching on.
    void reset();
    /// Empty where the printer has no such page: the one in force stays.
    bool select_page(unsigned number);
    void select_national(unsigned set) { national_ = set; }
    void multibyte(bool on) { multibyte_ = on; }
    bool multibyte() const { return multibyte_; }
    /// FS C: 0 JIS, 1 shift JIS.
    void kanji_system(unsigned system) { kanji_system_ = system; }
    void utf8(bool on) { utf8_ = on; }
    bool utf8() const { return utf8_; }

    /// The character at the front. Empty where its last bytes are missing and `last` is not set.
    ///
    /// requires: bytes is not empty
    std::optional<Decoded> next(pos::BytesView bytes, bool last) const;

private:
    struct Converter;

    std::optional<Decoded> next_utf8(pos::BytesView bytes, bool last) const;
    bool leads(unsigned byte) const;
    std::optional<Decoded> next_multibyte(pos::BytesView bytes, bool last) const;
    Decoded single(unsigned byte) const;

    Model model_;
    std::array<std::shared_ptr<const UpperHalf>, 256> pages_;
    std::array<bool, 256> looked_up_{};
    std::unique_ptr<Converter> converter_;
    unsigned page_{0};
    unsigned national_{0};
    unsigned kanji_system_{0};
    bool multibyte_{false};
    bool utf8_{false};
};

}  // namespace drivers::printer::paper
