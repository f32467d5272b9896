#include "tests/conformance/billing/scenario.hpp"

#include <algorithm>
#include <stdexcept>

#include "pos/money/decimal.hpp"

namespace tests {

namespace {

namespace billing = pos::billing;
namespace bill = pos::billing::bill;
namespace plan = pos::billing::plan;

pos::Exact exact_of(const Json& json) {
    const auto figure = pos::parse_exact(json.get<std::string>());
    if (!figure) throw std::runtime_error{"not a figure: " + json.dump()};
    return *figure;
}

plan::PhasesFrom phases_from(const Json& step) {
    static const std::map<std::string, plan::PhasesFrom> kWords{
        {"start_of_subscription", plan::PhasesFrom::subscription},
        {"start_of_bundle", plan::PhasesFrom::bundle},
        {"change_of_plan", plan::PhasesFrom::change}};
    return kWords.at(step.at("phases_counted_from"));
}

pos::locale::Zone open(const std::string& name) {
    auto zone = pos::locale::Zone::open(name);
    if (!zone) throw std::runtime_error{"unknown zone " + name};
    return *zone;
}

}  // namespace

pos::Instant instant_of(const std::string& text, const pos::locale::Zone& zone) {
    const auto date = pos::parse_date(text.substr(0, 10));
    if (!date) throw std::runtime_error{"not a date: " + text};
    if (text.size() == 10) return zone.start_of_day(*date);
    const auto part = [&](std::size_t at) { return std::stoll(text.substr(at, 2)); };
    const std::int64_t seconds = part(11) * 3'600 + part(14) * 60 + part(17);
    return {(std::int64_t{date->days} * 86'400 + seconds) * 1'000};
}

Scenario::Scenario(const Json& scenario)
    : json_{scenario}, zone_{open(scenario.at("account").at("time_zone"))} {
    PlanOptions options;
    if (scenario.contains("fixed_days_in_month")) {
        options.fixed_days_in_month = scenario.at("fixed_days_in_month").get<int>();
    }
    options.greedy = flag_or(scenario, "in_arrear_greedy", false);
    options.zero_usage = flag_or(scenario, "zero_usage_items", true);
    for (const Json& each : scenario.at("plans")) {
        plans_[each.at("name")] = std::make_unique<plan::Plan>(plan_of(each, options));
    }
}

Differences Scenario::run() {
    std::size_t at = 0;
    for (const Json& step : json_.at("steps")) {
        ++at;
        const std::size_t before = differences_.size();
        if (step.contains("do")) {
            act(step);
        } else {
            expect(step);
        }
        for (std::size_t i = before; i < differences_.size(); ++i) {
            differences_[i] = "step " + std::to_string(at) + ", " + differences_[i];
        }
    }
    return differences_;
}

void Scenario::act(const Json& step) {
    const std::string what = step.at("do");
    if (what == "create_account") return;
    if (what == "clock") return move_clock(instant_of(step.at("to"), zone_));
    if (what == "usage") {
        used_.push_back({step.at("subscription"), step.at("unit"), instant_of(step.at("at"), zone_),
                         exact_of(step.at("quantity"))});
        return;
    }
    if (what == "invoice_run") return bill(zone_.local(instant_of(step.at("up_to"), zone_)).date);
    if (what == "subscribe") subscribe(step);
    if (what == "change_plan") change(step);
    if (what == "cancel") cancel(step);
    if (what == "pause_bundle") pause(step, plan::Act::paused);
    if (what == "resume_bundle") pause(step, plan::Act::resumed);
    if (what == "change_bill_cycle_day") anchor(step);
    if (what == "adjust_item") return adjust(step);
    bill(today());
}

plan::Subscription& Scenario::subscription(const std::string& name) {
    const auto found = std::ranges::find(subscriptions_, name, &plan::Subscription::number);
    if (found == subscriptions_.end()) throw std::runtime_error{"no subscription " + name};
    return *found;
}

pos::Instant Scenario::when(const Json& step, const std::string& name) {
    const std::string word = step.contains("when") ? step.at("when").get<std::string>() : "date";
    const pos::Ulid id = subscription(name).id;
    if (word == "immediate") return now_;
    if (word == "date" && step.contains("date")) return instant_of(step.at("date"), zone_);
    if (word == "date") return now_;
    if (word == "end_of_term") {
        const auto through = bill::charged_through(id, billed_);
        const pos::Instant end = zone_.start_of_day(through.value_or(today()));
        return std::max(end, now_);
    }
    if (word == "start_of_term") {
        std::optional<pos::Date> start;
        for (const bill::Billed& one : billed_) {
            if (one.key.subscription != id || one.kind != bill::ItemKind::recurring) continue;
            if (one.from <= today() && (!start || *start < one.from)) start = one.from;
        }
        return zone_.start_of_day(start.value_or(today()));
    }
    throw std::runtime_error{"when: " + word};
}

/// What was done for a later time, and is overtaken by this, counts no more.
void Scenario::add(const std::string& name, plan::Action action) {
    auto& actions = subscription(name).actions;
    std::erase_if(actions, [&](const plan::Action& each) { return each.at > action.at; });
    actions.push_back(action);
}

void Scenario::subscribe(const Json& step) {
    plan::Subscription one;
    one.id = next_id();
    one.number = step.at("subscription");
    bundle_of_[one.number] = one.number;
    if (step.contains("same_bundle_as")) {
        const std::string base = step.at("same_bundle_as");
        bundle_of_[one.number] = base;
        one.bundle_start = zone_.local(subscription(base).actions.front().at).date;
    }
    const plan::Plan* plan = plans_.at(step.at("plan")).get();
    plan::Action action{.act = plan::Act::started,
                        .at = step.contains("date") ? instant_of(step.at("date"), zone_) : now_,
                        .plan = plan,
                        .phases_from = plan->phases_from};
    if (step.contains("bill_cycle_day")) action.anchor_day = step.at("bill_cycle_day");
    one.actions.push_back(action);
    subscriptions_.push_back(std::move(one));
}

void Scenario::change(const Json& step) {
    plan::Action action{.act = plan::Act::changed,
                        .at = when(step, step.at("subscription")),
                        .plan = plans_.at(step.at("plan")).get(),
                        .phases_from = phases_from(step)};
    if (step.contains("bill_cycle_day")) action.anchor_day = step.at("bill_cycle_day");
    auto& one = subscription(step.at("subscription"));
    // A change on the day of the start is that of the plan it starts with.
    if (action.at <= one.actions.front().at) {
        action.act = plan::Act::started;
        one.actions.clear();
    }
    add(step.at("subscription"), action);
}

void Scenario::cancel(const Json& step) {
    const std::string name = step.at("subscription");
    const pos::Instant at = when(step, name);
    for (const auto& [member, base] : bundle_of_) {
        const bool with_its_base = base == name && member != name;
        if (member == name || with_its_base) add(member, {.act = plan::Act::cancelled, .at = at});
    }
}

void Scenario::pause(const Json& step, plan::Act act) {
    for (const auto& [member, base] : bundle_of_) {
        if (base == step.at("of").get<std::string>())
            add(member, {.act = act, .at = instant_of(step.at("date"), zone_)});
    }
}

void Scenario::anchor(const Json& step) {
    plan::Action action{.act = plan::Act::anchored, .at = now_};
    if (step.contains("from_date")) action.at = instant_of(step.at("from_date"), zone_);
    action.anchor_day = step.at("day");
    add(step.at("subscription"), action);
}

void Scenario::adjust(const Json& step) {
    Document& document = documents_.at(step.at("invoice").get<std::size_t>() - 1);
    const pos::Ulid id = document.items.at(step.at("item").get<std::size_t>() - 1);
    const auto item = std::ranges::find(billed_, id, &bill::Billed::id);
    const pos::Exact amount = exact_of(step.at("amount"));
    billed_.push_back({.id = next_id(),
                       .kind = bill::ItemKind::allowance,
                       .key = item->key,
                       .from = item->from,
                       .to = item->to,
                       .amount = -amount,
                       .of = id});
    const std::string date = step.at("date");
    document.rows.push_back({"item_adj", date, date, -amount});
    document.rows.push_back({"cba_adj", date, date, amount});
    credit_ += amount;
}

void Scenario::move_clock(pos::Instant to) {
    now_ = to;
    if (subscriptions_.empty()) return;
    while (next_ && *next_ <= today()) bill(*next_);
    bill(today());
}

bill::Proposal Scenario::proposal(pos::Date up_to) {
    const Json& day = json_.at("account").at("bill_cycle_day");
    const bill::Situation situation{.zone = zone_,
                                    .bill_day = day.is_null() ? 0U : day.get<unsigned>(),
                                    .subscriptions = subscriptions_,
                                    .billed = billed_,
                                    .up_to = up_to};
    const auto metered =
        [&](const bill::UsageQuestion& asked) -> std::expected<billing::Usage, std::string> {
        billing::Usage usage;
        for (const Used& one : used_) {
            if (one.subscription != asked.subscription.number) continue;
            if (one.unit != asked.charge.meter) continue;
            if (one.at >= asked.from && one.at < asked.to) usage.quantity += one.quantity;
        }
        return usage;
    };
    auto proposed = bill::propose(situation, metered);
    if (!proposed) throw std::runtime_error{proposed.error().reason};
    return std::move(*proposed);
}

void Scenario::bill(pos::Date up_to) {
    const bill::Proposal proposed = proposal(up_to);
    next_ = proposed.next;
    if (!proposed.items.empty()) issue(proposed);
}

Scenario::Row Scenario::row_of(const bill::Item& item) {
    static const std::map<bill::ItemKind, std::string> kTypes{
        {bill::ItemKind::one_time, "fixed"},
        {bill::ItemKind::recurring, "recurring"},
        {bill::ItemKind::usage, "usage"},
        {bill::ItemKind::unused, "repair_adj"}};
    return {kTypes.at(item.kind), to_string(item.from), to_string(item.to), item.amount};
}

void Scenario::issue(const bill::Proposal& proposal) {
    Document document;
    pos::Exact sum;
    for (const bill::Item& item : proposal.items) {
        const pos::Ulid id = next_id();
        billed_.push_back({.id = id,
                           .kind = item.kind,
                           .key = item.key,
                           .from = item.from,
                           .to = item.to,
                           .revision = item.revision,
                           .quantity = item.quantity,
                           .amount = item.amount,
                           .of = item.of,
                           .charge = item.charge});
        document.rows.push_back(row_of(item));
        document.items.push_back(id);
        if (item.charge && item.charge->is_usage()) {
            document.used[item.charge->meter] += item.quantity;
        }
        sum += item.amount;
    }
    settle(document, sum);
    documents_.push_back(std::move(document));
}

/// What an invoice below zero gives back is credit, and credit pays what comes after it.
void Scenario::settle(Document& document, pos::Exact sum) {
    const pos::Exact used = sum < pos::Exact{} ? sum : std::min(sum, credit_);
    if (used == pos::Exact{}) return;
    credit_ -= used;
    document.rows.push_back({"cba_adj", to_string(today()), to_string(today()), -used});
}

pos::Ulid Scenario::next_id() {
    pos::Ulid id;
    if (++ids_ == 0) ++ids_high_;
    id.bytes[15] = ids_;
    id.bytes[14] = ids_high_;
    return id;
}

void Scenario::compare_rows(const std::string& what, const Json& expected, std::vector<Row> rows) {
    const auto text = [](const Row& row) {
        return row.type + " " + row.start + ".." + row.end + " " + to_string(row.amount);
    };
    std::string unexpected;
    for (const Json& item : expected) {
        const auto found = std::ranges::find_if(rows, [&](const Row& row) {
            if (row.type != item.at("type").get<std::string>()) return false;
            if (item.contains("start") && row.start != item.at("start").get<std::string>())
                return false;
            // A fee without an end of its own has one here: that of its phase.
            const bool ends = item.contains("end") && !item.at("end").is_null();
            if (ends && row.end != item.at("end").get<std::string>()) return false;
            return !item.contains("amount") || row.amount == exact_of(item.at("amount"));
        });
        if (found == rows.end()) {
            differences_.push_back(what + ": expected " + item.dump());
        } else {
            rows.erase(found);
        }
    }
    for (const Row& row : rows) differences_.push_back(what + ": got " + text(row));
}

void Scenario::expect(const Json& step) {
    const std::string what = step.at("expect");
    const auto say = [&](const std::string& got) {
        differences_.push_back(what + ": expected " + step.dump() + ", got " + got);
    };
    if (what == "invoice") {
        const auto number = step.at("number").get<std::size_t>();
        if (number > documents_.size()) return say(std::to_string(documents_.size()) + " invoices");
        return compare_rows("invoice " + std::to_string(number), step.at("items"),
                            documents_[number - 1].rows);
    }
    if (what == "invoice_count") {
        if (documents_.size() != step.at("count")) say(std::to_string(documents_.size()));
        return;
    }
    if (what == "nothing_more_to_invoice") {
        const auto more = proposal(today()).items;
        if (!more.empty()) say(std::to_string(more.size()) + " items");
        return;
    }
    if (what == "preview") {
        std::vector<Row> rows;
        for (const auto& item :
             proposal(zone_.local(instant_of(step.at("up_to"), zone_)).date).items) {
            rows.push_back(row_of(item));
        }
        return compare_rows(what, step.at("items"), std::move(rows));
    }
    if (what == "charged_through") {
        const auto through =
            bill::charged_through(subscription(step.at("subscription")).id, billed_);
        const std::string got = through ? to_string(*through) : "nothing";
        if (got != step.at("date").get<std::string>()) say(got);
        return;
    }
    if (what == "cancelled_on") {
        const plan::Action& last = subscription(step.at("subscription")).actions.back();
        const std::string got = to_string(zone_.local(last.at).date);
        if (last.act != plan::Act::cancelled || got != step.at("date").get<std::string>()) say(got);
        return;
    }
    if (what == "last_invoice_usage_quantity") {
        const pos::Exact got = documents_.back().used[step.at("unit")];
        if (got != exact_of(step.at("quantity"))) say(to_string(got));
        return;
    }
    throw std::runtime_error{"expect: " + what};
}

}  // namespace tests
