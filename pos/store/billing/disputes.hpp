#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/ulid.hpp"
#include "pos/money/currency.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// What customers say they do not owe.
namespace pos::store::billing {

/// Stored: never changed.
enum class DisputeState : std::uint8_t { open = 1, credited = 2, rejected = 3 };
struct Dispute {
    Ulid dispute{};
    Ulid document{};
    Ulid account{};
    std::int64_t amount_minor{0};
    std::string reason;
    Date opened_on{};
    std::string opened_by;
    DisputeState state{DisputeState::open};
    std::string answer;  // the credit note's number, or why it was rejected
    std::optional<Date> closed_on;
    std::string closed_by;
    bool operator==(const Dispute&) const = default;
};

/// Within the caller's transaction. False: the document has an open one.
db::Result<bool> put_dispute(db::Connection& db, const Dispute& dispute);
/// Closes the open one of a document. False: there is none.
db::Result<bool> close_dispute(db::Connection& db, const Dispute& closed);
db::Result<std::optional<Dispute>> open_dispute(db::Connection& db, const Ulid& document);

struct DisputeRow {
    Dispute dispute;
    std::string number;   // the document's
    std::string account;  // its number
    std::string name;
    Currency currency{};
    std::int64_t open_minor{0};  // of the document
};
struct DisputeFilter {
    bool open_only{false};
    std::optional<Ulid> document{};
    std::int64_t limit{1'000};
};
/// The latest first.
Answer<std::vector<DisputeRow>> disputes(db::Connection& db, const DisputeFilter& filter);

/// For queries of open items, which they call "o": how much of one is disputed, of what is open at
/// most all; 0 where nothing is.
std::string_view disputed_sql();

}  // namespace pos::store::billing
