#include "tests/faults/head_office/trading_office.hpp"

#include "app/core/init.hpp"
#include "pos/journal/event.hpp"
#include "pos/store/db/open.hpp"

namespace test {

TillOnDisk& TradingOffice::till_made_at(pos::Instant made, const std::string& branch) {
    const std::string terminal = "T1";
    auto& till = *tills_.emplace_back(std::make_unique<TillOnDisk>(
        branch, terminal, file(branch + "-" + terminal + ".db"), Sums{}));
    const auto shop = app::core::init_shop(
        till.db,
        {.branch = branch, .terminal = terminal, .currency = "GBP", .zone = "Europe/London"},
        {.program = "faults"}, made, ids_);
    EXPECT_TRUE(shop.has_value()) << shop.error().words;
    return till;
}

std::unique_ptr<Child> TradingOffice::sending(const TillOnDisk& till) const {
    return std::make_unique<Child>(std::vector<std::string>{
        COUNTERFOIL_BINARY_DIR "/bin/counterfoil", "sync", "--db", till.db, "--once"});
}

std::map<std::string, std::int64_t> TradingOffice::receipts_of(const TillOnDisk& till) const {
    std::map<std::string, std::int64_t> found;
    const auto office = connect({pos::store::db::OpenMode::read_write});
    const auto read = office->each(
        "SELECT number, payable_minor FROM sale WHERE number LIKE $1",
        [&](const pos::store::db::Row& row) {
            found.emplace(row.get<std::string>(0), row.integer(1));
        },
        till.branch + "-" + till.terminal + "-%");
    EXPECT_TRUE(read.has_value());
    return found;
}

std::int64_t TradingOffice::clocks_gone_back() const {
    const auto count = connect({pos::store::db::OpenMode::read_write})
                           ->value<std::int64_t>(
                               "SELECT count(*) FROM journal_entry WHERE kind = $1",
                               static_cast<std::int64_t>(pos::journal::EventKind::clock_went_back));
    return count.value().value();
}

}  // namespace test
