#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/bank/order.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Refunds that go to customers' bank accounts.
namespace pos::store::billing {

/// Stored: never changed.
enum class TransferState : std::uint8_t {
    waits = 1,      // for a file
    ordered = 2,    // in one
    paid = 3,       // the bank says so
    returned = 4,   // it came back
    withdrawn = 5,  // it never went to the bank
};
struct Transfer {
    Ulid transfer{};
    Ulid account{};
    std::string refund;  // the external id of the refund in the books
    std::int64_t amount_minor{0};
    pos::billing::bank::AccountHolder to;
    std::string reason;
    std::optional<Date> pay_on;  // set once it is ordered
    std::string message;         // of the file that it is in
    TransferState state{TransferState::waits};
    std::string said;  // why it came back
    Instant asked_at{};
    Instant at{};
    bool operator==(const Transfer&) const = default;
};

/// Within the caller's transaction. False: that refund has one already.
db::Result<bool> put_transfer(db::Connection& db, const Transfer& transfer);
/// Changes all but what it is for and where it goes. False: it is not in the state that it was in.
db::Result<bool> change_transfer(db::Connection& db, const Transfer& transfer, TransferState was);

struct TransferRow {
    Transfer transfer;
    std::string account;  // its number
    std::string name;
};
struct TransferFilter {
    std::string_view message{};  // of one file
    std::optional<TransferState> state{};
    std::optional<Ulid> account{};
    std::int64_t skip{0};
    std::int64_t limit{1'000};
};
/// The latest first.
Answer<std::vector<TransferRow>> transfers(db::Connection& db, const TransferFilter& filter);
Answer<std::optional<TransferRow>> transfer_of(db::Connection& db, const Ulid& transfer);
Answer<std::optional<TransferRow>> transfer_of_refund(db::Connection& db, std::string_view refund);

}  // namespace pos::store::billing
