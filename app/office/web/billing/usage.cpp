// What was used: over time as a chart beside its table, and record by record with what became of
// each; usage that no plan counts, for somebody to put right.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "app/core/billing/charge_usage.hpp"
#include "app/office/web/billing/meter_parts.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/usage_parts.hpp"
#include "app/office/web/billing/usage_records.hpp"
#include "app/office/web/chart.hpp"
#include "app/office/web/period.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
namespace plan = pos::billing::plan;
using core::billing::UsageState;

constexpr std::int64_t kUsageRows = 50;
// Of one state: what a record's is takes looking at, and a state may be of none.
constexpr std::int64_t kLookedAt = 2'000;
constexpr std::int64_t kLookedAtForFile = 200'000;
constexpr std::size_t kUnmatchedShown = 500;
constexpr std::int64_t kAccountsFound = 20;
constexpr std::int32_t kHourDaysMax = 31;  // more hours than that make no chart
constexpr std::int64_t kHourMs = 3'600'000;

enum class Step : std::uint8_t { hour, day, month };
constexpr std::array<std::pair<const char*, Step>, 3> kSteps{
    {{"hour", Step::hour}, {"day", Step::day}, {"month", Step::month}}};

struct Slot {
    pos::Instant from{};
    pos::Date day{};
    pos::Exact used;
    std::int64_t records{0};
};

pos::Date month_of(pos::Date day) {
    const auto parts = split(day);
    return pos::make_date(parts.year, parts.month, 1);
}
pos::Date next_month(pos::Date day) {
    return month_of(pos::Date{month_of(day).days + 31});
}

/// The last thirty days, unless the address names others.
Period usage_period(const Fields& query, pos::Date today) {
    Fields asked = query;
    if (field(query, "from").empty() && field(query, "to").empty() &&
        field(query, "period").empty()) {
        asked["from"] = to_string(pos::Date{today.days - 29});
        asked["to"] = to_string(today);
    }
    Period period = read_period(asked, today);
    // Whole months are compared with as many before them.
    const pos::Date behind{period.days.to.days + 1};
    if (month_of(period.days.from) != period.days.from || month_of(behind) != behind) return period;
    pos::Date first = period.days.from;
    for (pos::Date at = period.days.from; at < behind; at = next_month(at)) {
        first = month_of(pos::Date{first.days - 1});
    }
    period.before = {first, pos::Date{period.days.from.days - 1}};
    return period;
}

/// Where the address says that the page's records begin.
std::optional<RecordsPlace> place_of(const Fields& query) {
    const std::string text = field(query, "before");
    if (text.empty()) return std::nullopt;
    RecordsPlace place{{}, skip_of(query)};
    std::from_chars(text.data(), text.data() + text.size(), place.before.unix_ms);
    return place;
}

/// A measure of an account as its plans count it.
struct Counted {
    plan::Aggregation aggregation{plan::Aggregation::sum};
    std::string unit;
};

/// One visit of the page of an account.
class UsagePage {
public:
    UsagePage(Call& call, stored::Customer whose, pos::locale::Zone zone)
        : call_{call},
          words_{call.words},
          whose_{std::move(whose)},
          zone_{std::move(zone)},
          period_{usage_period(call.query, zone_.local(call.now).date)} {}

    Answer show() {
        if (auto trouble = choose()) return std::move(*trouble);
        if (auto trouble = add_up()) return std::move(*trouble);
        if (auto trouble = find_records()) return std::move(*trouble);
        const auto& account = whose_.stored.account;
        const auto unmatched =
            core::billing::unmatched_usage(call_.db, account.id, kUnmatchedShown);
        if (!unmatched) return NoPage{503};
        std::vector<Table> tables;
        if (!meter_.empty()) tables.push_back(slots_table());
        tables.push_back(records_table(found_.rows, zone_, words_));
        if (!unmatched->empty()) tables.push_back(unmatched_table(*unmatched, zone_, words_));
        Data data;
        data.set("places", places_html(call_));
        data.set("title", words_["billing_us"]);
        data.set("account", account.number);
        data.set("name", account.number + " " + whose_.party.name);
        data.set("link", account_link(account.number));
        data.set("zone", words_.with("billing_us_zone", {{"zone", account.zone}}));
        put_filters(data);
        put_figures(data);
        Data htmls{Data::type::list};
        // What has to be put right comes first.
        std::vector<const Table*> shown;
        if (!unmatched->empty()) shown.push_back(&tables.back());
        for (const Table& table : tables) {
            if (shown.empty() || shown.front() != &table) shown.push_back(&table);
        }
        for (const Table* table : shown) {
            Data one;
            one.set("html", to_html(*table, words_));
            htmls.push_back(one);
        }
        data.set("tables", htmls);
        Fields next = call_.query;
        if (found_.next) {
            next["before"] = std::to_string(found_.next->before.unix_ms);
            next["skip"] = std::to_string(found_.next->skip);
        }
        data.set("has_more", found_.next.has_value());
        data.set("more", found_.next ? call_.path + query_of(next) : "");
        data.set("has_looked", has_looked_enough());
        data.set("looked", words_.with("billing_us_looked",
                                       {{"count", words_.locale().integer(found_.looked_at)}}));
        data.set("t_more_rows", words_["more_rows"]);
        Page page{.title = words_["billing_us"],
                  .body = render("billing_usage", std::move(data)),
                  .file_name = "usage-" + account.number};
        page.tables = std::move(tables);
        if (call_.is_export && has_looked_enough()) page.no_file = words_["billing_us_too_many"];
        return page;
    }

private:
    /// What the address asks for, as far as there is such a thing.
    std::optional<Answer> choose() {
        const pos::Ulid account = whose_.stored.account.id;
        auto subscriptions = stored::subscriptions_of(call_.db, std::span{&account, 1});
        if (!subscriptions) return Answer{pos::store::to_store_error(subscriptions.error())};
        subscriptions_ = std::move(*subscriptions);
        const auto places = stored::meter_places_of(call_.db, account);
        if (!places) return Answer{pos::store::to_store_error(places.error())};
        for (const auto& place : *places) {
            if (meters_.empty() || meters_.back() != place.meter) meters_.push_back(place.meter);
        }
        const std::string number = field(call_.query, "subscription");
        const auto one =
            std::ranges::find(subscriptions_, number, &stored::StoredSubscription::number);
        if (one != subscriptions_.end()) subscription_ = &*one;
        const std::string meter = field(call_.query, "meter");
        if (std::ranges::find(meters_, meter) != meters_.end()) meter_ = meter;
        // There is no chart of several: what they count cannot be added up.
        if (meter_.empty() && meters_.size() == 1) meter_ = meters_.front();
        state_ = core::billing::usage_state_of(field(call_.query, "state"));
        const std::string step = field(call_.query, "step");
        const std::int32_t length = period_.days.to.days - period_.days.from.days + 1;
        step_ = length <= 2 ? Step::hour : length <= 93 ? Step::day : Step::month;
        for (const auto& [word, each] : kSteps) {
            if (step == word) step_ = each;
        }
        if (step_ == Step::hour && length > kHourDaysMax) step_ = Step::day;
        return find_counted();
    }

    std::optional<Answer> find_counted() {
        core::billing::KnownPlans plans;
        for (const auto& one : subscriptions_) {
            if (subscription_ != nullptr && one.id != subscription_->id) continue;
            const auto times = core::billing::plan_times(one);
            if (times.empty()) continue;
            const auto found = plans.find(call_.db, times.back().plan, times.back().version);
            if (!found) return Answer{pos::store::to_store_error(found.error())};
            if (*found == nullptr) continue;
            for (const auto& phase : (*found)->phases) {
                for (const auto& charge : phase.charges) {
                    if (!charge.is_usage() || charge.meter != meter_) continue;
                    counted_ = {charge.aggregation, charge.unit};
                    return std::nullopt;
                }
            }
        }
        return std::nullopt;
    }

    stored::UsageAsked asked(const pos::report::Days& days) const {
        stored::UsageAsked question{.account = whose_.stored.account.id, .meter = meter_};
        if (subscription_ != nullptr) question.subscription = subscription_->id;
        question.from = zone_.start_of_day(days.from);
        question.to = zone_.start_of_day(pos::Date{days.to.days + 1});
        return question;
    }

    void add(pos::Exact& to, pos::Quantity quantity) const {
        const pos::Exact more = core::billing::exact_quantity(quantity);
        switch (counted_.aggregation) {
            case plan::Aggregation::sum:
                to += more;
                return;
            case plan::Aggregation::count:
                to += pos::exactly(1);
                return;
            case plan::Aggregation::highest:
                to = std::max(to, more);
                return;
            case plan::Aggregation::latest:
                to = more;
                return;
        }
    }

    void make_slots() {
        const auto whole = asked(period_.days);
        if (step_ == Step::hour) {
            for (pos::Instant at = whole.from; at < whole.to; at.unix_ms += kHourMs) {
                slots_.push_back({at, zone_.local(at).date, {}, 0});
            }
            return;
        }
        for (pos::Date day = period_.days.from; day <= period_.days.to;
             day = step_ == Step::day ? pos::Date{day.days + 1} : next_month(day)) {
            slots_.push_back({zone_.start_of_day(day), day, {}, 0});
        }
    }

    std::optional<Answer> add_up() {
        if (meter_.empty()) return std::nullopt;
        make_slots();
        const auto now = asked(period_.days);
        const auto read =
            stored::each_amount(call_.db, now, [&](pos::Instant at, pos::Quantity quantity) {
                const auto behind = std::ranges::upper_bound(slots_, at, {}, &Slot::from);
                if (behind == slots_.begin()) return;
                Slot& slot = *std::prev(behind);
                add(slot.used, quantity);
                ++slot.records;
                add(total_, quantity);
                ++records_count_;
            });
        if (!read) return Answer{pos::store::to_store_error(read.error())};
        const auto before = asked(period_.before);
        const auto then = stored::each_amount(
            call_.db, before,
            [&](pos::Instant, pos::Quantity quantity) { add(before_, quantity); });
        if (!then) return Answer{pos::store::to_store_error(then.error())};
        return std::nullopt;
    }

    std::optional<Answer> find_records() {
        const bool file = call_.is_export;
        auto found =
            read_records(call_.db, {.which = asked(period_.days),
                                    .state = state_,
                                    .place = file ? std::nullopt : place_of(call_.query),
                                    .most = file ? kExportRowsMax : kUsageRows,
                                    .looked_at_most = file ? kLookedAtForFile : kLookedAt});
        if (!found) return Answer{NoPage{503}};
        found_ = std::move(*found);
        return std::nullopt;
    }

    /// Whether as many were looked at as one page or file is worth, and more may be further on.
    bool has_looked_enough() const {
        return state_ && found_.next &&
               found_.looked_at == (call_.is_export ? kLookedAtForFile : kLookedAt);
    }

    std::string label_of(const Slot& slot, bool is_short) const {
        const auto& locale = words_.locale();
        switch (step_) {
            case Step::hour: {
                const auto local = zone_.local(slot.from);
                return is_short ? locale.time(local) : locale.date_time(local);
            }
            case Step::day:
                return is_short ? locale.day_month(slot.day) : locale.date(slot.day);
            case Step::month:
                return is_short ? locale.short_month(slot.day) : locale.month(slot.day);
        }
        return {};
    }

    /// As machines read it; an hour with its offset, since one of them comes twice in autumn.
    Cell time_cell(const Slot& slot, const Slot* before) const {
        std::string label = label_of(slot, false);
        if (step_ == Step::day) return {slot.day};
        if (step_ == Step::month) return {to_string(slot.day).substr(0, 7), std::move(label)};
        const auto local = zone_.local(slot.from);
        const std::int32_t minutes = local.utc_offset_s / 60;
        const std::string offset = fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+',
                                               std::abs(minutes) / 60, std::abs(minutes) % 60);
        const bool again =
            before != nullptr && zone_.local(before->from).second_of_day == local.second_of_day;
        if (again) label += " " + offset;
        return {fmt::format("{}T{:02}:{:02}{}", to_string(local.date), local.hour(), local.minute(),
                            offset),
                std::move(label)};
    }

    Table slots_table() const {
        Table table{"used",
                    words_["billing_us_used"],
                    {{"at", words_["billing_us_at"]},
                     {"used", measure_words(), true},
                     {"records", words_["billing_us_records"], true}},
                    {}};
        const Slot* before = nullptr;
        for (const Slot& slot : slots_) {
            table.rows.push_back(
                {time_cell(slot, before), figure_cell(slot.used, words_), {slot.records}});
            before = &slot;
        }
        return table;
    }

    /// "kwh (kWh)"
    std::string measure_words() const {
        return counted_.unit.empty() ? meter_ : meter_ + " (" + counted_.unit + ")";
    }
    std::string amount_words(pos::Exact amount) const {
        const std::string figure = figure_cell(amount, words_).shown;
        return counted_.unit.empty() ? figure : figure + " " + counted_.unit;
    }

    void put_figures(Data& data) const {
        data.set("has_chart", !meter_.empty());
        data.set("choose_measure", meters_.size() > 1 && meter_.empty());
        data.set("t_choose", words_["billing_us_choose"]);
        if (meter_.empty()) return;
        std::vector<Point> points;
        constexpr pos::Wide kMost{INT64_MAX};
        for (const Slot& slot : slots_) {
            const pos::Wide millionths = slot.used.e14 / (pos::kExactScale / pos::kQuantityScale);
            points.push_back({static_cast<std::int64_t>(std::min(millionths, kMost)),
                              label_of(slot, true),
                              label_of(slot, false) + ": " + amount_words(slot.used)});
        }
        const std::string title = words_.with("billing_us_chart", {{"measure", measure_words()}});
        data.set("chart_title", title);
        data.set("chart", chart_svg(points, title));
        Data facts{Data::type::list};
        const auto& locale = words_.locale();
        facts.push_back(fact(words_["billing_us_total"], amount_words(total_)));
        facts.push_back(fact(words_["billing_us_records"], locale.integer(records_count_)));
        facts.push_back(
            fact(words_.with("billing_us_before",
                             {{"days", days(period_.before.from,
                                            pos::Date{period_.before.to.days + 1}, words_)}}),
                 amount_words(before_)));
        const bool more = total_ >= before_;
        facts.push_back(fact(words_[more ? "billing_us_more" : "billing_us_less"],
                             amount_words(more ? total_ - before_ : before_ - total_)));
        data.set("facts", facts);
    }

    static Data choice(const std::string& value, const std::string& name, bool chosen) {
        Data one;
        one.set("value", value);
        one.set("name", name);
        one.set("chosen", chosen);
        return one;
    }

    void put_filters(Data& data) const {
        Data subscriptions{Data::type::list};
        for (const auto& one : subscriptions_) {
            subscriptions.push_back(choice(one.number, one.number, subscription_ == &one));
        }
        Data meters{Data::type::list};
        for (const auto& one : meters_) meters.push_back(choice(one, one, one == meter_));
        Data steps{Data::type::list};
        for (const auto& [word, step] : kSteps) {
            steps.push_back(
                choice(word, words_[std::string{"billing_us_step_"} + word], step == step_));
        }
        Data states{Data::type::list};
        for (const UsageState state : core::billing::kUsageStates) {
            const std::string word{core::billing::word_of(state)};
            states.push_back(choice(word, words_["billing_us_" + word], state_ == state));
        }
        data.set("subscriptions", subscriptions);
        data.set("meters", meters);
        data.set("steps", steps);
        data.set("states", states);
        data.set("from", to_string(period_.days.from));
        data.set("to", to_string(period_.days.to));
        for (const char* text :
             {"billing_account", "billing_subscription", "billing_us_measure", "billing_us_all",
              "billing_us_step", "billing_state", "from", "to", "show"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
    }

    Call& call_;
    const Words& words_;
    stored::Customer whose_;
    pos::locale::Zone zone_;
    Period period_;
    std::vector<stored::StoredSubscription> subscriptions_;
    std::vector<std::string> meters_;
    const stored::StoredSubscription* subscription_{nullptr};
    std::string meter_;
    std::optional<UsageState> state_;
    Step step_{Step::day};
    Counted counted_;
    std::vector<Slot> slots_;
    pos::Exact total_;
    pos::Exact before_;
    std::int64_t records_count_{0};
    RecordsFound found_;
};

/// Whose usage is looked for; and what of everybody has to be put right.
Answer choose_account(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const std::string asked = pos::locale::clean_name(field(call.query, "words"));
    std::vector<stored::AccountRow> accounts;
    if (!asked.empty()) {
        auto found = stored::list_accounts(call.db, {.words = asked,
                                                     .today = zone->local(call.now).date,
                                                     .skip = 0,
                                                     .limit = kAccountsFound,
                                                     .closed_too = true});
        if (!found) return found.error();
        accounts = std::move(*found);
    }
    const auto unmatched = core::billing::unmatched_usage(call.db, std::nullopt, kUnmatchedShown);
    if (!unmatched) return NoPage{503};
    Table found{"accounts",
                words["billing_accounts"],
                columns(words, {"account", "name", "town", "state"}, {}),
                {},
                words["billing_none_found"]};
    for (const auto& each : accounts) {
        found.rows.push_back({{each.number, "", usage_link(each.number)},
                              {each.name},
                              {each.city},
                              closed_cell(each.closed_on.has_value(), words)});
    }
    Table waits = unmatched_table(*unmatched, *zone, words);
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_us"]);
    data.set("about", words["billing_us_about"]);
    data.set("words", asked);
    data.set("has_found", !asked.empty());
    data.set("found", asked.empty() ? "" : to_html(found, words));
    data.set("unmatched", to_html(waits, words));
    data.set("has_unmatched", !unmatched->empty());
    data.set("t_unmatched_about", words["billing_us_unmatched_about"]);
    data.set("t_search", words["search"]);
    data.set("t_asked", words["billing_search"]);
    Page page{.title = words["billing_us"],
              .body = render("billing_usage_choose", std::move(data)),
              .file_name = "usage"};
    if (!asked.empty()) page.tables.push_back(std::move(found));
    page.tables.push_back(std::move(waits));
    return page;
}

}  // namespace

Answer usage_page(Call& call) {
    const std::string number = field(call.query, "account");
    if (number.empty()) return choose_account(call);
    auto found = named_account(call, number);
    if (!found) return found.error();
    auto zone = pos::locale::Zone::open(found->stored.account.zone);
    if (!zone) return NoPage{503};
    return UsagePage{call, std::move(*found), std::move(*zone)}.show();
}

}  // namespace app::office::web::billing
