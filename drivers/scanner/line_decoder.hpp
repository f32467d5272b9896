#pragma once

#include <string>
#include <vector>

#include "drivers/scanner/code_text.hpp"
#include "drivers/scanner/decoder.hpp"

namespace drivers::scanner {

/// Scanners on a serial line, real or virtual: text, a code a line.
class LineDecoder final : public Decoder {
public:
    explicit LineDecoder(Framing framing) : code_{std::move(framing)} {}

    void feed(pos::BytesView bytes, std::vector<std::string>& codes) override;
    void pause(std::vector<std::string>& codes) override;
    void reset() override { code_.drop(); }
    bool is_within_code() const override { return !code_.empty(); }

private:
    CodeText code_;
};

}  // namespace drivers::scanner
