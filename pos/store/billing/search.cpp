#include "pos/store/billing/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "pos/store/columns.hpp"
#include "pos/store/parties/parties.hpp"
#include "pos/store/parties/search_text.hpp"

namespace pos::store::billing {

namespace {

/// Behind every text that begins with what is in front of it.
constexpr std::string_view kLastCharacter = "\xF4\x8F\xBF\xBF";

std::string in_capitals(std::string_view text) {
    std::string capitals{text};
    std::ranges::transform(capitals, capitals.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return capitals;
}

/// Who is in a range of texts: $1 and $2, each by an index, so that a short beginning of many costs
/// no more than the first ones; $3 says how many.
constexpr std::string_view kDocuments =
    "SELECT d.number, d.kind, d.issued_on, d.payable_minor, d.currency, coalesce(a.number, ''), "
    "coalesce(p.name, '') FROM document d LEFT JOIN billing_account a ON a.account = d.account "
    "LEFT JOIN party p ON p.party = a.party WHERE d.number >= $1 AND d.number < $2 ORDER BY "
    "d.number LIMIT $3";
constexpr std::string_view kPoints =
    "SELECT r.point, r.meter, c.serial FROM meter_register r JOIN meter_counter c ON c.register = "
    "r.register WHERE r.point >= $1 AND r.point < $2 ORDER BY r.point, r.meter, c.position DESC "
    "LIMIT $3";
constexpr std::string_view kSerials =
    "SELECT r.point, r.meter, c.serial FROM meter_counter c JOIN meter_register r ON r.register = "
    "c.register WHERE c.serial >= $1 AND c.serial < $2 ORDER BY c.serial LIMIT $3";
constexpr std::string_view kBarePoints =
    "SELECT DISTINCT p.code, '', '' FROM service_point p WHERE p.code >= $1 AND p.code < $2 AND "
    "NOT EXISTS (SELECT 1 FROM meter_register r WHERE r.point = p.code) ORDER BY p.code LIMIT $3";
constexpr std::string_view kSubscriptions =
    "SELECT s.number, a.number, p.name FROM subscription s JOIN billing_account a ON a.account = "
    "s.account JOIN party p ON p.party = a.party WHERE s.number >= $1 AND s.number < $2 ORDER BY "
    "s.number LIMIT $3";
constexpr std::array kStatements{kDocuments, kPoints, kSerials, kBarePoints, kSubscriptions};

/// Asks for what begins with the words, as typed and, if that is something else, in capitals.
template <class OnRow>
db::Result<void> begin_with(db::Connection& db, std::string_view sql, std::string_view words,
                            std::int64_t limit, OnRow on_row) {
    const std::string typed{words};
    const std::string capitals = in_capitals(words);
    for (const std::string* from : {&typed, &capitals}) {
        if (from == &capitals && capitals == typed) break;
        auto done = db.each(sql, on_row, *from, *from + std::string{kLastCharacter}, limit);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    return {};
}

/// The first ones by their numbers, each once.
template <class Found>
void keep_first(std::vector<Found>& found, std::int64_t limit) {
    std::ranges::sort(found, {}, &Found::number);
    const auto [first, last] = std::ranges::unique(found, {}, &Found::number);
    found.erase(first, last);
    if (static_cast<std::int64_t>(found.size()) > limit) {
        found.resize(static_cast<std::size_t>(limit));
    }
}

FoundDocument read_found(const db::Row& row) {
    FoundDocument one;
    row.get(0, one.number);
    one.kind = static_cast<journal::DocumentKind>(row.integer(1));
    row.get(2, one.issued_on);
    one.payable = {row.integer(3), get_currency(row, 4)};
    row.get(5, one.account);
    row.get(6, one.name);
    return one;
}

/// Numbers of every series that end in these digits, as they are written.
db::Result<std::vector<std::string>> numbered(db::Connection& db, std::string_view digits) {
    std::vector<std::string> numbers;
    const bool is_number = !digits.empty() && digits.size() <= 12 &&
                           std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number) return numbers;
    auto done =
        db.each("SELECT series FROM number_series ORDER BY series", [&](const db::Row& row) {
            numbers.push_back(fmt::format("{}-{:0>6}", row.text(0), digits));
        });
    if (!done) return std::unexpected{std::move(done.error())};
    return numbers;
}

}  // namespace

Answer<std::vector<FoundDocument>> find_documents(db::Connection& db, std::string_view words,
                                                  std::int64_t limit) {
    std::vector<FoundDocument> found;
    if (words.empty()) return found;
    const auto take = [&](const db::Row& row) { found.push_back(read_found(row)); };
    auto done = begin_with(db, kDocuments, words, limit, take);
    if (!done) return store_error(std::move(done.error()));
    keep_first(found, limit);
    const auto numbers = numbered(db, words);
    if (!numbers) return store_error(numbers.error());
    for (const std::string& number : *numbers) {
        if (static_cast<std::int64_t>(found.size()) >= limit) break;
        if (std::ranges::find(found, number, &FoundDocument::number) != found.end()) continue;
        // Alone in its range: no number goes on behind a whole one.
        const auto one = db.each(kDocuments, take, number, number + ' ', limit);
        if (!one) return store_error(one.error());
    }
    return found;
}

Answer<std::vector<FoundPoint>> find_points(db::Connection& db, std::string_view words,
                                            std::int64_t limit) {
    std::map<std::pair<std::string, std::string>, FoundPoint> found;
    if (words.empty()) return std::vector<FoundPoint>{};
    const auto take = [&](const db::Row& row) {
        FoundPoint one{std::string{row.text(0)}, std::string{row.text(1)}, std::string{row.text(2)},
                       "", ""};
        found.try_emplace({one.point, one.meter}, one);
    };
    db::Result<void> done{};
    for (const std::string_view sql : {kPoints, kSerials, kBarePoints}) {
        if (done) done = begin_with(db, sql, words, limit, take);
    }
    std::vector<FoundPoint> points;
    for (auto& [key, one] : found) {
        if (!done || static_cast<std::int64_t>(points.size()) >= limit) break;
        const auto whose = db.each(
            "SELECT a.number, p.name FROM service_point o JOIN subscription s ON s.subscription = "
            "o.subscription JOIN billing_account a ON a.account = s.account JOIN party p ON "
            "p.party = a.party WHERE o.code = $1 ORDER BY o.from_at DESC LIMIT 1",
            [&one](const db::Row& row) {
                row.get(0, one.account);
                row.get(1, one.name);
            },
            one.point);
        if (!whose) return store_error(whose.error());
        points.push_back(std::move(one));
    }
    if (!done) return store_error(std::move(done.error()));
    return points;
}

Answer<std::vector<FoundSubscription>> find_subscriptions(db::Connection& db,
                                                          std::string_view words,
                                                          std::int64_t limit) {
    std::vector<FoundSubscription> found;
    if (words.empty()) return found;
    auto done = begin_with(db, kSubscriptions, words, limit, [&](const db::Row& row) {
        found.push_back(
            {std::string{row.text(0)}, std::string{row.text(1)}, std::string{row.text(2)}});
    });
    if (!done) return store_error(std::move(done.error()));
    keep_first(found, limit);
    return found;
}

Answer<std::vector<customer::Party>> find_unbilled(db::Connection& db, std::string_view words,
                                                   std::int64_t limit) {
    std::vector<customer::Party> found;
    auto done = db.each(
        fmt::format("SELECT {} FROM party WHERE into_party IS NULL AND erased = 0 AND search LIKE "
                    "$1 ESCAPE '\\' AND NOT EXISTS (SELECT 1 FROM billing_account a WHERE a.party "
                    "= party.party) ORDER BY name, number LIMIT $2",
                    parties::kPartyColumns),
        [&](const db::Row& row) { found.push_back(parties::read_party(row, 0)); },
        parties::pattern_of(words), limit);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

std::span<const std::string_view> search_statements() {
    return kStatements;
}

}  // namespace pos::store::billing
