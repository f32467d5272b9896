#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "drivers/scanner/decoder.hpp"

namespace drivers::scanner {

/// The code that is being received, character by character.
class CodeText {
public:
    explicit CodeText(Framing framing) : framing_{std::move(framing)} {}

    void add(char32_t character);
    void add(std::string_view bytes);
    /// What was received, without prefix and suffix; empty where that is nothing, or too much to be
    /// a code. Begins anew.
    std::optional<std::string> end();
    void drop();
    bool empty() const { return text_.empty() && !too_long_; }
    End ends_by() const { return framing_.end; }

private:
    Framing framing_;
    std::string text_;
    bool too_long_{false};
};

}  // namespace drivers::scanner
