#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/given_settings.hpp"
#include "app/core/open_shop.hpp"

namespace app::core {

/// What a shop is to say about itself, as people write it; what is not said stays as it is.
struct SettingsChange {
    std::optional<std::string> name;
    std::optional<std::vector<std::string>> address;  // line by line
    std::optional<std::string> tax_number;
    std::optional<std::vector<std::string>> footer;
    std::optional<std::string> cash_step;     // "0.05"
    std::optional<std::string> lock_minutes;  // "5"; 0 never
    std::vector<std::string> own;  // at head office: those that are each shop's own again: "footer"
    std::string branch;            // at head office: of that branch alone
    std::string by;                // who changes it; empty: the first manager
};

/// What is known, with the change in place of some.
///
/// errors: a line that is too long, too many of them, a sum that is no coin, minutes that are none
Outcome<GivenSettings> changed_settings(GivenSettings known, const SettingsChange& change,
                                        pos::Currency currency);
/// All of it in one line: for the journal.
std::string settings_words(const GivenSettings& given, pos::Currency currency);

/// Changes the settings of a shop, or at head office what it gives its branches, and notes it in
/// the journal. Tills hear of it within seconds and go by it from their next customer on.
///
/// errors: a sum that is no coin, minutes that are none; a branch in a shop that is no head office,
///         or that is not there; a till that has joined one, where these are the office's
Outcome<void> change_settings(const std::string& where,
                              const pos::store::StoreOptions& store_options,
                              const SettingsChange& change, pos::Instant now);

/// A shop's settings as its tills go by them, or what head office gives.
struct KnownSettings {
    GivenSettings settings;
    pos::Currency currency{};
    bool given{false};  // by head office: what is not there is each shop's own
};
Outcome<KnownSettings> known_settings(pos::store::Reader& reader, const std::string& branch);

}  // namespace app::core
