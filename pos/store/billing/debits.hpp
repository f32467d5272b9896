#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/billing/bank/order.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Mandates of customers, and what was collected with them.
namespace pos::store::billing {

struct Mandate {
    std::string reference;
    Ulid account{};
    pos::billing::bank::AccountHolder holder;
    pos::billing::bank::DebitScheme scheme{pos::billing::bank::DebitScheme::core};
    bool one_time{false};
    Date signed_on{};
    std::int64_t collected{0};
    std::optional<Date> ended_on;
    bool ends_with_next{false};  // its next collection is, or was, the last
    Instant at{};
    bool operator==(const Mandate&) const = default;

    /// Whether something can be collected with it on that day.
    bool is_in_force(Date today) const {
        return (!ended_on || *ended_on > today) && !(one_time && collected > 0);
    }
};
/// Within the caller's transaction. False: the reference is another account's.
db::Result<bool> put_mandate(db::Connection& db, const Mandate& mandate);
db::Result<std::optional<Mandate>> mandate_of(db::Connection& db, std::string_view reference);
/// Of one account, or of all.
db::Result<std::vector<Mandate>> mandates(db::Connection& db, std::optional<Ulid> account,
                                          std::int64_t limit);
/// Of these accounts.
db::Result<std::vector<Mandate>> mandates_among(db::Connection& db, std::span<const Ulid> accounts);
/// The one of these that collects on a day, as collectable() has it: of those that have not ended
/// by then and are not used up the newest. Null: none does.
///
/// requires: all are one account's
const Mandate* mandate_in_force(std::span<const Mandate> mandates, Date on);

/// Stored: never changed.
enum class DebitState : std::uint8_t { ordered = 1, paid = 2, returned = 3, withdrawn = 4 };
struct Debit {
    Ulid debit{};
    Ulid document{};
    std::string mandate;
    pos::billing::bank::Sequence sequence{pos::billing::bank::Sequence::recurring};
    std::int64_t amount_minor{0};
    Date collect_on{};
    std::string message;
    DebitState state{DebitState::ordered};
    std::string said;
    Instant at{};
};

/// An invoice that can be collected: open, due by then, of an account with a mandate that holds.
struct Collectable {
    Ulid document{};
    std::string number;
    std::int64_t open_minor{0};  // without what is disputed
    Mandate mandate;             // the newest of the account's
};
/// In euro, of that scheme, without those that are being collected, and those that came back and
/// are not to be collected again. By the document's number.
db::Result<std::vector<Collectable>> collectable(db::Connection& db, Date due_by,
                                                 pos::billing::bank::DebitScheme scheme, Date today,
                                                 std::int64_t limit);

/// An invoice that is open and due by then, of an account that has given a mandate, and that is not
/// collected all the same.
struct NotCollectable {
    std::string number;   // the document's
    std::string account;  // its number
    std::string name;
    std::int64_t open_minor{0};
    /// "on_its_way" to the bank already, "disputed", "charged" at a payment provider,
    /// "mandate_over": ended or used up, "other_scheme": the mandate is for the other one, or
    /// "came_back": its last collection did, and nobody said that it is to be collected again
    std::string reason;
};
/// In euro. By the document's number.
db::Result<std::vector<NotCollectable>> not_collectable(db::Connection& db, Date due_by,
                                                        pos::billing::bank::DebitScheme scheme,
                                                        Date today, std::int64_t limit);

/// Which of these documents a bank was told to collect and has not said yet what came of that, and
/// the mandate of each.
db::Result<std::map<Ulid, std::string>> with_bank(db::Connection& db,
                                                  std::span<const Ulid> documents);
/// Which of these documents a collection came back of, and no other is on its way nor is to be
/// ordered: nothing collects them by itself any more.
db::Result<std::set<Ulid>> came_back(db::Connection& db, std::span<const Ulid> documents);
/// Whether a collection of it ever came back, whatever was said of that.
db::Result<bool> ever_came_back(db::Connection& db, const Ulid& document);
/// Whether a collection of it came back, and it is to be collected all the same.
db::Result<bool> is_collected_again(db::Connection& db, const Ulid& document);
/// Whether what came back of it is to be collected with the next order, or keeps it from that.
db::Result<void> collect_again(db::Connection& db, const Ulid& document, bool again);
/// Within the caller's transaction. False: it is being collected already.
db::Result<bool> put_debit(db::Connection& db, const Debit& debit);
/// False: it is not in the state that it was in.
db::Result<bool> change_debit(db::Connection& db, const Debit& debit, DebitState was);

/// What is being done about the document of a collection that came back.
enum class AfterReturn : std::uint8_t {
    nothing,    // it did not come back
    transfer,   // the customer is to transfer it
    next_file,  // the next order collects it
    with_bank,  // it is ordered again
    settled,    // nothing is open of it any more
};
/// Its name for machines; empty: it did not come back.
std::string_view key_of(AfterReturn after);
struct DebitRow {
    Debit debit;
    std::string number;   // the document's
    std::string account;  // its number
    std::string name;
    std::int64_t open_minor{0};  // of the document, by now
    AfterReturn after{AfterReturn::nothing};
};
/// Of one file, or of all; the latest first.
Answer<std::vector<DebitRow>> debits(db::Connection& db, std::string_view message,
                                     std::int64_t limit);
/// Of one file, or of all: those that came back and whose customer is to transfer what is open, the
/// latest first. A document is there once.
Answer<std::vector<DebitRow>> debits_to_transfer(db::Connection& db, std::string_view message,
                                                 std::int64_t limit);
/// Likewise those that the next order collects again.
Answer<std::vector<DebitRow>> debits_to_collect_again(db::Connection& db, std::string_view message,
                                                      std::int64_t limit);
Answer<std::optional<DebitRow>> debit_of(db::Connection& db, const Ulid& debit);

}  // namespace pos::store::billing
