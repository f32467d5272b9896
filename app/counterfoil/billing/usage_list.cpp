// What was used: records one by one with what became of them, and taking them back.
#include <fmt/format.h>

#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <vector>

#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/unmatched_usage.hpp"
#include "app/core/billing/usage_standing.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/office/office_zone.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/usage_commands.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;
using core::billing::UsageStanding;
using core::billing::UsageState;

struct ListOptions {
    std::string db;
    std::string account;
    std::string subscription;
    std::string measure;
    std::string from;
    std::string to;
    std::string state;
    std::size_t limit{1'000};
    bool json{false};
};

/// Writes rows as they come, so that as JSON there may be any number of them.
class Listed {
public:
    Listed(const ListOptions& options, std::ostream& out) : options_{options}, out_{out} {
        if (options.json) out_ << "[";
    }

    /// False once there are as many as were asked for.
    bool take(const stored::UsageRow& row, const UsageStanding& standing) {
        if (count_ == options_.limit) {
            more_ = true;
            return false;
        }
        ++count_;
        const std::string state{core::billing::word_of(standing.state)};
        if (!options_.json) {
            table_.rows.push_back({utc(row.at), row.number, row.meter, to_string(row.quantity),
                                   row.source, row.id, state, standing.document});
            return true;
        }
        nlohmann::ordered_json json{{"at", utc(row.at)},    {"subscription", row.number},
                                    {"measure", row.meter}, {"quantity", to_string(row.quantity)},
                                    {"to", row.to},         {"source", row.source},
                                    {"id", row.id},         {"received", utc(row.received_at)},
                                    {"state", state},       {"document", standing.document}};
        json["line"] = standing.line;
        out_ << (count_ == 1 ? "\n  " : ",\n  ")
             << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        return true;
    }
    void finish(std::ostream& err) {
        if (options_.json) out_ << (count_ == 0 ? "]\n" : "\n]\n");
        if (!table_.rows.empty()) write_table(out_, table_);
        if (count_ == 0) err << "Nothing of that sort was used.\n";
        if (more_) err << "There is more: --limit, or a shorter period.\n";
    }
    bool is_full() const { return more_; }

private:
    const ListOptions& options_;
    std::ostream& out_;
    std::size_t count_{0};
    bool more_{false};
    Table table_{{{"at"},
                  {"subscription"},
                  {"measure"},
                  {"quantity", true},
                  {"source"},
                  {"id"},
                  {"state"},
                  {"document"}},
                 {}};
};

class Listing {
public:
    Listing(pos::store::db::Connection& db, const ListOptions& options, Listed& listed)
        : db_{db}, options_{options}, listed_{listed}, standings_{db} {
        state_ = core::billing::usage_state_of(options.state);
    }

    core::Outcome<void> run() {
        if (auto read = read_period(); !read) return read;
        if (!options_.subscription.empty()) return of_subscription();
        if (!options_.account.empty()) {
            const auto whose = core::billing::find_account(db_, options_.account);
            if (!whose) return std::unexpected{whose.error()};
            return rows({.account = whose->stored.account.id, .meter = options_.measure});
        }
        return state_ == UsageState::unmatched ? of_unmatched() : of_all();
    }

private:
    /// Days are those of the office.
    core::Outcome<void> read_period() {
        const auto zone = core::office_zone(db_);
        if (!zone) return std::unexpected{core::failure(zone.error())};
        const auto read = [&](const std::string& text, pos::Instant& into) -> core::Outcome<void> {
            if (text.empty()) return {};
            const auto at = core::billing::read_time(text, *zone);
            if (!at) return std::unexpected{at.error()};
            into = *at;
            return {};
        };
        if (auto from = read(options_.from, from_); !from) return from;
        return read(options_.to, to_);
    }

    core::Outcome<void> of_subscription() {
        const auto one = stored::subscription_of_number(db_, options_.subscription);
        if (!one) return std::unexpected{core::failure(pos::store::to_store_error(one.error()))};
        if (!*one) {
            return core::refuse("No subscription has the number " + options_.subscription + ".");
        }
        return rows({.subscription = (*one)->id, .meter = options_.measure});
    }

    core::Outcome<void> of_unmatched() {
        // One more than is shown, to say that there is more. What another measure or time has is
        // passed over below, so that all are looked for then.
        const bool whole = options_.measure.empty() && options_.from.empty() && options_.to.empty();
        const auto found = core::billing::unmatched_usage(
            db_, std::nullopt,
            whole ? options_.limit + 1 : std::numeric_limits<std::size_t>::max());
        if (!found) return std::unexpected{found.error()};
        for (const auto& one : *found) {
            if (listed_.is_full()) break;
            if (!options_.measure.empty() && options_.measure != one.place.meter) continue;
            auto done = rows({.subscription = one.place.subscription, .meter = one.place.meter});
            if (!done) return done;
        }
        return {};
    }

    /// Subscription by subscription, as no index has the records of all by time.
    core::Outcome<void> of_all() {
        constexpr std::int64_t kPlaces = 1'000;
        std::optional<stored::MeterPlace> behind;
        while (!listed_.is_full()) {
            const auto places = stored::meter_places(db_, behind, kPlaces);
            if (!places) {
                return std::unexpected{core::failure(pos::store::to_store_error(places.error()))};
            }
            for (const auto& place : *places) {
                if (listed_.is_full()) return {};
                if (!options_.measure.empty() && options_.measure != place.meter) continue;
                auto done = rows({.subscription = place.subscription, .meter = place.meter});
                if (!done) return done;
            }
            if (places->size() < static_cast<std::size_t>(kPlaces)) return {};
            behind = places->back();
        }
        return {};
    }

    core::Outcome<void> rows(stored::UsageAsked asked) {
        asked.from = from_;
        asked.to = to_;
        core::Outcome<void> done;
        const auto read = stored::each_usage_row(db_, asked, [&](const stored::UsageRow& row) {
            const auto standing = standings_.of(row);
            if (!standing) done = std::unexpected{standing.error()};
            if (!standing) return false;
            return (state_ && standing->state != *state_) || listed_.take(row, *standing);
        });
        if (!read) {
            return std::unexpected{core::failure(pos::store::to_store_error(read.error()))};
        }
        return done;
    }

    pos::store::db::Connection& db_;
    const ListOptions& options_;
    Listed& listed_;
    core::billing::UsageStandings standings_;
    std::optional<UsageState> state_;
    pos::Instant from_{-INT64_MAX};
    pos::Instant to_{INT64_MAX};
};

void list(const ListOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return report(context, reader.error());
    Listed listed{options, context.out};
    const auto done = Listing{(*reader)->connection(), options, listed}.run();
    listed.finish(context.err);
    if (!done) report(context, done.error());
}

struct VoidOptions {
    BooksOptions books;
    core::billing::PutRight asked;
    bool json{false};
};

void take_back(const VoidOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const bool one = !options.asked.source.empty() && !options.asked.id.empty();
        const bool all = !options.asked.subscription.empty() && !options.asked.measure.empty();
        if (one == all) {
            return core::misuse(
                "Say --source and --id of one record, or --subscription and --measure of those "
                "that no plan counts.");
        }
        const auto done = core::billing::put_usage_right(books, options.asked, context.clock.now());
        if (!done) return std::unexpected{done.error()};
        if (options.json) {
            const nlohmann::ordered_json json{{"voided", done->voided},
                                              {"replaced", done->replaced},
                                              {"late", done->late},
                                              {"kept", !options.asked.dry_run}};
            context.out << json.dump(2) << '\n';
        } else {
            context.out << fmt::format("{} taken back, {} put in their places, {} late.\n",
                                       counted(done->voided, "record", "records"), done->replaced,
                                       done->late);
        }
        if (options.asked.dry_run) {
            context.err << "Nothing was written: this is what it would do.\n";
        }
        return {};
    });
}

}  // namespace

void add_usage_list(CLI::App& usage, Context& context) {
    auto options = std::make_shared<ListOptions>();
    auto* command = usage.add_subcommand(
        "list", "Records and what became of each, the latest first within a subscription");
    add_db(*command, options->db);
    command->add_option("--account", options->account, "Of one account, by its number");
    command->add_option("--subscription", options->subscription, "Of one subscription");
    command->add_option("--measure", options->measure, "Of what is counted, such as kwh");
    command->add_option("--from", options->from, "From that day or time on");
    command->add_option("--to", options->to, "Before that day or time");
    std::vector<std::string> states;
    for (const UsageState state : core::billing::kUsageStates) {
        states.emplace_back(core::billing::word_of(state));
    }
    command->add_option("--state", options->state, "Of one state alone")
        ->check(CLI::IsMember(states));
    command->add_option("--limit", options->limit, "At most so many")
        ->check(CLI::Range(std::size_t{1}, std::size_t{100'000}))
        ->capture_default_str();
    add_json(*command, options->json);
    command->callback([options, &context] { list(*options, context); });
}

void add_usage_void(CLI::App& usage, Context& context) {
    auto options = std::make_shared<VoidOptions>();
    auto* command = usage.add_subcommand(
        "void", "Take a record back, or put it under the measure that is right");
    add_books(*command, options->books);
    command->add_option("--source", options->asked.source, "Of one record: whose id it is");
    command->add_option("--id", options->asked.id, "The record's");
    command->add_option("--subscription", options->asked.subscription,
                        "All of a subscription's that no plan counts");
    command->add_option("--measure", options->asked.measure, "Under this measure");
    command->add_option("--replace", options->asked.to,
                        "The measure that is right; else they are taken back alone");
    command->add_flag("--dry-run", options->asked.dry_run,
                      "Say what it would do, and write nothing");
    add_json(*command, options->json);
    command->callback([options, &context] { take_back(*options, context); });
}

}  // namespace app::counterfoil
