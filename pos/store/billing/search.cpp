#include "pos/store/billing/search.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// A range of numbers: as typed and in capitals.
struct Beginnings {
    explicit Beginnings(std::string_view words)
        : from{words},
          to{from + std::string{kLastCharacter}},
          capitals_from{in_capitals(words)},
          capitals_to{capitals_from + std::string{kLastCharacter}} {}
    std::string from;
    std::string to;
    std::string capitals_from;
    std::string capitals_to;
};

/// `column` begins with $1 to $4.
std::string begins(std::string_view column) {
    return fmt::format("(({0} >= $1 AND {0} < $2) OR ({0} >= $3 AND {0} < $4))", column);
}

constexpr std::string_view kDocument =
    "SELECT d.number, d.kind, d.issued_on, d.payable_minor, d.currency, coalesce(a.number, ''), "
    "coalesce(p.name, '') FROM document d LEFT JOIN billing_account a ON a.account = d.account "
    "LEFT JOIN party p ON p.party = a.party WHERE ";

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
    const Beginnings of{words};
    auto done = db.each(
        std::string{kDocument} + begins("d.number") + " ORDER BY d.number LIMIT $5",
        [&](const db::Row& row) { found.push_back(read_found(row)); }, of.from, of.to,
        of.capitals_from, of.capitals_to, limit);
    if (!done) return store_error(std::move(done.error()));
    const auto numbers = numbered(db, words);
    if (!numbers) return store_error(numbers.error());
    for (const std::string& number : *numbers) {
        if (static_cast<std::int64_t>(found.size()) >= limit) break;
        if (std::ranges::find(found, number, &FoundDocument::number) != found.end()) continue;
        done = db.each(
            std::string{kDocument} + "d.number = $1",
            [&](const db::Row& row) { found.push_back(read_found(row)); }, number);
        if (!done) return store_error(std::move(done.error()));
    }
    return found;
}

Answer<std::vector<FoundPoint>> find_points(db::Connection& db, std::string_view words,
                                            std::int64_t limit) {
    std::map<std::pair<std::string, std::string>, FoundPoint> found;
    if (words.empty()) return std::vector<FoundPoint>{};
    const Beginnings of{words};
    const auto ask = [&](const std::string& sql) {
        return db.each(
            sql,
            [&](const db::Row& row) {
                FoundPoint one{std::string{row.text(0)}, std::string{row.text(1)},
                               std::string{row.text(2)}, "", ""};
                found.try_emplace({one.point, one.meter}, one);
            },
            of.from, of.to, of.capitals_from, of.capitals_to, limit);
    };
    const std::string counter =
        "SELECT r.point, r.meter, c.serial FROM meter_register r JOIN meter_counter c ON "
        "c.register = r.register WHERE ";
    auto done = ask(counter + begins("r.point") + " ORDER BY r.point, r.meter, c.position DESC " +
                    "LIMIT $5");
    if (done) done = ask(counter + begins("c.serial") + " ORDER BY c.serial LIMIT $5");
    if (done) {
        done = ask("SELECT DISTINCT p.code, '', '' FROM service_point p WHERE " + begins("p.code") +
                   " AND NOT EXISTS (SELECT 1 FROM meter_register r WHERE r.point = p.code) " +
                   "ORDER BY p.code LIMIT $5");
    }
    std::vector<FoundPoint> points;
    for (auto& [key, one] : found) {
        if (!done || static_cast<std::int64_t>(points.size()) >= limit) break;
        done = db.each(
            "SELECT a.number, p.name FROM service_point o JOIN subscription s ON s.subscription = "
            "o.subscription JOIN billing_account a ON a.account = s.account JOIN party p ON "
            "p.party = a.party WHERE o.code = $1 ORDER BY o.from_at DESC LIMIT 1",
            [&one](const db::Row& row) {
                row.get(0, one.account);
                row.get(1, one.name);
            },
            one.point);
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
    const Beginnings of{words};
    auto done = db.each(
        "SELECT s.number, a.number, p.name FROM subscription s JOIN billing_account a ON a.account "
        "= s.account JOIN party p ON p.party = a.party WHERE " +
            begins("s.number") + " ORDER BY s.number LIMIT $5",
        [&](const db::Row& row) {
            found.push_back(
                {std::string{row.text(0)}, std::string{row.text(1)}, std::string{row.text(2)}});
        },
        of.from, of.to, of.capitals_from, of.capitals_to, limit);
    if (!done) return store_error(std::move(done.error()));
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

}  // namespace pos::store::billing
