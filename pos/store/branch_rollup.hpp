#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "pos/journal/projection.hpp"
#include "pos/report/takings.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/db/error.hpp"

/// What each branch took on a business day, as a whole and in parts: coarser than the roll-ups of
/// tills, so that a year of a chain is read in a moment. They follow from those and from the sales.
namespace pos::store {

/// Stored by their numbers.
enum class BranchPart : std::uint8_t { day, hour, cashier, department, tender, item };
inline constexpr int kBranchParts = 6;

struct BranchKey {
    BranchPart part{BranchPart::day};
    Date business_date{};
    std::string branch;
    Currency currency{};
    std::string key;  // see assets/sql
    auto operator<=>(const BranchKey&) const = default;
};
struct BranchFigures {
    std::string name;          // of the cashier, department, tender or item: the one seen last
    Quantity quantity{};       // by department and item
    std::int64_t payments{0};  // by tender
    journal::Takings takings;  // by item: lines in place of tickets
    report::CostOfSales cost;  // by department and item
    bool operator==(const BranchFigures&) const = default;
};
using BranchRows = std::map<BranchKey, BranchFigures>;

std::string hour_key(int hour);
std::string tender_key(journal::TenderKind kind, const std::string& code);

/// Adds up what belongs to one branch. What has counts alone and no ticket adds nothing.
class BranchRollup {
public:
    explicit BranchRollup(std::string branch) : branch_{std::move(branch)} {}

    void add(const journal::TakingsDelta& delta);
    void add(const journal::DepartmentDelta& delta);
    void add(const journal::TenderDelta& delta);
    void add(const journal::SaleRow& sale, const journal::SaleLineRow& line);

    const BranchRows& rows() const { return rows_; }
    /// A sum passed what a column holds.
    bool too_much() const { return too_much_; }

private:
    BranchFigures& row(BranchPart part, Date date, Currency currency, std::string_view key);
    void add(BranchFigures& to, const journal::Takings& takings);

    std::string branch_;
    BranchRows rows_;
    bool too_much_{false};
};

/// Adds the rows' figures to those of the table; what was settled of their days is so no more.
///
/// requires: an open write transaction
db::Result<void> add_branch_takings(db::Connection& db, const BranchRows& rows);

/// The rows of a day as they follow from the tills' roll-ups and sales.
db::Result<BranchRows> expected_branch_takings(db::Connection& db, Date day);
/// The rows of a day as they stand.
db::Result<BranchRows> stored_branch_takings(db::Connection& db, Date day);

/// Writes all of them where there are none yet, as in an office that an older program has kept.
db::Result<void> fill_branch_takings(db::Connection& db);

}  // namespace pos::store
