#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/takeover/take_row.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing::takeover {

namespace {

namespace stored = pos::store::billing;
using pos::billing::plan::Act;

/// "DE0001; DE0002" as what each is.
std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == ';' || c == ',' || c == '|' || c == '\n') {
            parts.emplace_back();
        } else if (c != ' ' || !parts.back().empty()) {
            parts.back() += c;
        }
    }
    for (std::string& part : parts) {
        while (part.ends_with(' ')) part.pop_back();
    }
    std::erase(parts, "");
    return parts;
}

/// What a row says of a contract.
struct Said {
    NewSubscription asked;            // without its points
    std::vector<std::string> points;  // meters and numbers whose usage it is
    std::string end;                  // empty: it goes on
};

/// A day without a clock's time is the last one: the contract ends as the next one begins.
std::string behind_last_day(std::string end) {
    const auto day = pos::parse_date(end);
    return day ? to_string(pos::Date{day->days + 1}) : std::move(end);
}

Outcome<Said> read(Taking& taking, const Row& row) {
    Said said;
    auto& asked = said.asked;
    asked.number = row.text("number", taking.how);
    asked.account = row.text("account", taking.how);
    asked.plan = row.text("plan", taking.how);
    asked.base = row.text("base", taking.how);
    said.points = parts_of(row.text("points", taking.how));
    for (const auto& [field, to] :
         {std::pair{"start", &asked.start}, std::pair{"end", &said.end}}) {
        auto day = date_of(taking, row, field);
        if (!day) return std::unexpected{day.error()};
        *to = std::move(*day);
    }
    said.end = behind_last_day(std::move(said.end));
    const auto version = count_of(taking, row, "version", 0);
    if (!version) return std::unexpected{version.error()};
    const auto anchor = count_of(taking, row, "anchor_day", 0);
    if (!anchor) return std::unexpected{anchor.error()};
    asked.version = *version;
    asked.anchor_day = *anchor;
    return said;
}

Outcome<void> cancel(Taking& taking, const Said& said) {
    SubscriptionChange change;
    change.number = said.asked.number;
    change.act = Act::cancelled;
    change.at = said.end;
    const auto done = write_change(taking.books, change, taking.now);
    if (!done) {
        taking.blamed = "end";
        return std::unexpected{done.error()};
    }
    return {};
}

/// What keeps a contract from beginning, that a row can be blamed for.
Outcome<void> check_new(Taking& taking, const Said& said) {
    const auto& asked = said.asked;
    const auto day = pos::parse_date(std::string_view{asked.start}.substr(0, 10));
    const auto plan = asked.version == 0 && day
                          ? stored::plan_on(*taking.books.db, asked.plan, *day)
                          : stored::plan_of(*taking.books.db, asked.plan, asked.version);
    if (!plan) return std::unexpected{database(plan.error())};
    if (!*plan) {
        return taking.refuse(
            "plan", Reason::no_plan, asked.plan,
            "There is no plan " + asked.plan + " of that version, or none by that day.");
    }
    constexpr std::int64_t kDayMs = 86'400'000;
    if (day && day->days < taking.now.unix_ms / kDayMs - kBackDaysMax) {
        return taking.refuse("start", Reason::too_long_ago, asked.start,
                             asked.start +
                                 " is more than 400 days ago: give the day from which bills are "
                                 "made here.");
    }
    return {};
}

/// Lets the points that a contract has not got yet count for it; whether there was one.
Outcome<bool> give_points(Taking& taking, const Said& said) {
    if (said.points.empty()) return false;
    // As it is now: its end counts.
    const auto whose = stored::subscription_of_number(*taking.books.db, said.asked.number);
    if (!whose) return std::unexpected{database(whose.error())};
    if (!*whose) return refuse("Contract " + said.asked.number + " is gone.");
    bool is_new = false;
    for (const std::string& point : said.points) {
        const auto given = give_point(taking, "points", point, **whose);
        if (!given) return given;
        is_new = is_new || *given;
    }
    return is_new;
}

Outcome<CustomerPut> add(Taking& taking, const Said& said) {
    if (auto good = check_new(taking, said); !good) return std::unexpected{good.error()};
    const auto number = write_subscription(taking.books, said.asked, taking.now, taking.random);
    if (!number) return std::unexpected{number.error()};
    if (!said.end.empty()) {
        if (auto done = cancel(taking, said); !done) return std::unexpected{done.error()};
    }
    if (auto given = give_points(taking, said); !given) return std::unexpected{given.error()};
    return CustomerPut::added;
}

/// A contract that is there may end by now, and count at further points; it stays what it is.
Outcome<CustomerPut> change(Taking& taking, const Said& said,
                            const stored::StoredSubscription& there) {
    const auto customer = find_account(*taking.books.db, said.asked.account);
    if (!customer) return std::unexpected{customer.error()};
    const auto& account = customer->stored.account;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return refuse("The zone " + account.zone + " is unknown.");
    const auto start = read_time(said.asked.start, *zone);
    if (!start) return std::unexpected{start.error()};
    const auto& first = there.acts.front();
    if (there.account != account.id || first.plan != said.asked.plan || first.at != *start) {
        return taking.refuse(
            "", Reason::differs, there.number,
            "Contract " + there.number + " is there already, with another account, plan or start.");
    }
    bool changed = false;
    if (!said.end.empty()) {
        const auto end = read_time(said.end, *zone);
        if (!end) return std::unexpected{end.error()};
        const auto& last = there.acts.back();
        if (last.act != Act::cancelled) {
            if (auto done = cancel(taking, said); !done) return std::unexpected{done.error()};
            changed = true;
        } else if (last.at != *end) {
            return taking.refuse("end", Reason::differs, there.number,
                                 "Contract " + there.number + " ends on another day already.");
        }
    }
    const auto given = give_points(taking, said);
    if (!given) return std::unexpected{given.error()};
    changed = changed || *given;
    return changed ? CustomerPut::changed : CustomerPut::unchanged;
}

}  // namespace

Outcome<CustomerPut> take_contract(Taking& taking, const Row& row) {
    const auto said = read(taking, row);
    if (!said) return std::unexpected{said.error()};
    const auto there = stored::subscription_of_number(*taking.books.db, said->asked.number);
    if (!there) return std::unexpected{database(there.error())};
    return *there ? change(taking, *said, **there) : add(taking, *said);
}

}  // namespace app::core::billing::takeover
