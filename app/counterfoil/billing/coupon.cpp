// Coupons: the catalogue's, and those of subscriptions.
#include "app/core/billing/coupons.hpp"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;

constexpr std::int64_t kCouponsMax = 10'000;

struct CouponOptions {
    BooksOptions books;
    core::billing::CouponInput input;
    core::billing::NewRedemption redemption;
    core::billing::StopCoupon stop;
    bool forever{false};
    std::string code;
    bool json{false};
};

std::string takes_of(const stored::CouponTerms& terms) {
    if (!terms.amount) return terms.percent + " %";
    return to_string(*terms.amount) + " " + code_of(terms.amount->currency);
}

nlohmann::ordered_json terms_json(const stored::CouponTerms& terms) {
    nlohmann::ordered_json json{{"name", terms.name}};
    if (terms.amount) {
        json["amount"] = to_string(*terms.amount);
        json["currency"] = code_of(terms.amount->currency);
    } else {
        json["percent"] = terms.percent;
    }
    json["periods"] = terms.periods;
    json["plans"] = terms.plans;
    return json;
}

void put(const CouponOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        core::billing::CouponInput input = options.input;
        if (options.forever) input.periods = 0;
        const auto kept = core::billing::put_coupon(books, input, context.clock.now());
        if (!kept) return std::unexpected{kept.error()};
        context.err << "Coupon " << kept->code << " takes off " << takes_of(kept->terms)
                    << ". Who has redeemed it before keeps it as it was.\n";
        return {};
    });
}

void list(const CouponOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto rows = stored::coupons((*reader)->connection(), 0, kCouponsMax);
    if (!rows) return report(context, core::failure(rows.error()));
    auto json = nlohmann::ordered_json::array();
    Table table{{{"coupon"},
                 {"name"},
                 {"takes off"},
                 {"periods", true},
                 {"from"},
                 {"until"},
                 {"redeemed", true},
                 {"most", true}},
                {}};
    const auto day = [](const std::optional<pos::Date>& on) {
        return on ? to_string(*on) : std::string{};
    };
    for (const auto& [coupon, redeemed, stopped] : *rows) {
        auto one = terms_json(coupon.terms);
        one["coupon"] = coupon.code;
        one["valid_from"] = day(coupon.valid_from);
        one["valid_until"] = day(coupon.valid_until);
        one["most"] = coupon.most;
        one["most_of_account"] = coupon.most_of_account;
        one["redeemed"] = redeemed;
        one["stopped"] = stopped;
        json.push_back(std::move(one));
        table.rows.push_back(
            {coupon.code, coupon.terms.name, takes_of(coupon.terms),
             coupon.terms.periods == 0 ? "all" : std::to_string(coupon.terms.periods),
             day(coupon.valid_from), day(coupon.valid_until), std::to_string(redeemed),
             coupon.most == 0 ? "" : std::to_string(coupon.most)});
    }
    if (options.json) {
        context.out << json.dump(2) << '\n';
    } else if (table.rows.empty()) {
        context.err << "There are no coupons yet: counterfoil coupon put SPRING --name \"Spring "
                       "offer\" --percent 20\n";
    } else {
        write_table(context.out, table);
    }
}

/// Of a coupon, or of a subscription.
void list_redemptions(const CouponOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    stored::RedemptionFilter filter{.code = options.code, .limit = kCouponsMax};
    if (!options.redemption.subscription.empty()) {
        const auto found = stored::subscription_of_number(db, options.redemption.subscription);
        if (!found)
            return report(context, core::failure(pos::store::to_store_error(found.error())));
        if (!*found) {
            return report(context,
                          {core::FailureKind::refused, "No subscription has the number " +
                                                           options.redemption.subscription + "."});
        }
        filter.subscription = (*found)->id;
    }
    const auto rows = stored::redemptions(db, filter);
    if (!rows) return report(context, core::failure(rows.error()));
    auto json = nlohmann::ordered_json::array();
    Table table{{{"coupon"},
                 {"account"},
                 {"subscription"},
                 {"takes off"},
                 {"from"},
                 {"stopped"},
                 {"periods used", true},
                 {"taken", true}},
                {}};
    for (const auto& row : *rows) {
        const stored::Redemption& one = row.redemption;
        const std::string stopped = one.stopped ? to_string(*one.stopped) : std::string{};
        const std::string taken = to_string(pos::Money{row.taken_minor, row.currency});
        auto object = terms_json(one.terms);
        object["coupon"] = one.code;
        object["account"] = row.account;
        object["subscription"] = row.subscription;
        object["from"] = to_string(one.from);
        object["stopped"] = stopped;
        object["reason"] = one.reason;
        object["periods_used"] = row.periods_used;
        object["taken"] = taken;
        json.push_back(std::move(object));
        table.rows.push_back({one.code, row.account, row.subscription, takes_of(one.terms),
                              to_string(one.from), stopped, std::to_string(row.periods_used),
                              taken});
    }
    if (options.json) {
        context.out << json.dump(2) << '\n';
    } else if (table.rows.empty()) {
        context.err << "None was redeemed.\n";
    } else {
        write_table(context.out, table);
    }
}

void redeem(const CouponOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto made = core::billing::redeem_coupon(books, options.redemption,
                                                       context.clock.now(), context.random);
        if (!made) return std::unexpected{made.error()};
        context.err << "Coupon " << made->code << " takes off " << takes_of(made->terms)
                    << " of what begins from " << to_string(made->from) << " on.\n";
        return {};
    });
}

void stop(const CouponOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto on = core::billing::stop_coupon(books, options.stop, context.clock.now());
        if (!on) return std::unexpected{on.error()};
        context.err << "It takes nothing off what begins from " << to_string(*on) << " on.\n";
        return {};
    });
}

}  // namespace

void add_coupon(CLI::App& program, Context& context) {
    auto options = std::make_shared<CouponOptions>();
    auto* command = program.add_subcommand(
        "coupon", "At head office: what customers may redeem on their subscriptions");
    command->require_subcommand(1);
    auto& input = options->input;
    auto* putting = command->add_subcommand("put", "Add a coupon, or change it from now on");
    putting->add_option("CODE", input.code, "Such as SPRING20")->required();
    putting->add_option("--name", input.name, "As bills say it")->required();
    auto* percent = putting->add_option("--percent", input.percent, "Off each line, such as 20");
    auto* amount = putting->add_option("--amount", input.amount, "Off each period, such as 5.00");
    percent->excludes(amount);
    putting->add_option("--currency", input.currency, "Of the amount; else the books'")
        ->needs(amount);
    auto* periods = putting->add_option("--periods", input.periods, "So many; else one")
                        ->check(CLI::Range(1, 1'200));
    putting->add_flag("--forever", options->forever, "Every period")->excludes(periods);
    putting->add_option("--plan", input.plans, "Only for this plan; may be given again");
    putting->add_option("--valid-from", input.valid_from, "The first day to redeem it")
        ->type_name("DAY");
    putting->add_option("--valid-until", input.valid_until, "The last one")->type_name("DAY");
    putting->add_option("--most", input.most, "Times in all; else without limit")
        ->check(CLI::NonNegativeNumber);
    putting->add_option("--most-of-account", input.most_of_account, "Times by one account")
        ->check(CLI::NonNegativeNumber);
    add_books(*putting, options->books);
    putting->callback([options, &context] { put(*options, context); });
    auto* listing = command->add_subcommand("list", "Every coupon, and how often it was redeemed");
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
    auto* uses = command->add_subcommand("uses", "Who has redeemed which, and what it took off");
    uses->add_option("CODE", options->code, "Of one coupon; else of all");
    add_db(*uses, options->books.db);
    add_json(*uses, options->json);
    uses->callback([options, &context] { list_redemptions(*options, context); });
}

void add_subscription_coupons(CLI::App& subscription, Context& context) {
    auto options = std::make_shared<CouponOptions>();
    auto* redeeming = subscription.add_subcommand("redeem", "Redeem a coupon on it");
    redeeming->add_option("NUMBER", options->redemption.subscription, "The subscription's")
        ->required();
    redeeming->add_option("CODE", options->redemption.code, "The coupon's")->required();
    redeeming->add_option("--from", options->redemption.from, "The day; else today")
        ->type_name("DAY");
    add_books(*redeeming, options->books);
    redeeming->callback([options, &context] { redeem(*options, context); });
    auto* stopping = subscription.add_subcommand("stop-coupon", "Let a coupon take no more off it");
    stopping->add_option("NUMBER", options->stop.subscription, "The subscription's")->required();
    stopping->add_option("CODE", options->stop.code, "The coupon's")->required();
    stopping->add_option("--on", options->stop.on, "The day; else today")->type_name("DAY");
    stopping->add_option("--reason", options->stop.reason, "Why")->required();
    add_books(*stopping, options->books);
    stopping->callback([options, &context] { stop(*options, context); });
    auto* listing = subscription.add_subcommand("coupons", "Those that were redeemed on it");
    listing->add_option("NUMBER", options->redemption.subscription, "The subscription's")
        ->required();
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list_redemptions(*options, context); });
}

}  // namespace app::counterfoil
