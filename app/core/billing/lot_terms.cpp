#include "app/core/billing/lot_terms.hpp"

#include <algorithm>

#include "app/core/billing/subscribe.hpp"

namespace app::core::billing {

namespace {

constexpr std::int64_t kDay_ms = 86'400'000;

}  // namespace

std::unexpected<Failure> other_credit(const std::string& external_id) {
    return refuse(Why::other, "other_credit", external_id + " is the id of other credit.");
}

Outcome<std::vector<std::string>> read_scope(const std::vector<std::string>& charges) {
    for (const std::string& charge : charges) {
        if (charge.empty() || charge.find('\n') != charge.npos) {
            return misuse(Why::other, "scope_code", "A charge's code is empty, or has two lines.");
        }
    }
    return charges;
}

Outcome<LotTerms> read_terms(const NewLot& asked, const pos::locale::Zone& zone, pos::Instant now) {
    LotTerms terms;
    const auto from =
        asked.effective.empty() ? Outcome<pos::Instant>{now} : read_time(asked.effective, zone);
    if (!from) return std::unexpected{from.error()};
    terms.effective = *from;
    if (!asked.expires.empty()) {
        const auto to = read_time(asked.expires, zone);
        if (!to) return std::unexpected{to.error()};
        if (*to <= terms.effective || *to <= now) {
            return misuse(Why::never, asked.expires,
                          "Credit that expires on " + asked.expires + " would never count.");
        }
        terms.expires = *to;
    }
    if (asked.lifetime_days > 0)
        terms.expires = pos::Instant{terms.effective.unix_ms + asked.lifetime_days * kDay_ms};
    auto scope = read_scope(asked.charges);
    if (!scope) return std::unexpected{scope.error()};
    terms.scope = std::move(*scope);
    if (asked.external_id.starts_with(kRecurringId)) {
        return misuse(Why::other, "recurring_id",
                      asked.external_id + " is an id as rules give it: choose another.");
    }
    return terms;
}

std::vector<std::string> codes_of(std::string_view lines) {
    std::vector<std::string> codes;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size());
        codes.emplace_back(lines.substr(0, end));
        lines.remove_prefix(std::min(lines.size(), end + 1));
    }
    return codes;
}

std::string lines_of_codes(const std::vector<std::string>& codes) {
    std::string lines;
    for (const std::string& code : codes) lines += (lines.empty() ? "" : "\n") + code;
    return lines;
}

}  // namespace app::core::billing
