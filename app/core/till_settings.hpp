#pragma once

#include <array>
#include <string>
#include <string_view>

#include "app/core/failure.hpp"
#include "app/core/register_service.hpp"

namespace app::core {

/// A setting of one till: "language", "card". See read_till_setting.
struct TillSetting {
    std::string name;
    std::string value;
};

/// The languages that the till speaks, by the names of their files.
inline constexpr std::array<std::string_view, 5> kTillLanguages{"en", "de", "fr", "es", "he"};

/// Under which it lies in the shop.
std::string till_setting_key(std::string_view name);

/// Keeps it, and journals who changed it; the value of a password stays out of the journal.
pos::store::Answer<void> write_till_setting(pos::store::Store& store, const TillSetting& setting,
                                            const pos::journal::When& when,
                                            const pos::journal::Actor& user, pos::Instant at);

}  // namespace app::core
