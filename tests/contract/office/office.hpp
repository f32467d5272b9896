#pragma once

#include <memory>
#include <optional>

#include "pos/store/office/take_in.hpp"
#include "pos/store/office/terminals.hpp"
#include "pos/store/store.hpp"
#include "pos/store/verify.hpp"
#include "tests/contract/office/till.hpp"
#include "tests/contract/store/either_engine.hpp"

namespace test {

inline constexpr pos::Instant kMorning{1'795'400'000'000};

/// A head office in an empty database of either engine, with two branches.
class EitherOffice : public EitherEngine {
protected:
    void SetUp() override {
        namespace office = pos::store::office;
        const auto fill = [](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
            auto done = office::put_office(to.connection(), {id(200), hash_of_number(200)});
            for (const char* branch : {"B01", "B02"}) {
                if (!done) break;
                const auto added = office::add_branch(to.connection(), {branch, ""}, kMorning);
                EXPECT_TRUE(added && *added);
            }
            if (!done) return pos::store::store_error(done.error());
            return {};
        };
        auto made = pos::store::Store::create(target_,
                                              {.branch = "OFFICE",
                                               .terminal = "ADMIN",
                                               .currency = kEuro,
                                               .zone = "Europe/Berlin",
                                               .fill = fill},
                                              {.key_file = directory_.file("office.key")}, kMorning,
                                              random_);
        ASSERT_TRUE(made) << made.error().cause.text;
        made->reset();
        db_ = connect({pos::store::db::OpenMode::read_write});
    }

    pos::store::office::Terminal joined(const Till& till) {
        namespace office = pos::store::office;
        pos::Hash code{};
        random_.fill(code);
        const office::EnrolCode made{
            code, till.branch(), till.terminal(), {kMorning.unix_ms + 600'000}};
        EXPECT_TRUE(office::put_enrol_code(*db_, made, kMorning).value());
        const auto terminal = office::join(
            *db_, {code, till.key().public_key(), till.branch(), till.terminal(), "test"},
            pos::make_ulid(kMorning, random_), kMorning);
        EXPECT_TRUE(terminal && *terminal);
        return **terminal;
    }
    /// What the office answers to the entries of `till` behind `after`, at most `count` of them.
    pos::store::office::Receipt send(const Till& till, const pos::store::office::Terminal& terminal,
                                     std::uint64_t after, std::size_t count = 5'000) {
        auto entries = till.behind(after);
        entries = entries.first(std::min(count, entries.size()));
        const auto receipt = pos::store::office::take_in(
            *db_,
            {terminal.terminal, terminal.branch, terminal.code, till.journal(),
             till.key().public_key(), till.head_at(after), entries},
            kMorning);
        EXPECT_TRUE(receipt) << receipt.error().cause.text;
        return receipt.value_or(pos::store::office::Receipt{});
    }
    std::int64_t count(std::string_view table) {
        return db_->value<std::int64_t>("SELECT count(*) FROM " + std::string{table})->value();
    }
    /// The payable amounts in the books of one branch.
    std::int64_t taken(std::string_view branch) {
        const auto rows = pos::store::Reader{*db_}.takings(
            {pos::make_date(2000, 1, 1), pos::make_date(2100, 1, 1)},
            pos::report::TakingsBy::branch_and_day);
        EXPECT_TRUE(rows);
        std::int64_t sum = 0;
        for (const auto& row : *rows) {
            if (row.branch == branch) sum += row.figures.net_minor();
        }
        return sum;
    }
    pos::store::VerifyReport verified() {
        const auto report =
            pos::store::verify(*db_, {}, [](const pos::store::VerifyProgress&) { return true; });
        EXPECT_TRUE(report) << report.error().cause.text;
        return report.value_or(pos::store::VerifyReport{});
    }

    SeededRandom random_{4};
    std::unique_ptr<pos::store::db::Connection> db_;
};

}  // namespace test
