#include "drivers/printer/answers.hpp"

#include <algorithm>

namespace drivers::printer {

namespace {

// First bytes of answers that end with a NUL.
constexpr std::byte kBlockOfData{0x37};
constexpr std::byte kBlockOfInfo{0x5F};
// What stands behind kBlockOfData.
constexpr std::byte kProcessId{0x22};
constexpr std::byte kDropped{0x25};
constexpr std::byte kPictureKeys{0x72};
constexpr std::byte kMoreFollows{0x41};
constexpr std::size_t kProcessIdSize = 4;
// Flow control of serial printers.
constexpr std::byte kXon{0x11};
constexpr std::byte kXoff{0x13};

bool looks_like(std::byte byte, unsigned mask, unsigned value) {
    return (std::to_integer<unsigned>(byte) & mask) == value;
}

/// `body`: which answer, whether more follows, then keys of two characters.
PictureKeys keys_of(pos::BytesView body) {
    PictureKeys answer{.keys = {}, .more = body[1] == kMoreFollows};
    for (std::size_t at = 2; at + 1 < body.size(); at += 2) {
        answer.keys.push_back(
            {std::to_integer<std::uint8_t>(body[at]), std::to_integer<std::uint8_t>(body[at + 1])});
    }
    return answer;
}

std::string text_of(pos::BytesView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

std::vector<PrinterAnswer> AnswerReader::feed(pos::BytesView bytes) {
    std::vector<PrinterAnswer> answers;
    for (const std::byte byte : bytes) {
        pending_.push_back(byte);
        for (std::size_t used = take(answers); used > 0; used = take(answers)) {
            pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(used));
        }
    }
    return answers;
}

std::size_t AnswerReader::take(std::vector<PrinterAnswer>& answers) const {
    if (pending_.empty()) return 0;
    const std::byte first = pending_[0];
    if (first == kXon || first == kXoff) return 1;
    if (first == kBlockOfData || first == kBlockOfInfo) return take_block(answers);
    if (looks_like(first, 0x93, 0x10)) return take_automatic(answers);
    if (looks_like(first, 0x93, 0x12)) {
        answers.emplace_back(RealTimeAnswer{first});
    } else if (looks_like(first, 0x90, 0x00)) {
        answers.emplace_back(TransmittedStatus{first});
    } else {
        answers.emplace_back(StrayByte{first});
    }
    return 1;
}

std::size_t AnswerReader::take_block(std::vector<PrinterAnswer>& answers) const {
    const auto end = std::ranges::find(pending_, std::byte{0});
    if (end == pending_.end()) {
        if (pending_.size() < kAnswerMax) return 0;
        answers.emplace_back(StrayByte{pending_[0]});
        return 1;
    }
    const auto size = static_cast<std::size_t>(end - pending_.begin());
    const auto body = pos::BytesView{pending_}.subspan(1, size - 1);
    if (pending_[0] == kBlockOfInfo) {
        answers.emplace_back(PrinterInfo{text_of(body)});
    } else if (body.size() == 1 + kProcessIdSize && body[0] == kProcessId) {
        answers.emplace_back(ProcessDone{text_of(body.subspan(1))});
    } else if (!body.empty() && body[0] == kDropped) {
        answers.emplace_back(BuffersDropped{});
    } else if (body.size() >= 2 && body[0] == kPictureKeys) {
        answers.emplace_back(keys_of(body));
    }
    return size + 1;
}

std::size_t AnswerReader::take_automatic(std::vector<PrinterAnswer>& answers) const {
    for (std::size_t i = 1; i < std::min<std::size_t>(pending_.size(), 4); ++i) {
        if (looks_like(pending_[i], 0x90, 0x00)) continue;
        answers.emplace_back(StrayByte{pending_[0]});
        return 1;
    }
    if (pending_.size() < 4) return 0;
    answers.emplace_back(AutomaticStatus{{pending_[0], pending_[1], pending_[2], pending_[3]}});
    return 4;
}

}  // namespace drivers::printer
