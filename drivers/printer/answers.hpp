#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "drivers/printer/picture_key.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::printer {

/// One byte to a DLE EOT; which of them was asked the printer does not say.
struct RealTimeAnswer {
    std::byte status{};
    bool operator==(const RealTimeAnswer&) const = default;
};
struct AutomaticStatus {
    std::array<std::byte, 4> status{};
    bool operator==(const AutomaticStatus&) const = default;
};
/// One byte to a GS r: what was sent before it is on paper.
struct TransmittedStatus {
    std::byte status{};
    bool operator==(const TransmittedStatus&) const = default;
};
/// The answer to GS ( H: the data before it is on paper.
struct ProcessDone {
    std::string id{};
    bool operator==(const ProcessDone&) const = default;
};
/// The printer has dropped what it had not printed (DLE DC4 8).
struct BuffersDropped {
    bool operator==(const BuffersDropped&) const = default;
};
/// The answer to GS I.
struct PrinterInfo {
    std::string text{};
    bool operator==(const PrinterInfo&) const = default;
};
/// One piece of the answer to GS ( L, function 64: which pictures the printer keeps.
struct PictureKeys {
    std::vector<PictureKey> keys{};
    bool more{false};  // another piece comes once this one is acknowledged
    bool operator==(const PictureKeys&) const = default;
};
/// A byte that fits nothing a printer says.
struct StrayByte {
    std::byte byte{};
    bool operator==(const StrayByte&) const = default;
};

using PrinterAnswer = std::variant<RealTimeAnswer, AutomaticStatus, TransmittedStatus, ProcessDone,
                                   BuffersDropped, PrinterInfo, PictureKeys, StrayByte>;

/// Splits what an ESC/POS printer sends into answers, in whatever pieces it comes. Each kind is
/// known by the bits that are always set or never, so answers of several kinds may follow each
/// other. Total; holds at most kAnswerMax bytes.
///
/// source: Epson, ESC/POS Command Reference, "identification of transmission data"
class AnswerReader {
public:
    static constexpr std::size_t kAnswerMax = 96;

    std::vector<PrinterAnswer> feed(pos::BytesView bytes);
    /// Forgets an answer that has begun: the printer was switched off.
    void reset() { pending_.clear(); }

private:
    /// How many of the pending bytes are done with; 0: more must come.
    std::size_t take(std::vector<PrinterAnswer>& answers) const;
    std::size_t take_block(std::vector<PrinterAnswer>& answers) const;
    std::size_t take_automatic(std::vector<PrinterAnswer>& answers) const;

    pos::Bytes pending_;
};

}  // namespace drivers::printer
