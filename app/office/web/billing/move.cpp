// A service point changes hands: who leaves with the final bill, who comes, and what that would
// come to before it is done.
#include <algorithm>
#include <array>
#include <mutex>
#include <optional>

#include "app/core/billing/move.hpp"
#include "app/office/web/billing/document_tables.hpp"
#include "app/office/web/billing/meter_parts.hpp"
#include "app/office/web/billing/moves.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/locale/unit_sign.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/meters.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/columns.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::BillingBooks;
using core::billing::FigureFrom;
using core::billing::Moved;
using core::billing::NewMove;
using pos::billing::plan::Act;

constexpr const char* kPath = "/billing/move";
constexpr std::int64_t kSortsMax = 100;
/// What the form says besides the figures; what is done must be what was looked at.
constexpr const char* kTyped[] = {"point", "way",     "on",   "time",    "next",
                                  "plan",  "version", "read", "estimate"};

/// A counter that is read when its point changes hands.
struct CounterRow {
    std::string name;  // "M1/kwh"
    std::string serial;
    std::string words;
    std::optional<pos::billing::meter::Reading> last{};
};

/// The form's field of a counter's figure: by what it counts and which one it is, so that a form
/// from before another one was fitted says nothing of that.
std::string field_of(const CounterRow& row) {
    return "figure_" + row.name + "_" + row.serial;
}

/// Who has a point, or had it last.
struct Holder {
    stored::StoredSubscription subscription;
    stored::Customer customer;
    pos::Instant since{};
    bool is_there{true};  // and has not ended by now
};

/// All that the page needs to know of a point.
struct Point {
    std::string code;
    bool is_known{false};  // there is a counter, or somebody had it
    std::optional<Holder> holder{};
    std::vector<std::string> with{};  // further points that the holder's subscription counts at
    std::vector<CounterRow> counters{};
};

const char* text_of(FigureFrom from) {
    switch (from) {
        case FigureFrom::read:
            return "billing_move_read";
        case FigureFrom::there:
            return "billing_move_there";
        case FigureFrom::estimated:
            return "billing_read_estimated";
        case FigureFrom::between:
            return "billing_move_between";
    }
    return "";
}

pos::store::db::Result<void> add_counters_at(pos::store::db::Connection& db,
                                             const std::string& code, Point& point) {
    const auto registers = stored::registers_at(db, code, kSortsMax);
    if (!registers) return std::unexpected{registers.error()};
    for (const auto& one : *registers) {
        point.is_known = true;
        if (one.counters.empty() || one.counters.back().removed) continue;
        const auto& stands = one.counters.back();
        CounterRow row{one.point + "/" + one.meter, stands.counter.serial,
                       one.point + " · " + pos::locale::unit_sign(one.meter)};
        if (!stands.counter.serial.empty()) row.words += " · " + stands.counter.serial;
        if (!stands.readings.empty()) row.last = stands.readings.back();
        point.counters.push_back(std::move(row));
    }
    return {};
}

pos::store::db::Result<void> add_holder(pos::store::db::Connection& db, pos::Instant now,
                                        Point& point) {
    const auto owners = stored::owners_of_point(db, point.code);
    if (!owners) return std::unexpected{owners.error()};
    if (owners->empty()) return {};
    point.is_known = true;
    auto subscription = stored::subscription_of_number(db, owners->back().number);
    if (!subscription) return std::unexpected{subscription.error()};
    if (!*subscription || (*subscription)->acts.empty()) return {};
    const auto& last = (*subscription)->acts.back();
    const bool is_there = last.act != Act::cancelled || last.at > now;
    auto customer = stored::account_of(db, (*subscription)->account);
    if (!customer) return std::unexpected{customer.error()};
    if (!*customer) return {};
    const auto points = stored::service_points(db, (*subscription)->id);
    if (!points) return std::unexpected{points.error().cause};
    for (const auto& each : *points) {
        if (each.code == point.code) continue;
        const auto others = stored::owners_of_point(db, each.code);
        if (!others) return std::unexpected{others.error()};
        const bool theirs = !others->empty() && others->back().subscription == (*subscription)->id;
        if (theirs) point.with.push_back(each.code);
    }
    point.holder =
        Holder{std::move(**subscription), std::move(**customer), owners->back().from, is_there};
    return {};
}

pos::store::Answer<Point> read_point(Call& call, const std::string& code) {
    auto& db = call.db;
    Point point{.code = code};
    auto done = add_holder(db, call.now, point);
    if (done) done = add_counters_at(db, code, point);
    for (const std::string& other : point.with) {
        if (done) done = add_counters_at(db, other, point);
    }
    if (!done) return pos::store::store_error(std::move(done.error()));
    return point;
}

class MovePage {
public:
    MovePage(Call& call, Point point) : call_{call}, words_{call.words}, point_{std::move(point)} {}

    /// Where to go on, or nothing: then the page is shown.
    std::optional<Answer> carry_out() {
        const bool keep = said("what") == "keep";
        if (keep && said("seen") != typed()) refusal_ = words_["billing_sub_seen"];
        auto asked = asked_move();
        if (!asked) return std::nullopt;
        const bool is_trial = !keep || !refusal_.empty();
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) return refuse(in_words(books.error(), words_));
        auto moved =
            core::billing::make_move(*books, *asked, is_trial, call_.now, call_.office.random);
        if (!moved) {
            doubtful_ = core::is_doubt(moved.error().why);
            return refuse(in_words(moved.error(), words_));
        }
        if (!is_trial || moved->again) return GoTo{moved_link(moved->id)};
        tried_ = std::move(*moved);
        return std::nullopt;
    }

    pos::store::Answer<Page> show() {
        Data data;
        data.set("places", places_html(call_));
        data.set("title", title());
        data.set("back", point_.holder ? account_link(account_number()) : "/billing/meters");
        data.set("about", about());
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("mark", call_.mark);
        data.set("point", point_.code);
        data.set("way", leaves() ? "out" : "in");
        data.set("leaves", leaves());
        const bool may_bill = !leaves() && point_.holder && !point_.holder->is_there;
        data.set("has_out", may_bill);
        data.set("out", kPath + query_of({{"point", point_.code}, {"way", "out"}}));
        data.set("t_out", words_["billing_move_out_late"]);
        data.set("counters", counters());
        data.set("has_counters", !point_.counters.empty());
        data.set("on", said("on"));
        data.set("time", said("time"));
        data.set("next", call_.is_post() ? said("next") : field(call_.query, "account"));
        data.set("version", said("version"));
        data.set("estimate", said("estimate") == "1");
        data.set("by_customer", said("read") == "customer");
        data.set("ask_sure", doubtful_ || said("sure") == "1");
        data.set("sure", said("sure") == "1");
        auto plans = plan_choices();
        if (!plans) return std::unexpected{plans.error()};
        data.set("plans", *plans);
        put_preview(data);
        for (const char* text :
             {"billing_move_day", "billing_move_time", "billing_move_day_about",
              "billing_move_counters", "billing_move_estimate", "billing_read_by",
              "billing_read_actual", "billing_read_customer", "billing_move_next",
              "billing_move_next_about", "billing_move_comes", "billing_move_account",
              "billing_plan", "billing_sub_version", "billing_sure", "billing_sub_look",
              "billing_move_keep", "billing_move_keep_about", "billing_bank_back"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        return Page{.title = title(),
                    .body = render("billing_move", std::move(data)),
                    .status = refusal_.empty() ? 200 : 409};
    }

private:
    std::string said(const std::string& name) const {
        return pos::locale::clean_name(field(call_.form, name));
    }
    /// Whether whoever has the point leaves: as the form was shown.
    bool leaves() const {
        if (call_.is_post()) return said("way") == "out";
        return point_.holder && (point_.holder->is_there || field(call_.query, "way") == "out");
    }
    const std::string& account_number() const {
        return point_.holder->customer.stored.account.number;
    }
    std::string title() const {
        return words_.with(leaves() ? "billing_move_out_of" : "billing_move_in_at",
                           {{"point", point_.code}});
    }
    std::string about() const {
        if (!point_.holder) return words_["billing_move_nobodys"];
        if (!point_.holder->is_there) {
            return words_["billing_move_nobodys"] + " " +
                   words_.with("billing_move_had", {{"account", account_number()},
                                                    {"name", point_.holder->customer.party.name}});
        }
        const auto zone = pos::locale::Zone::open(point_.holder->customer.stored.account.zone);
        std::string with = point_.holder->subscription.number;
        for (const std::string& other : point_.with) with += ", " + other;
        return words_.with(
            "billing_move_holder",
            {{"account", account_number()},
             {"name", point_.holder->customer.party.name},
             {"subscription", with},
             {"since", zone ? words_.locale().date(zone->local(point_.holder->since).date) : ""}});
    }

    std::optional<Answer> refuse(std::string words) {
        if (refusal_.empty()) refusal_ = std::move(words);
        return std::nullopt;
    }

    std::string typed() const {
        Fields fields;
        for (const char* name : kTyped) fields[name] = said(name);
        for (const CounterRow& row : point_.counters) {
            const std::string name = field_of(row);
            fields[name] = said(name);
        }
        return query_of(fields);
    }

    std::optional<NewMove> asked_move() {
        NewMove asked{.points = {point_.code}, .leaves = leaves()};
        const std::string on = said("on");
        if (!pos::parse_date(on)) {
            refuse(words_.with("refused_no_day", {{"about", on}}));
            return std::nullopt;
        }
        asked.at = on;
        if (const std::string time = said("time"); !time.empty()) asked.at += " " + time;
        for (const CounterRow& row : point_.counters) {
            const std::string text = said(field_of(row));
            if (text.empty()) continue;
            auto plain = plain_figure(text, words_);
            if (!plain) {
                refuse(words_["billing_figure_wrong"]);
                return std::nullopt;
            }
            asked.figures.push_back({row.name, std::move(*plain)});
        }
        if (const std::string next = said("next"); !next.empty() || !asked.leaves) {
            core::billing::NextTenant tenant{.account = next, .plan = said("plan")};
            const std::string version = said("version");
            const auto number = number_of(version);
            if (!version.empty() && !number) {
                refuse(words_.with("refused_no_count", {{"about", version}}));
                return std::nullopt;
            }
            tenant.version = number.value_or(0);
            asked.next = std::move(tenant);
        }
        asked.by_customer = said("read") == "customer";
        asked.estimate = said("estimate") == "1";
        asked.sure = said("sure") == "1";
        return asked;
    }

    Data counters() const {
        Data list{Data::type::list};
        const auto zone = office_zone(call_.db);
        int place = 0;
        for (const CounterRow& row : point_.counters) {
            const std::string name = field_of(row);
            Data one;
            one.set("id", "figure" + std::to_string(++place));
            one.set("name", name);
            one.set("label", row.words);
            one.set("value", said(name));
            one.set(
                "last",
                row.last && zone
                    ? words_.with("billing_move_last",
                                  {{"figure", figure_cell(row.last->figure, words_).shown},
                                   {"when", words_.locale().date(zone->local(row.last->at).date)}})
                    : std::string{});
            list.push_back(one);
        }
        return list;
    }

    pos::store::Answer<Data> plan_choices() const {
        const auto plans = stored::latest_plans(call_.db);
        if (!plans) return std::unexpected{plans.error()};
        // The same again is what mostly follows.
        std::string chosen = said("plan");
        if (chosen.empty() && point_.holder.has_value()) {
            for (const auto& act : point_.holder->subscription.acts) {
                if (!act.plan.empty()) chosen = act.plan;
            }
        }
        Data list{Data::type::list};
        for (const auto& plan : *plans) {
            Data one;
            one.set("value", plan.code);
            one.set("name", plan.name + " · " + plan.code);  // the day says which version
            one.set("chosen", plan.code == chosen);
            list.push_back(one);
        }
        return list;
    }

    void put_preview(Data& data) const {
        data.set("has_preview", tried_.has_value());
        if (!tried_) return;
        const auto& locale = words_.locale();
        const Moved& moved = *tried_;
        Data facts{Data::type::list};
        const auto add = [&](const char* text, const std::string& value,
                             const std::string& link = {}) {
            facts.push_back(fact(words_[text], value, link));
        };
        if (const auto zone = pos::locale::Zone::open(moved.zone)) {
            add("billing_sub_from", locale.date_time(zone->local(moved.at)));
        }
        for (const auto& one : moved.counters) {
            const std::string figure =
                one.figure.empty() ? std::string{} : decimal(one.figure, 0, words_) + " · ";
            facts.push_back(fact(one.point + " · " + pos::locale::unit_sign(one.meter),
                                 figure + words_[text_of(one.from)]));
        }
        if (!moved.from.empty()) {
            std::string ended;
            for (const auto& one : moved.ended) ended += (ended.empty() ? "" : ", ") + one;
            add("billing_move_ends", ended);
            add("billing_move_final",
                moved.bill ? locale.money(moved.bill->payable) : words_["billing_sub_nothing"]);
            add("billing_move_for", moved.payer, account_link(moved.payer));
            if (moved.owed.minor != 0) add("billing_move_owed", locale.money(moved.owed));
            if (moved.taken_back.minor != 0) {
                add("billing_move_taken_back", locale.money(moved.taken_back));
            }
        }
        if (!moved.to.empty()) {
            add("billing_move_to", moved.to + " · " + moved.begun, account_link(moved.to));
            add("billing_move_first",
                moved.first ? locale.money(moved.first->payable) : words_["billing_sub_nothing"]);
        }
        data.set("facts", facts);
        data.set(
            "lines",
            moved.bill
                ? to_html(tried_table(*moved.bill, words_["billing_move_final"], words_), words_)
                : "");
        data.set(
            "first_lines",
            moved.first
                ? to_html(tried_table(*moved.first, words_["billing_move_first"], words_), words_)
                : "");
        data.set("seen", typed());
    }

    Call& call_;
    const Words& words_;
    Point point_;
    std::optional<Moved> tried_;
    std::string refusal_;
    bool doubtful_{false};
};

/// Which point: where none is named.
Page which_point(Call& call) {
    Data data;
    data.set("places", places_html(call));
    data.set("title", call.words["billing_move"]);
    data.set("about", call.words["billing_move_which"]);
    const std::string account = field(call.query, "account");
    data.set("account", account);
    data.set("back", account.empty() ? "/billing/meters" : account_link(account));
    data.set("t_back", call.words["billing_bank_back"]);
    data.set("t_point", call.words["billing_sub_point"]);
    data.set("t_go", call.words["billing_move_go"]);
    return Page{.title = call.words["billing_move"],
                .body = render("billing_move_which", std::move(data))};
}

}  // namespace

std::string move_link(const std::string& point, const std::string& account) {
    return kPath + query_of({{"point", point}, {"account", account}});
}

Answer move_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const std::string code =
        pos::locale::clean_name(field(call.is_post() ? call.form : call.query, "point"));
    if (code.empty()) return which_point(call);
    auto point = read_point(call, code);
    if (!point) return point.error();
    if (!point->is_known) {
        return missing(call, "billing_no_point", "billing_no_point_about", "/billing/meters");
    }
    MovePage page{call, std::move(*point)};
    if (call.is_post()) {
        if (auto done = page.carry_out()) return std::move(*done);
    }
    auto shown = page.show();
    if (!shown) return shown.error();
    return std::move(*shown);
}

}  // namespace app::office::web::billing
