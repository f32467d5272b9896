#include "app/core/billing/price_move.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/known_plans.hpp"
#include "app/core/billing/prepare.hpp"
#include "app/core/billing/price_judge.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/try_plan.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/plan_list.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/columns.hpp"

namespace app::core::billing {

namespace {

namespace plan = pos::billing::plan;
namespace stored = pos::store::billing;
using pos::billing::plan::Act;
using pos::billing::plan::Plan;

/// So many accounts a transaction, but for those that one account pays for.
constexpr std::size_t kMovedAtOnce = 32;

/// An account with its subscriptions and all that was billed of them.
struct MoversOf {
    stored::Customer customer;
    stored::Customer payer;
    pos::locale::Zone zone;
    pos::Instant at{};  // of the move
    std::vector<stored::StoredSubscription> subscriptions;
    std::vector<stored::StoredItem> items;

    std::span<const stored::StoredItem> items_of(const pos::Ulid& subscription) const {
        const auto key = [](const stored::StoredItem& item) { return item.key.subscription; };
        const auto range = std::ranges::equal_range(items, subscription, {}, key);
        return {range.begin(), range.end()};
    }
};
/// A subscription that is moved.
struct OneMover {
    const MoversOf* of{nullptr};
    const stored::StoredSubscription* one{nullptr};
    std::uint32_t version{0};  // that it has until then
};

std::vector<ChargeMoved> charges_moved(const PlanTried& tried, pos::Currency currency) {
    std::vector<ChargeMoved> charges;
    const auto add = [&](const std::optional<pos::journal::DocumentIssued>& bill,
                         pos::Money ChargeMoved::* side) {
        if (!bill) return;
        for (const auto& line : bill->lines) {
            if (!line.charge) continue;
            auto one = std::ranges::find(charges, line.charge->charge, &ChargeMoved::code);
            if (one == charges.end()) {
                charges.push_back({line.charge->charge, line.name, zero(currency), zero(currency)});
                one = std::prev(charges.end());
            }
            (*one).*side += line.net + line.tax;
        }
    };
    add(tried.now, &ChargeMoved::before);
    add(tried.then, &ChargeMoved::after);
    return charges;
}

pos::Money payable_of(const std::optional<pos::journal::DocumentIssued>& bill, pos::Currency in) {
    return bill ? bill->payable : zero(in);
}

class PriceMover {
public:
    PriceMover(BillingBooks& books, const PriceMove& asked, const PriceMoveOptions& options,
               pos::Instant now)
        : books_{books}, asked_{asked}, options_{options}, now_{now} {}

    Outcome<PriceMoveReport> run() {
        if (auto good = check(); !good) return std::unexpected{good.error()};
        const auto whom = accounts();
        if (!whom) return std::unexpected{whom.error()};
        PriceMoveProgress progress{0, static_cast<std::int64_t>(whom->size())};
        std::span<const stored::PlanAccount> left{*whom};
        while (!left.empty()) {
            if (options_.on_progress && !options_.on_progress(progress)) {
                report_.stopped = true;
                break;
            }
            const std::size_t some = chunk_of(left);
            auto done = options_.dry_run ? look(left.first(some)) : write(left.first(some));
            if (!done) return std::unexpected{done.error()};
            left = left.subspan(some);
            progress.accounts += static_cast<std::int64_t>(some);
        }
        if (!report_.stopped && options_.on_progress) options_.on_progress(progress);
        if (auto told = tell_versions(); !told) return std::unexpected{told.error()};
        sort();
        return std::move(report_);
    }

private:
    /// Those that one account pays for are looked at together, since they are on one bill.
    static std::size_t chunk_of(std::span<const stored::PlanAccount> left) {
        std::size_t some = std::min(kMovedAtOnce, left.size());
        while (some < left.size() && left[some].payer == left[some - 1].payer) ++some;
        return some;
    }

    Outcome<void> check() {
        const auto day = pos::parse_date(asked_.from);
        if (!day) {
            return misuse(Why::no_day, asked_.from,
                          asked_.from + " is no day, such as 2027-01-01.");
        }
        const pos::Date today = books_.office.zone.local(now_).date;
        if (day->days < today.days - kBackDaysMax) {
            return refuse(Why::other, "too_long_ago",
                          fmt::format("That is more than {} days ago.", kBackDaysMax));
        }
        const auto target = stored::plan_of(*books_.db, asked_.plan, asked_.version);
        if (!target) return std::unexpected{database(target.error())};
        const auto read = plans_.find(*books_.db, asked_.plan, asked_.version);
        if (!read) return std::unexpected{database(read.error())};
        if (asked_.version == 0 || !*target || *read == nullptr) {
            return refuse(
                Why::other, "no_plan_version",
                fmt::format("There is no version {} of a plan {}.", asked_.version, asked_.plan));
        }
        then_ = *read;
        report_.asked = asked_;
        report_.from = *day;
        report_.currency = then_->currency;
        report_.dry_run = options_.dry_run;
        report_.taken_back = options_.take_back;
        for (pos::Money* sum : {&report_.before, &report_.after, &report_.without, &report_.with}) {
            *sum = zero(then_->currency);
        }
        if (options_.take_back) return {};
        return check_holds(**target);
    }

    /// Whether the version is the one that holds on that day.
    Outcome<void> check_holds(const stored::StoredPlan& target) {
        if (target.from_day && *target.from_day > report_.from) {
            return refuse(Why::other, "version_later",
                          fmt::format("Version {} of {} holds from {} on: move them as of then, or "
                                      "later.",
                                      target.version, target.code, to_string(*target.from_day)));
        }
        const auto holds = stored::plan_on(*books_.db, asked_.plan, report_.from);
        if (!holds) return std::unexpected{database(holds.error())};
        if (*holds && (*holds)->version != asked_.version) {
            return refuse(Why::other, "version_over",
                          fmt::format("On {} version {} of {} holds, and version {} does not any "
                                      "more.",
                                      to_string(report_.from), (*holds)->version, asked_.plan,
                                      asked_.version));
        }
        return {};
    }

    Outcome<std::vector<stored::PlanAccount>> accounts() {
        if (asked_.accounts.empty()) {
            auto all = stored::accounts_with_plan(*books_.db, asked_.plan);
            if (!all) return std::unexpected{database(all.error())};
            return std::move(*all);
        }
        std::vector<stored::PlanAccount> named;
        for (const std::string& number : asked_.accounts) {
            const auto found = find_account(*books_.db, number);
            if (!found) return std::unexpected{found.error()};
            const auto& account = found->stored.account;
            named.push_back({account.payer.value_or(account.id), account.id});
        }
        std::ranges::sort(named);
        const auto [first, last] = std::ranges::unique(named);
        named.erase(first, last);
        return named;
    }

    Outcome<std::vector<MoversOf>> load(std::span<const stored::PlanAccount> chunk) {
        std::vector<pos::Ulid> ids;
        std::vector<pos::Ulid> payers;
        for (const auto& one : chunk) {
            ids.push_back(one.account);
            payers.push_back(one.payer);
        }
        const auto customers = stored::accounts_of(*books_.db, ids);
        if (!customers) return std::unexpected{database(customers.error())};
        const auto paying = stored::accounts_of(*books_.db, payers);
        if (!paying) return std::unexpected{database(paying.error())};
        const auto subscriptions = stored::subscriptions_of(*books_.db, ids);
        if (!subscriptions) return std::unexpected{database(subscriptions.error())};
        std::vector<pos::Ulid> subscription_ids;
        for (const auto& one : *subscriptions) subscription_ids.push_back(one.id);
        auto items = stored::items_of(*books_.db, subscription_ids);
        if (!items) return std::unexpected{database(items.error())};
        std::ranges::sort(*items, {},
                          [](const stored::StoredItem& item) { return item.key.subscription; });
        std::vector<MoversOf> found;
        for (const auto& one : chunk) {
            const auto customer = by_id(*customers, one.account);
            const auto payer = by_id(*paying, one.payer);
            if (customer == customers->end() || payer == paying->end()) continue;
            const std::string& name = customer->stored.account.zone;
            auto zone = pos::locale::Zone::open(name);
            if (!zone) return refuse("The zone " + name + " is unknown.");
            MoversOf& of =
                found.emplace_back(MoversOf{*customer, *payer, std::move(*zone), {}, {}, {}});
            of.at = of.zone.start_of_day(report_.from);
            for (const auto& each : *subscriptions) {
                if (each.account == one.account) of.subscriptions.push_back(each);
            }
            for (const auto& each : of.subscriptions) {
                const auto key = [](const stored::StoredItem& i) { return i.key.subscription; };
                const auto mine = std::ranges::equal_range(*items, each.id, {}, key);
                of.items.insert(of.items.end(), mine.begin(), mine.end());
            }
            std::ranges::sort(of.items, {},
                              [](const stored::StoredItem& i) { return i.key.subscription; });
        }
        return found;
    }
    static std::vector<stored::Customer>::const_iterator by_id(
        const std::vector<stored::Customer>& all, const pos::Ulid& id) {
        return std::ranges::find_if(
            all, [&](const stored::Customer& one) { return one.stored.account.id == id; });
    }

    /// Judges all of a chunk; what is said of each stands in `rows`.
    Outcome<std::vector<OneMover>> judge(const std::vector<MoversOf>& all,
                                         std::vector<SubscriptionMoved>& rows) {
        std::vector<OneMover> movers;
        for (const MoversOf& of : all) {
            const MoveOfAccount move{asked_, report_.from, of.at, now_};
            for (const auto& one : of.subscriptions) {
                const auto judged = options_.take_back
                                        ? judge_taking_back(one, of.items_of(one.id), move)
                                        : judge_move(one, of.items_of(one.id), move);
                if (!judged) continue;
                SubscriptionMoved row{.account = of.customer.stored.account.number,
                                      .name = of.customer.party.name,
                                      .subscription = one.number,
                                      .payer = of.payer.stored.account.number,
                                      .version = judged->version,
                                      .moving = judged->moving,
                                      .why = judged->why,
                                      .until = judged->until,
                                      .period_from = {},
                                      .period_to = {},
                                      .before = zero(report_.currency),
                                      .after = zero(report_.currency),
                                      .charges = {}};
                if (row.moving == Moving::moves && !options_.take_back) {
                    if (auto seen = weigh(of, one, row); !seen) {
                        return std::unexpected{seen.error()};
                    }
                }
                if (row.moving == Moving::moves) movers.push_back({&of, &one, row.version});
                rows.push_back(std::move(row));
            }
        }
        return movers;
    }

    /// What the last period comes to by either version, and whether a term forbids the new one.
    Outcome<void> weigh(const MoversOf& of, const stored::StoredSubscription& one,
                        SubscriptionMoved& row) {
        // It says so where the version that holds cannot be read: nobody knows what that costs.
        const auto all = with_its_account(*books_.db, one, of.zone, plans_);
        if (!all) return unpriced(row, all.error());
        const auto has = plans_.find(*books_.db, asked_.plan, row.version);
        if (!has) return std::unexpected{database(has.error())};
        if (*has == nullptr) {
            return unpriced(row,
                            {FailureKind::refused, "The version that it has makes no sense here."});
        }
        const VersionQuestion asked{
            of.customer.stored.account, of.payer.stored.account.tax, of.zone, *all, **has, *then_};
        const auto tried = try_version(*books_.db, books_.office, asked, now_);
        if (!tried) return unpriced(row, tried.error());
        auto charges = charges_moved(*tried, report_.currency);
        const auto term = term_on(all->one(), of.zone, report_.from);
        const bool forbidden = term && rises(charges, {**has, *then_}, term->phase);
        if (options_.dry_run) {
            row.period_from = tried->from;
            row.period_to = tried->to;
            row.whole = of.zone.local(one.acts.front().at).date <= tried->from;
            row.before = payable_of(tried->now, report_.currency);
            row.after = payable_of(tried->then, report_.currency);
            row.charges = std::move(charges);
        }
        if (forbidden) {
            row.moving = Moving::fixed_term;
            row.until = term->until;
            row.why = fmt::format("Its price may not rise before its term ends on {}.",
                                  to_string(term->until));
        }
        return {};
    }
    static Outcome<void> unpriced(SubscriptionMoved& row, const Failure& why) {
        if (why.kind == FailureKind::environment) return std::unexpected{why};
        row.moving = Moving::unpriced;
        row.why = why.words;
        return {};
    }

    std::string version_text(std::uint32_t version) const {
        return fmt::format("{} version {}", asked_.plan, version);
    }

    Outcome<void> put(const OneMover& mover) {
        auto acts = mover.one->acts;
        std::string from = version_text(mover.version);
        std::string to =
            fmt::format("{} from {}", version_text(asked_.version), to_string(report_.from));
        if (options_.take_back) {
            std::erase_if(acts, [&](const stored::StoredAct& act) {
                return act.act == Act::repriced && act.at == mover.of->at &&
                       act.plan == asked_.plan && act.version == asked_.version;
            });
            from = std::exchange(to, "taken back");
        } else {
            const auto behind = std::ranges::find_if(
                acts, [&](const stored::StoredAct& act) { return act.at > mover.of->at; });
            acts.insert(behind, {Act::repriced, mover.of->at, asked_.plan, asked_.version,
                                 plan::PhasesFrom::subscription, 0, now_, books_.user().name});
        }
        auto done = stored::put_acts(*books_.db, mover.one->id, acts);
        if (done) {
            done = stored::touch_account(*books_.db, mover.of->customer.stored.account.id,
                                         report_.from);
        }
        if (!done) return std::unexpected{database(done.error())};
        return note_change(books_, "subscription " + mover.one->number, std::move(from),
                           std::move(to), now_);
    }
    Outcome<void> put_all(const std::vector<OneMover>& movers) {
        for (const OneMover& one : movers) {
            if (auto done = put(one); !done) return done;
        }
        return {};
    }

    Outcome<void> write(std::span<const stored::PlanAccount> chunk) {
        std::vector<SubscriptionMoved> rows;
        const auto done = in_transaction(books_, [&]() -> Outcome<void> {
            const auto all = load(chunk);
            if (!all) return std::unexpected{all.error()};
            const auto movers = judge(*all, rows);
            if (!movers) return std::unexpected{movers.error()};
            return put_all(*movers);
        });
        if (!done) return done;
        keep(rows);
        return {};
    }

    /// Moves them, bills, gives both up and bills again.
    Outcome<void> look(std::span<const stored::PlanAccount> chunk) {
        std::vector<SubscriptionMoved> rows;
        const auto all = load(chunk);
        if (!all) return std::unexpected{all.error()};
        const auto movers = judge(*all, rows);
        if (!movers) return std::unexpected{movers.error()};
        const auto days = bill_days(*movers);
        if (!days.empty()) {
            if (auto begun = books_.stream->begin(); !begun) {
                return std::unexpected{failure(begun.error())};
            }
            std::map<pos::Ulid, BillMoved> bills;
            auto done = put_all(*movers);
            if (done) done = bill(days, bills, &BillMoved::with);
            books_.stream->give_up();
            if (done) done = bill(days, bills, &BillMoved::without);
            if (!done) return done;
            for (auto& [payer, one] : bills) report_.bills.push_back(std::move(one));
        }
        keep(rows);
        return {};
    }

    using BillDays = std::map<pos::Date, std::set<pos::Ulid>>;
    /// On which day each account that pays is billed: that of the move, or today if it is later,
    /// and the days that bills wait for what is still to come in.
    BillDays bill_days(const std::vector<OneMover>& movers) const {
        std::map<pos::Ulid, pos::Date> of_payer;
        for (const OneMover& mover : movers) {
            pos::Date day = std::max(report_.from, mover.of->zone.local(now_).date);
            day.days += mover.of->customer.stored.account.grace_days;
            auto& latest =
                of_payer.try_emplace(mover.of->payer.stored.account.id, day).first->second;
            latest = std::max(latest, day);
        }
        BillDays days;
        for (const auto& [payer, day] : of_payer) days[day].insert(payer);
        return days;
    }

    Outcome<void> bill(const BillDays& days, std::map<pos::Ulid, BillMoved>& bills,
                       std::optional<pos::Money> BillMoved::* side) {
        for (const auto& [day, payers] : days) {
            Billing billing{books_.office.taxes, books_.office.settings.policy.tax_scope, day};
            billing.as_if_settled = true;
            const std::vector<pos::Ulid> ids{payers.begin(), payers.end()};
            const auto prepared = Preparer{*books_.db, billing}.prepare(ids);
            if (!prepared) return std::unexpected{failure(prepared.error())};
            for (const Prepared& one : *prepared) {
                BillMoved& of = bills[one.account];
                of.account = one.account_number;
                of.name = one.party.name;
                of.as_of = day;
                if (!one.fault.empty()) of.fault = one.fault;
                if (one.document) of.*side = one.document->payable;
            }
        }
        return {};
    }

    void keep(std::vector<SubscriptionMoved>& rows) {
        for (SubscriptionMoved& row : rows) {
            if (row.moving == Moving::moves) {
                ++report_.moves;
                report_.before += row.before;
                report_.after += row.after;
            } else {
                ++(row.moving == Moving::already ? report_.already : report_.stays);
            }
            report_.subscriptions.push_back(std::move(row));
        }
    }

    Outcome<void> tell_versions() {
        std::set<std::uint32_t> left;
        for (const auto& row : report_.subscriptions) {
            if (row.version != asked_.version) left.insert(row.version);
        }
        const auto then = stored::plan_of(*books_.db, asked_.plan, asked_.version);
        if (!then) return std::unexpected{database(then.error())};
        for (const std::uint32_t version : left) {
            const auto had = stored::plan_of(*books_.db, asked_.plan, version);
            if (!had) return std::unexpected{database(had.error())};
            if (!*had || !*then) continue;
            report_.versions.push_back({version, figures_moved((*had)->content, (*then)->content)});
        }
        return {};
    }

    void sort() {
        std::ranges::sort(report_.subscriptions, [](const auto& a, const auto& b) {
            const auto key = [](const SubscriptionMoved& row) {
                const bool moves = row.moving == Moving::moves;
                const std::int64_t change =
                    moves ? std::abs((row.after - row.before).minor) : std::int64_t{0};
                return std::tuple{row.moving, -change, std::string_view{row.subscription}};
            };
            return key(a) < key(b);
        });
        const pos::Money none = zero(report_.currency);
        for (const BillMoved& one : report_.bills) {
            report_.without += one.without.value_or(none);
            report_.with += one.with.value_or(none);
        }
        std::ranges::sort(report_.bills, [&](const auto& a, const auto& b) {
            const auto key = [&](const BillMoved& one) {
                const pos::Money change = one.with.value_or(none) - one.without.value_or(none);
                return std::tuple{-std::abs(change.minor), std::string_view{one.account}};
            };
            return key(a) < key(b);
        });
    }

    BillingBooks& books_;
    const PriceMove& asked_;
    const PriceMoveOptions& options_;
    pos::Instant now_;
    KnownPlans plans_;
    const Plan* then_{nullptr};
    PriceMoveReport report_;
};

}  // namespace

Outcome<PriceMoveReport> move_prices(BillingBooks& books, const PriceMove& asked,
                                     const PriceMoveOptions& options, pos::Instant now) {
    return PriceMover{books, asked, options, now}.run();
}

}  // namespace app::core::billing
