#pragma once

#include <array>
#include <optional>

#include "drivers/transport/pipe.hpp"

namespace drivers::scale {

/// The bytes that come from a scale, cut into answers.
class AnswerLine {
public:
    enum class Failure : std::uint8_t { late, broken };

    /// Throws away what came unasked.
    void forget() { waiting_.clear(); }

    bool send(transport::Pipe& line, pos::BytesView bytes, transport::Deadline until) {
        return static_cast<bool>(line.write(bytes, until));
    }

    /// The next answer, as `end_of` finds its end: std::optional<std::size_t>(pos::BytesView).
    template <class EndOf>
    std::expected<pos::Bytes, Failure> next(transport::Pipe& line, transport::Deadline until,
                                            EndOf end_of) {
        constexpr std::size_t kAnswerMax = 256;
        for (;;) {
            if (const auto end = end_of(pos::BytesView{waiting_})) {
                const auto cut = waiting_.begin() + static_cast<std::ptrdiff_t>(*end);
                pos::Bytes answer(waiting_.begin(), cut);
                waiting_.erase(waiting_.begin(), cut);
                return answer;
            }
            if (waiting_.size() > kAnswerMax) waiting_.clear();  // no scale talks so long
            std::array<std::byte, 64> room{};
            const auto got = line.read(room, until);
            if (got) {
                waiting_.insert(waiting_.end(), room.begin(),
                                room.begin() + static_cast<std::ptrdiff_t>(*got));
                continue;
            }
            switch (got.error().fault) {
                case transport::Fault::woken:
                case transport::Fault::stalled:
                    continue;
                case transport::Fault::timed_out:
                    return std::unexpected{Failure::late};
                case transport::Fault::not_found:
                case transport::Fault::in_use:
                case transport::Fault::not_allowed:
                case transport::Fault::gone:
                case transport::Fault::refused:
                case transport::Fault::unreachable:
                case transport::Fault::cancelled:
                case transport::Fault::not_possible:
                case transport::Fault::input_output:
                    return std::unexpected{Failure::broken};
            }
        }
    }

private:
    pos::Bytes waiting_;
};

}  // namespace drivers::scale
