#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/billing/wallet.hpp"
#include "app/core/failure.hpp"
#include "pos/locale/zone.hpp"

namespace app::core::billing {

/// What external ids begin with of lots that a rule grants.
inline constexpr std::string_view kRecurringId = "recurring:";

/// From when until when a lot counts, and for what.
struct LotTerms {
    pos::Instant effective{};
    std::optional<pos::Instant> expires;
    std::vector<std::string> scope;
};
/// errors: a time that makes no sense, or that would be over before it begins; a charge without a
///         code; an id that is a rule's
Outcome<LotTerms> read_terms(const NewLot& asked, const pos::locale::Zone& zone, pos::Instant now);

/// That an external id is that of other credit.
std::unexpected<Failure> other_credit(const std::string& external_id);

/// errors: one of them is empty, or has two lines
Outcome<std::vector<std::string>> read_scope(const std::vector<std::string>& charges);

/// Codes as a column has them, a line each, and back.
std::vector<std::string> codes_of(std::string_view lines);
std::string lines_of_codes(const std::vector<std::string>& codes);

}  // namespace app::core::billing
