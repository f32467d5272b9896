#pragma once

#include <array>
#include <string>
#include <vector>

#include "drivers/scanner/code_text.hpp"
#include "drivers/scanner/decoder.hpp"
#include "drivers/scanner/key_layout.hpp"

namespace drivers::scanner {

/// Scanners that are keyboards: boot reports of eight bytes, one or more new keys in each. Ctrl and
/// a key is a control character (Ctrl+] the group separator of GS1 codes); Alt and figures of the
/// keypad are a character by its number, whatever the layout.
///
/// source: USB HID 1.11, appendix B.1; HID Usage Tables, page 7
class KeyboardDecoder final : public Decoder {
public:
    KeyboardDecoder(KeyLayout layout, Framing framing)
        : layout_{std::move(layout)}, code_{std::move(framing)} {}

    void feed(pos::BytesView report, std::vector<std::string>& codes) override;
    void pause(std::vector<std::string>& codes) override;
    void reset() override;
    bool is_within_code() const override { return !code_.empty() || dead_ != 0; }

private:
    static constexpr std::size_t kKeysInReport = 6;

    void press(std::uint8_t usage, std::uint8_t modifiers, std::vector<std::string>& codes);
    void type(KeySymbol symbol);
    void type_numbered();
    void end(std::vector<std::string>& codes);

    KeyLayout layout_;
    CodeText code_;
    std::array<std::uint8_t, kKeysInReport> held_{};
    char32_t dead_{0};      // an accent that waits
    bool alt_{false};       // is held
    unsigned numbered_{0};  // by Alt and figures so far
    bool has_number_{false};
};

}  // namespace drivers::scanner
