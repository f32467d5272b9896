#include "app/core/billing/move.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/id_of.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/issue.hpp"
#include "app/core/billing/move_counters.hpp"
#include "app/core/billing/move_record.hpp"
#include "app/core/billing/prepare.hpp"
#include "app/core/billing/reading_usage.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/invoice/words.hpp"
#include "app/core/meter/words.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/meters.hpp"
#include "pos/store/billing/moves.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::billing::plan::Act;
using stored::StoredSubscription;

constexpr std::size_t kPointsMax = 50;
/// Usage that comes in under our hands is looked at again so often.
constexpr int kPrepareTries = 5;

Outcome<pos::locale::Zone> zone_called(const std::string& name) {
    auto zone = pos::locale::Zone::open(name);
    if (!zone) return refuse("The zone " + name + " is unknown.");
    return std::move(*zone);
}

/// When a subscription ended, if it had by then.
std::optional<pos::Instant> ended_by(const StoredSubscription& one, pos::Instant at) {
    for (const auto& act : one.acts) {
        if (act.act == Act::cancelled && act.at <= at) return act.at;
    }
    return std::nullopt;
}

std::string sorted_text(std::vector<std::string> points) {
    std::ranges::sort(points);
    std::string text;
    for (const std::string& point : points) text += point + '\n';
    return text;
}

std::string listed(const std::vector<std::string>& all, const char* between = ", ") {
    std::string text;
    for (const std::string& one : all) text += (text.empty() ? "" : between) + one;
    return text;
}

/// One move under way, within a transaction of the books.
class Mover {
public:
    Mover(BillingBooks& books, const NewMove& asked, bool is_trial, pos::Instant now,
          pos::Random& random)
        : books_{books}, asked_{asked}, is_trial_{is_trial}, now_{now}, random_{random} {}

    Outcome<Moved> work() {
        auto known = prepare_to();
        if (!known) return std::unexpected{known.error()};
        if (*known) return std::move(**known);
        for (auto step : {&Mover::find_what_ends, &Mover::check_free, &Mover::read, &Mover::end,
                          &Mover::begin, &Mover::bill}) {
            if (auto done = (this->*step)(); !done) return std::unexpected{done.error()};
        }
        if (auto kept = keep(); !kept) return std::unexpected{kept.error()};
        return std::move(moved_);
    }

private:
    /// Whose clocks, which instant, and whether it was done before.
    Outcome<std::optional<Moved>> prepare_to() {
        if (asked_.points.empty() || asked_.points.size() > kPointsMax ||
            std::ranges::find(asked_.points, "") != asked_.points.end()) {
            return misuse(Why::other, "move_no_point",
                          fmt::format("Say which service points, 1 to {}.", kPointsMax));
        }
        if (!asked_.leaves && !asked_.next) {
            return misuse(Why::other, "move_nobody", "Say who comes, or who leaves.");
        }
        if (asked_.next) {
            auto next = whose(books_, asked_.next->account);
            if (!next) return std::unexpected{next.error()};
            next_ = std::move(*next);
        }
        auto zone = asked_.leaves ? zone_of_point(books_, asked_.points.front())
                                  : zone_called(next_->account.stored.account.zone);
        if (!zone) return std::unexpected{zone.error()};
        zone_.emplace(std::move(*zone));
        auto at = asked_.at.empty() ? Outcome<pos::Instant>{now_} : read_time(asked_.at, *zone_);
        if (!at) return std::unexpected{at.error()};
        at->unix_ms -= at->unix_ms % 1'000;
        if (*at > now_) {
            return refuse(Why::to_come, asked_.at,
                          asked_.at +
                              " is still to come, and nobody knows yet what the meters will "
                              "show: end it ahead with counterfoil subscription cancel --at.");
        }
        moved_.at = *at;
        moved_.zone = zone_->name();
        moved_.points = asked_.points;
        return done_before();
    }

    /// What this move is known by: the next one there is room for, where an earlier one was taken
    /// back.
    Outcome<std::optional<Moved>> done_before() {
        const std::string points = sorted_text(asked_.points);
        const std::string whom = asked_.leaves ? std::string{"out"} : asked_.next->account;
        for (int again = 0;; ++again) {
            moved_.id = id_of(
                {"move", whom, points, app::core::meter::iso(moved_.at), std::to_string(again)});
            const auto row = stored::move_of(*books_.db, moved_.id);
            if (!row) return std::unexpected{database(row.error())};
            if (!*row) return std::optional<Moved>{};
            auto before = moved_of(*books_.db, **row);
            if (!before) return std::unexpected{before.error()};
            const auto stands = still_stands(*before, **row);
            if (!stands) return std::unexpected{stands.error()};
            if (!*stands) continue;
            if (asked_of(**row) == asked_json(asked_)) {
                before->again = true;
                return std::optional{std::move(*before)};
            }
            return refuse(Why::other, "moved_already",
                          fmt::format("{} changed hands at that time already, otherwise than this "
                                      "says. To take it back: {}.",
                                      asked_.points.front(), listed(undo_of(*before), "; ")));
        }
    }

    Outcome<StoredSubscription> subscription_called(const std::string& number) {
        auto found = stored::subscription_of_number(*books_.db, number);
        if (!found) return std::unexpected{database(found.error())};
        if (!*found) {
            return refuse(Why::other, "no_subscription",
                          "No subscription has the number " + number + ".");
        }
        return std::move(**found);
    }

    /// Whether what a move ended has ended, and whoever came is still there.
    Outcome<bool> still_stands(const Moved& before, const stored::StoredPointMove& row) {
        for (const std::string& number : before.ended) {
            const auto one = subscription_called(number);
            if (!one) return std::unexpected{one.error()};
            if (!ended_by(*one, before.at)) return false;
        }
        if (before.begun.empty()) return is_left(before, row);
        const auto one = subscription_called(before.begun);
        if (!one) return std::unexpected{one.error()};
        return !ended_by(*one, before.at);
    }

    /// Whether whoever left did not get a point back from that very instant on: so it is taken
    /// back.
    Outcome<bool> is_left(const Moved& before, const stored::StoredPointMove& row) {
        for (const std::string& point : before.points) {
            const auto owners = stored::owners_of_point(*books_.db, point);
            if (!owners) return std::unexpected{database(owners.error())};
            for (const auto& owner : *owners) {
                if (owner.from != before.at) continue;
                const auto one = subscription_called(owner.number);
                if (!one) return std::unexpected{one.error()};
                if (one->account == row.from && !ended_by(*one, before.at)) return false;
            }
        }
        return true;
    }

    /// Who has a point at that instant: the last one of whom that was said by then.
    Outcome<std::optional<stored::PointOwner>> owner_then(const std::string& point) {
        const auto owners = stored::owners_of_point(*books_.db, point);
        if (!owners) return std::unexpected{database(owners.error())};
        std::optional<stored::PointOwner> found;
        for (const auto& owner : *owners) {
            if (owner.from <= moved_.at) found = owner;
        }
        return found;
    }

    Outcome<void> find_what_ends() {
        if (!asked_.leaves) return {};
        for (const std::string& point : asked_.points) {
            const auto owner = owner_then(point);
            if (!owner) return std::unexpected{owner.error()};
            if (!*owner) {
                return refuse(Why::other, "point_nobodys",
                              "Nobody has " + point + " by then: counterfoil move in.");
            }
            auto one = subscription_called((*owner)->number);
            if (!one) return std::unexpected{one.error()};
            if (auto good = may_end(point, **owner, *one); !good) return good;
            if (std::ranges::find(ending_, one->id, &StoredSubscription::id) == ending_.end()) {
                ending_.push_back(std::move(*one));
            }
        }
        return take_account();
    }

    Outcome<void> may_end(const std::string& point, const stored::PointOwner& owner,
                          const StoredSubscription& one) {
        if (owner.from == moved_.at) {
            return refuse(
                Why::other, "point_began_then",
                fmt::format("{} is {}'s from that very instant on: to take that back, "
                            "counterfoil subscription cancel {} --at {}.",
                            point, one.number, one.number, app::core::meter::iso(moved_.at)));
        }
        if (const auto end = ended_by(one, moved_.at); end && *end < moved_.at) {
            return refuse(Why::other, "point_ended_before",
                          fmt::format("{} had {}, and ended on {}: nobody has it by then.",
                                      one.number, point, to_string(zone_->local(*end).date)));
        }
        if (!ending_.empty() && ending_.front().account != one.account) {
            return refuse(Why::other, "points_of_several",
                          fmt::format("{} is another account's than {}: move them one by one.",
                                      point, asked_.points.front()));
        }
        return {};
    }

    /// Whose they are, and what else hangs on what ends.
    Outcome<void> take_account() {
        const auto account = stored::account_of(*books_.db, ending_.front().account);
        if (!account) return std::unexpected{database(account.error())};
        if (!*account) return refuse("Its account is gone.");
        auto of = whose(books_, (*account)->stored.account.number);
        if (!of) return std::unexpected{of.error()};
        leaving_ = std::move(*of);
        moved_.from = leaving_->account.stored.account.number;
        moved_.payer = leaving_->payer.stored.account.number;
        const std::array ids{ending_.front().account};
        auto all = stored::subscriptions_of(*books_.db, ids);
        if (!all) return std::unexpected{database(all.error())};
        for (StoredSubscription& one : *all) {
            const bool hangs_on =
                one.base &&
                std::ranges::find(ending_, *one.base, &StoredSubscription::id) != ending_.end();
            const bool has_begun = !one.acts.empty() && one.acts.front().at < moved_.at;
            const bool is_new =
                std::ranges::find(ending_, one.id, &StoredSubscription::id) == ending_.end();
            if (hangs_on && has_begun && is_new && !ended_by(one, moved_.at)) {
                ending_.push_back(std::move(one));
            }
        }
        return add_their_points();
    }

    /// What ends may count at further points than those that were named.
    Outcome<void> add_their_points() {
        for (const StoredSubscription& one : ending_) {
            moved_.ended.push_back(one.number);
            const auto points = stored::service_points(*books_.db, one.id);
            if (!points) return std::unexpected{failure(points.error())};
            for (const auto& point : *points) {
                const auto owner = owner_then(point.code);
                if (!owner) return std::unexpected{owner.error()};
                const bool theirs = *owner && (*owner)->subscription == one.id;
                const bool known =
                    std::ranges::find(moved_.points, point.code) != moved_.points.end();
                if (theirs && !known) moved_.points.push_back(point.code);
            }
        }
        for (const auto& act : ending_.front().acts) {
            if (!act.plan.empty() && act.at <= moved_.at) moved_.old_plan = act.plan;
        }
        return {};
    }

    /// Whoever comes finds the points free, from then on and for ever.
    Outcome<void> check_free() {
        if (!next_) return {};
        for (const std::string& point : asked_.points) {
            const auto owners = stored::owners_of_point(*books_.db, point);
            if (!owners) return std::unexpected{database(owners.error())};
            const stored::PointOwner* then = nullptr;
            for (const auto& owner : *owners) {
                if (owner.from <= moved_.at) then = &owner;
            }
            for (const auto& owner : *owners) {
                if (&owner != then && owner.from <= moved_.at) continue;
                if (auto free = check_free_of(point, owner); !free) return free;
            }
        }
        return {};
    }

    Outcome<void> check_free_of(const std::string& point, const stored::PointOwner& owner) {
        const bool leaves = std::ranges::find(ending_, owner.subscription,
                                              &StoredSubscription::id) != ending_.end();
        if (leaves) return {};
        const auto one = subscription_called(owner.number);
        if (!one) return std::unexpected{one.error()};
        // One that ended as it began had the point for no time.
        if (ended_by(*one, std::max(owner.from, moved_.at))) return {};
        return refuse(Why::other, "point_taken",
                      fmt::format("{} is {}'s from {} on: counterfoil move out {} first.", point,
                                  owner.number, to_string(zone_->local(owner.from).date), point));
    }

    Outcome<void> read() {
        auto counters = read_counters(books_, asked_, moved_.points, moved_.at, now_);
        if (!counters) return std::unexpected{counters.error()};
        moved_.counters = std::move(*counters);
        return {};
    }

    Outcome<void> end() {
        for (const StoredSubscription& one : ending_) {
            if (ended_by(one, moved_.at)) continue;
            SubscriptionChange change{.number = one.number,
                                      .act = Act::cancelled,
                                      .at = app::core::meter::iso(moved_.at)};
            const auto done = write_change(books_, change, now_);
            if (!done) return std::unexpected{done.error()};
        }
        return {};
    }

    Outcome<void> begin() {
        if (!next_) return {};
        const NextTenant& next = *asked_.next;
        NewSubscription asked{.account = next.account,
                              .plan = next.plan,
                              .version = next.version,
                              .number = next.number,
                              .start = app::core::meter::iso(moved_.at),
                              .points = asked_.points};
        auto number = write_subscription(books_, asked, now_, random_);
        if (!number) return std::unexpected{number.error()};
        moved_.to = next.account;
        moved_.begun = std::move(*number);
        return {};
    }

    Billing billing_of(const pos::locale::Zone& zone) const {
        // Whichever clocks are ahead: a bill of a day cannot be older than what it bills.
        const pos::Date today = books_.office.zone.local(now_).date;
        Billing billing{books_.office.taxes, books_.office.settings.policy.tax_scope,
                        std::max(today, zone.local(moved_.at).date)};
        if (leaving_) billing.leaving = leaving_->account.stored.account.id;
        return billing;
    }

    Outcome<void> bill() {
        if (leaving_) {
            if (auto done = bill_who_leaves(); !done) return done;
        }
        const bool same = leaving_ && next_ &&
                          leaving_->payer.stored.account.id == next_->payer.stored.account.id;
        if (!is_trial_ || !next_ || same) return {};
        Billing billing = billing_of(*zone_);
        billing.leaving.reset();
        billing.as_if_settled = true;
        const auto& account = next_->account.stored.account;
        billing.as_of.days += account.grace_days;
        auto first = prepared_for(next_->payer.stored.account.id, billing);
        if (!first) return std::unexpected{first.error()};
        moved_.first = std::move(first->document);
        return {};
    }

    Outcome<Prepared> prepared_for(const pos::Ulid& account, const Billing& billing) {
        const std::array ids{account};
        auto prepared = Preparer{*books_.db, billing}.prepare(ids);
        if (!prepared) return std::unexpected{failure(prepared.error())};
        if (prepared->empty()) return refuse("The account that pays for it is gone.");
        Prepared& one = prepared->front();
        if (!one.fault.empty()) {
            return refuse(Why::other, "bill_cannot_be",
                          fmt::format("The bill of account {} cannot be made: {}.",
                                      one.account_number, one.fault));
        }
        return std::move(one);
    }

    Outcome<void> bill_who_leaves() {
        const auto& payer = leaving_->payer.stored.account;
        const auto open = stored::open_items(*books_.db, payer.id);
        if (!open) return std::unexpected{database(open.error())};
        moved_.owed = pos::zero(payer.currency);
        for (const auto& item : *open) moved_.owed.minor += item.open_minor;
        const Billing billing = billing_of(*zone_);
        Issuer issuer{books_, pos::Ulid{}, billing.as_of, random_};
        for (int tries = 0; tries < kPrepareTries; ++tries) {
            auto prepared = prepared_for(payer.id, billing);
            if (!prepared) return std::unexpected{prepared.error()};
            // Another account pays, and has level payments: all of it waits for their settlement.
            if (prepared->level && !prepared->level->settles) return {};
            if (prepared->document) prepared->document->note = final_note();
            const auto issued = issuer.within({&*prepared, 1}, now_);
            if (!issued) return std::unexpected{failure(issued.error())};
            if (issued->front() == Issued::out_of_date) continue;
            if (prepared->level && prepared->level->taken_back) {
                moved_.taken_back = -prepared->level->taken_back->payable;
            }
            moved_.bill = std::move(prepared->document);
            return {};
        }
        return refuse(Why::other, "usage_comes_in",
                      "Usage of the account comes in again and again meanwhile: try once more.");
    }

    /// What the bill says of itself, in its reader's language.
    std::string final_note() const {
        const std::string& language = leaving_->payer.party.language;
        const auto words =
            app::core::invoice::Words::read(language.starts_with("de") ? "de" : "en");
        // A day that ends with the move is the last one.
        const auto last = zone_->local(pos::Instant{moved_.at.unix_ms - 1}).date;
        return words.with("final_bill",
                          {{"points", listed(moved_.points)}, {"date", words.locale().date(last)}});
    }

    Outcome<void> keep() {
        stored::StoredPointMove row{.id = moved_.id,
                                    .at = moved_.at,
                                    .from = {},
                                    .to = {},
                                    .document = {},
                                    .points = listed(moved_.points),
                                    .content = content_of(asked_, moved_),
                                    .noted_at = now_,
                                    .by = books_.user().name};
        if (leaving_) row.from = leaving_->account.stored.account.id;
        if (next_) row.to = next_->account.stored.account.id;
        if (moved_.bill) row.document = moved_.bill->document;
        const auto added = stored::add_move(*books_.db, row);
        if (!added) return std::unexpected{database(added.error())};
        const auto who = [](const std::string& account) {
            return account.empty() ? std::string{"nobody"} : "account " + account;
        };
        return note_change(
            books_, "service point " + row.points, who(moved_.from),
            fmt::format("{} from {} on{}", who(moved_.to), to_string(zone_->local(moved_.at).date),
                        moved_.bill ? ", final bill " + moved_.bill->number : ""),
            now_);
    }

    BillingBooks& books_;
    const NewMove& asked_;
    bool is_trial_;
    pos::Instant now_;
    pos::Random& random_;
    std::optional<pos::locale::Zone> zone_;
    std::optional<Whose> leaving_;
    std::optional<Whose> next_;
    std::vector<StoredSubscription> ending_;
    Moved moved_;
};

}  // namespace

Outcome<Moved> make_move(BillingBooks& books, const NewMove& asked, bool dry_run, pos::Instant now,
                         pos::Random& random) {
    Mover mover{books, asked, dry_run, now, random};
    if (!dry_run) return in_transaction(books, [&] { return mover.work(); });
    if (auto begun = books.stream->begin(); !begun) return std::unexpected{failure(begun.error())};
    auto moved = mover.work();
    books.stream->give_up();
    if (moved && !moved->again && moved->bill) moved->bill->number.clear();
    return moved;
}

std::vector<std::string> undo_of(const Moved& moved) {
    std::vector<std::string> commands;
    const std::string at = app::core::meter::iso(moved.at);
    if (moved.bill) commands.push_back("counterfoil document void " + moved.bill->number);
    if (!moved.begun.empty()) {
        commands.push_back("counterfoil subscription cancel " + moved.begun + " --at " + at);
    }
    if (!moved.from.empty()) {
        std::string back = "counterfoil move in";
        for (const std::string& point : moved.points) back += " " + point;
        commands.push_back(back + " --account " + moved.from + " --plan " + moved.old_plan +
                           " --at " + at);
    }
    return commands;
}

}  // namespace app::core::billing
