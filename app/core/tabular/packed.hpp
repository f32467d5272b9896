#pragma once

#include <algorithm>
#include <array>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/core/tabular/input.hpp"

namespace app::core::tabular {

/// The packed bytes: what was read ahead to recognise them, then the rest.
class Packed {
public:
    Packed(std::unique_ptr<Input> input, std::string source)
        : input_(std::move(input)), source_(std::move(source)), bytes_(std::size_t{128} * 1024) {}

    /// Reads until `wanted` bytes lie ready or there are no more.
    std::expected<void, InputError> fill(std::size_t wanted) {
        while (end_ - at_ < wanted) {
            if (at_ > 0) {
                std::copy(bytes_.begin() + offset(at_), bytes_.begin() + offset(end_),
                          bytes_.begin());
                end_ -= at_;
                at_ = 0;
            }
            const auto got = input_->read(std::span{bytes_}.subspan(end_));
            if (!got) return std::unexpected{got.error()};
            if (*got == 0) return {};
            end_ += *got;
        }
        return {};
    }
    std::span<const char> ready() const { return std::span{bytes_}.subspan(at_, end_ - at_); }
    void take(std::size_t count) { at_ += count; }

    template <std::size_t N>
    bool starts_with(const std::array<char, N>& magic) const {
        return ready().size() >= N && std::equal(magic.begin(), magic.end(), ready().begin());
    }
    std::unexpected<InputError> damaged(std::string detail) const {
        return std::unexpected{
            InputError{InputErrorKind::bad_compression, source_, std::move(detail)}};
    }
    const std::string& source() const { return source_; }
    Input& input() { return *input_; }
    const Input& input() const { return *input_; }

private:
    static std::ptrdiff_t offset(std::size_t at) { return static_cast<std::ptrdiff_t>(at); }

    std::unique_ptr<Input> input_;
    std::string source_;
    std::vector<char> bytes_;
    std::size_t at_{0};
    std::size_t end_{0};
};

}  // namespace app::core::tabular
