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
constexpr std::string_view kQuotes =
    "SELECT q.number, q.issued_on, q.valid_until, q.payable_minor, q.currency, a.number, p.name "
    "FROM quote q JOIN billing_account a ON a.account = q.account JOIN party p ON p.party = "
    "a.party WHERE q.number >= $1 AND q.number < $2 ORDER BY q.number LIMIT $3";
// References may be longer than what an index holds of them.
constexpr std::string_view kPaymentReferences =
    "SELECT m.payment, m.reference, m.external_id, m.received_on, m.amount_minor, m.currency, "
    "a.number, p.name FROM payment m JOIN billing_account a ON a.account = m.account JOIN party p "
    "ON p.party = a.party WHERE substr(m.reference, 1, 80) >= $1 AND substr(m.reference, 1, 80) < "
    "$2 ORDER BY substr(m.reference, 1, 80), m.entry LIMIT $3";
constexpr std::string_view kPaymentIds =
    "SELECT m.payment, m.reference, m.external_id, m.received_on, m.amount_minor, m.currency, "
    "a.number, p.name FROM payment m JOIN billing_account a ON a.account = m.account JOIN party p "
    "ON p.party = a.party WHERE m.external_id <> '' AND m.external_id >= $1 AND m.external_id < $2 "
    "ORDER BY m.external_id LIMIT $3";
constexpr std::string_view kMandates =
    "SELECT d.reference, d.holder, d.iban, d.ended_on, a.number, p.name FROM mandate d JOIN "
    "billing_account a ON a.account = d.account JOIN party p ON p.party = a.party WHERE "
    "d.reference >= $1 AND d.reference < $2 ORDER BY d.reference LIMIT $3";
constexpr std::string_view kIbans =
    "SELECT d.reference, d.holder, d.iban, d.ended_on, a.number, p.name FROM mandate d JOIN "
    "billing_account a ON a.account = d.account JOIN party p ON p.party = a.party WHERE d.iban >= "
    "$1 AND d.iban < $2 ORDER BY d.iban, d.reference LIMIT $3";
constexpr std::array kStatements{kDocuments,     kPoints, kSerials,           kBarePoints,
                                 kSubscriptions, kQuotes, kPaymentReferences, kPaymentIds,
                                 kMandates,      kIbans};

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

template <class Found>
void cut_to(std::int64_t limit, std::vector<Found>& found) {
    if (static_cast<std::int64_t>(found.size()) > limit) {
        found.resize(static_cast<std::size_t>(limit));
    }
}

/// The first ones by their numbers, each once.
template <class Found>
void keep_first(std::vector<Found>& found, std::string Found::* number, std::int64_t limit) {
    std::ranges::sort(found, {}, number);
    const auto [first, last] = std::ranges::unique(found, {}, number);
    found.erase(first, last);
    cut_to(limit, found);
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

FoundQuote found_quote(const db::Row& row) {
    FoundQuote one;
    row.get(0, one.number);
    row.get(1, one.issued_on);
    row.get(2, one.valid_until);
    one.payable = {row.integer(3), get_currency(row, 4)};
    row.get(5, one.account);
    row.get(6, one.name);
    return one;
}

FoundPayment found_payment(const db::Row& row) {
    FoundPayment one;
    row.get(0, one.payment);
    row.get(1, one.reference);
    row.get(2, one.external_id);
    row.get(3, one.received_on);
    one.amount = {row.integer(4), get_currency(row, 5)};
    row.get(6, one.account);
    row.get(7, one.name);
    return one;
}

FoundMandate found_mandate(const db::Row& row) {
    FoundMandate one;
    row.get(0, one.reference);
    row.get(1, one.holder);
    row.get(2, one.iban);
    row.get(3, one.ended_on);
    row.get(4, one.account);
    row.get(5, one.name);
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

/// What is numbered in series, by its number: whatever begins so, or ends in these digits.
template <class Found>
Answer<std::vector<Found>> find_numbered(db::Connection& db, std::string_view sql,
                                         std::string_view words, std::int64_t limit,
                                         Found (*read)(const db::Row&)) {
    std::vector<Found> found;
    if (words.empty()) return found;
    const auto take = [&](const db::Row& row) { found.push_back(read(row)); };
    auto done = begin_with(db, sql, words, limit, take);
    if (!done) return store_error(std::move(done.error()));
    keep_first(found, &Found::number, limit);
    const auto numbers = numbered(db, words);
    if (!numbers) return store_error(numbers.error());
    for (const std::string& number : *numbers) {
        if (static_cast<std::int64_t>(found.size()) >= limit) break;
        if (std::ranges::find(found, number, &Found::number) != found.end()) continue;
        // Alone in its range: no number goes on behind a whole one.
        const auto one = db.each(sql, take, number, number + ' ', limit);
        if (!one) return store_error(one.error());
    }
    return found;
}

}  // namespace

Answer<std::vector<FoundDocument>> find_documents(db::Connection& db, std::string_view words,
                                                  std::int64_t limit) {
    return find_numbered(db, kDocuments, words, limit, read_found);
}

Answer<std::vector<FoundQuote>> find_quotes(db::Connection& db, std::string_view words,
                                            std::int64_t limit) {
    return find_numbered(db, kQuotes, words, limit, found_quote);
}

Answer<std::vector<FoundPayment>> find_payments(db::Connection& db, std::string_view words,
                                                std::int64_t limit) {
    std::vector<FoundPayment> found;
    if (words.empty()) return found;
    const auto take = [&](const db::Row& row) {
        FoundPayment one = found_payment(row);
        if (std::ranges::find(found, one.payment, &FoundPayment::payment) == found.end()) {
            found.push_back(std::move(one));
        }
    };
    for (const std::string_view sql : {kPaymentReferences, kPaymentIds}) {
        auto done = begin_with(db, sql, words, limit, take);
        if (!done) return store_error(std::move(done.error()));
    }
    std::ranges::stable_sort(found, {}, &FoundPayment::reference);
    cut_to(limit, found);
    return found;
}

Answer<std::vector<FoundMandate>> find_mandates(db::Connection& db, std::string_view words,
                                                std::int64_t limit) {
    std::vector<FoundMandate> found;
    if (words.empty()) return found;
    const auto take = [&](const db::Row& row) { found.push_back(found_mandate(row)); };
    std::string iban{words};
    std::erase(iban, ' ');
    auto done = begin_with(db, kMandates, words, limit, take);
    if (done && !iban.empty()) done = begin_with(db, kIbans, iban, limit, take);
    if (!done) return store_error(std::move(done.error()));
    keep_first(found, &FoundMandate::reference, limit);
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
    keep_first(found, &FoundSubscription::number, limit);
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
