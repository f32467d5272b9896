#pragma once

#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "pos/locale/locale.hpp"

namespace pos::locale {

/// The order in which people of a language list words; numbers inside by value (Milk 2 before 10).
///
/// threads: any number at once
class Collation {
public:
    static std::expected<Collation, LocaleError> open(std::string_view tag);
    Collation(Collation&&) noexcept;
    Collation& operator=(Collation&&) noexcept;
    ~Collation();

    /// Below, at or above 0.
    int compare(std::string_view a, std::string_view b) const;
    /// Bytes that compare as the texts do.
    std::string key(std::string_view text) const;

private:
    struct State;
    explicit Collation(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace pos::locale
