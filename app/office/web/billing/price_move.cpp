// Moving subscriptions to another version of their plan: who, as of which day, what it changes for
// whom, and how far it has come.
#include <algorithm>
#include <sstream>

#include "app/core/billing/id_of.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/plan_parts.hpp"
#include "app/office/web/billing/price_move_parts.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/base/assert.hpp"
#include "pos/locale/clean.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::PriceMove;
using Act = PriceMoveDesk::Act;

constexpr const char* kPath = "/billing/plans/move";
constexpr std::size_t kPageRows = 100;
constexpr std::size_t kBillRows = 20;
constexpr int kRefresh_s = 5;
/// What a move would change is another thing by then.
constexpr std::int64_t kLook_ms = 60 * 60'000;

/// Numbers of accounts as people type them: one a line, or with commas or blanks between them.
std::vector<std::string> numbers_in(std::string text) {
    std::ranges::replace_if(text, [](char one) { return one == ',' || one == ';'; }, ' ');
    std::istringstream words{text};
    std::vector<std::string> numbers;
    for (std::string one; words >> one;) numbers.push_back(std::move(one));
    return numbers;
}

std::string joined(const std::vector<std::string>& numbers) {
    std::string text;
    for (const std::string& one : numbers) text += (text.empty() ? "" : " ") + one;
    return text;
}

/// What was looked at: what is moved must be that.
std::string key_of_look(const PriceMoveDesk::Ended& ended) {
    const PriceMove& asked = ended.job.asked;
    return to_string(
        core::billing::id_of({"price-move", asked.plan, std::to_string(asked.version), asked.from,
                              joined(asked.accounts), std::to_string(ended.at.unix_ms)}));
}

class PriceMovePage {
public:
    PriceMovePage(Call& call, std::string plan, std::vector<stored::PlanVersion> versions)
        : call_{call},
          words_{call.words},
          plan_{std::move(plan)},
          versions_{std::move(versions)},
          state_{call.office.price_moves->state()} {}

    /// Whether it is done or begun; else the page says why not.
    bool carry_out() {
        const std::string what = field(call_.form, "what");
        if (what == "stop") {
            call_.office.price_moves->stop();
            return true;
        }
        if (what == "move") {
            const auto* const last = shown();
            if (last == nullptr || last->job.act != Act::look || !last->report ||
                field(call_.form, "seen") != key_of_look(*last)) {
                return refuse(words_["billing_sub_seen"]);
            }
            return start(last->job.asked, Act::move);
        }
        const auto asked = asked_for();
        if (!asked) return false;
        if (what == "look") return start(*asked, Act::look);
        if (what == "back") return start(*asked, Act::take_back);
        return refuse(words_["form_expired"]);
    }

    pos::store::Answer<Page> show() {
        const auto zone = office_zone(call_.db);
        if (!zone) return std::unexpected{zone.error()};
        auto moves = stored::price_moves(call_.db, plan_);
        if (!moves) return std::unexpected{moves.error()};
        const std::string title = words_.with("billing_price_title", {{"plan", name()}});
        Data data;
        data.set("places", places_html(call_));
        data.set("title", title);
        data.set("about", words_["billing_price_about"]);
        data.set("back", plan_link(plan_));
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("mark", call_.mark);
        data.set("plan", plan_);
        put_form(data);
        put_desk(data);
        std::vector<Table> tables;
        put_last(data, tables);
        tables.push_back(price_moves_table(*moves, *zone, words_));
        data.set("moves", to_html(tables.back(), words_));
        for (const char* text :
             {"billing_plans", "billing_price_to", "billing_price_from", "billing_price_whom",
              "billing_price_whom_about", "billing_price_look", "billing_price_take_back",
              "billing_price_take_back_about", "billing_price_do", "billing_price_do_about",
              "billing_price_stop", "billing_price_stop_about", "billing_price_find", "search",
              "more_rows", "billing_run_again", "billing_run_accounts"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        Page page{.title = title,
                  .body = render("billing_price_move", std::move(data)),
                  .file_name = "price-move-" + plan_,
                  .status = refusal_.empty() ? 200 : 409,
                  .refresh_s = state_.now ? kRefresh_s : 0};
        page.tables = std::move(tables);
        return page;
    }

private:
    std::string said(const char* name) const {
        const Fields& fields = call_.is_post() ? call_.form : call_.query;
        return pos::locale::clean_name(field(fields, name));
    }
    std::string name() const {
        return versions_.front().plan.name + " · " + versions_.front().plan.code;
    }
    bool refuse(std::string why) {
        refusal_ = std::move(why);
        return false;
    }
    bool start(PriceMove asked, Act act) {
        const bool begun =
            call_.office.price_moves->start({std::move(asked), act, call_.user.name});
        return begun || refuse(words_["billing_price_busy"]);
    }

    std::optional<PriceMove> asked_for() {
        PriceMove asked{.plan = plan_,
                        .version = number_of(said("version")).value_or(0),
                        .from = said("from"),
                        .accounts = numbers_in(said("accounts"))};
        const auto day = pos::parse_date(asked.from);
        const auto now = billing::today(call_);
        if (!day) {
            refuse(words_.with("refused_no_day", {{"about", asked.from}}));
            return std::nullopt;
        }
        if (now && is_far_ahead(*day, *now)) {
            refuse(words_.with("billing_far_ahead", {{"day", words_.locale().date(*day)}}));
            return std::nullopt;
        }
        return asked;
    }

    /// What ended last, of this plan: a look only while it may still be so.
    const PriceMoveDesk::Ended* shown() const {
        if (state_.now || !state_.last || state_.last->job.asked.plan != plan_) return nullptr;
        const bool old = call_.now.unix_ms - state_.last->at.unix_ms > kLook_ms;
        return old && state_.last->job.act == Act::look ? nullptr : state_.last.get();
    }

    /// As it was typed, else as it was looked at, else the latest version.
    void put_form(Data& data) const {
        const PriceMoveDesk::Ended* const last = shown();
        std::string version = said("version");
        std::string from = said("from");
        std::string accounts = said("accounts");
        if (!call_.is_post() && version.empty() && last != nullptr) {
            version = std::to_string(last->job.asked.version);
            from = last->job.asked.from;
            accounts = joined(last->job.asked.accounts);
        }
        if (version.empty()) version = std::to_string(versions_.front().plan.version);
        Data list{Data::type::list};
        for (const auto& [plan, pinned] : versions_) {
            Data one;
            one.set("value", std::to_string(plan.version));
            one.set("chosen", version == std::to_string(plan.version));
            const std::string day = plan.from_day ? words_.locale().date(*plan.from_day)
                                                  : words_["billing_plan_at_once"];
            one.set("name", words_.with("billing_price_choice",
                                        {{"version", std::to_string(plan.version)},
                                         {"day", day},
                                         {"count", words_.locale().integer(pinned)}}));
            list.push_back(one);
        }
        data.set("versions", list);
        data.set("from", from);
        data.set("accounts", accounts);
        data.set("can_start", !state_.now);
    }

    void put_desk(Data& data) const {
        data.set("is_busy", state_.now.has_value());
        if (!state_.now) return;
        const auto& locale = words_.locale();
        const auto& job = *state_.now;
        const auto day = pos::parse_date(job.asked.from);
        const std::string from = day ? locale.date(*day) : job.asked.from;
        const char* text = job.act == Act::look   ? "billing_price_looking"
                           : job.act == Act::move ? "billing_price_moving"
                                                  : "billing_price_taking_back";
        data.set("desk", words_.with(text, {{"plan", job.asked.plan},
                                            {"version", std::to_string(job.asked.version)},
                                            {"day", from},
                                            {"by", job.by}}));
        const auto& progress = state_.progress;
        data.set("said",
                 words_.with("billing_price_progress", {{"done", locale.integer(progress.accounts)},
                                                        {"of", locale.integer(progress.of)}}));
        data.set("has_figures", progress.of > 0);
        data.set("done", std::to_string(progress.accounts));
        data.set("of", std::to_string(std::max<std::int64_t>(progress.of, 1)));
    }

    void put_last(Data& data, std::vector<Table>& tables) const {
        const PriceMoveDesk::Ended* const last = shown();
        data.set("has_failed", last != nullptr && !last->report);
        data.set("has_last", last != nullptr && last->report.has_value());
        if (last == nullptr) return;
        if (!last->report) {
            data.set("failed", words_.with("billing_price_failed",
                                           {{"reason", in_words(last->report.error(), words_)}}));
            return;
        }
        const auto& report = *last->report;
        const bool is_look = last->job.act == Act::look;
        const char* heading = is_look                      ? "billing_price_would"
                              : last->job.act == Act::move ? "billing_price_done"
                                                           : "billing_price_was_back";
        data.set("heading",
                 words_.with(heading, {{"version", std::to_string(report.asked.version)}}));
        data.set("facts", price_facts(report, words_));
        data.set("is_stopped", report.stopped);
        data.set("stopped",
                 report.stopped
                     ? words_[is_look ? "billing_trial_stopped" : "billing_price_stopped"]
                     : "");
        data.set("can_move", is_look && report.moves > 0 && !report.stopped);
        data.set("nobody", report.moves == 0 ? words_["billing_price_nobody"] : "");
        data.set("has_nobody", report.moves == 0);
        data.set("seen", key_of_look(*last));
        const std::string wanted = said("find");
        data.set("find", wanted);
        tables.push_back(price_moved_table(report, wanted, call_.is_export, words_));
        const auto skip = static_cast<std::size_t>(skip_of(call_.query));
        Table some = tables.back();
        const std::size_t rows = some.rows.size();
        const auto begin = static_cast<std::ptrdiff_t>(std::min(skip, rows));
        some.rows.erase(some.rows.begin(), some.rows.begin() + begin);
        if (some.rows.size() > kPageRows) some.rows.resize(kPageRows);
        data.set("subscriptions", to_html(some, words_));
        data.set("has_more", skip + kPageRows < rows);
        data.set("more", kPath + query_of({{"code", plan_},
                                           {"find", wanted},
                                           {"skip", std::to_string(skip + kPageRows)}}));
        data.set("has_bills", is_look);
        data.set("bills", "");
        data.set("prices", "");
        if (!is_look) return;
        tables.push_back(price_figures_table(report, words_));
        data.set("prices", to_html(tables.back(), words_));
        tables.push_back(price_bills_table(report, words_));
        Table bills = tables.back();
        if (bills.rows.size() > kBillRows) bills.rows.resize(kBillRows);
        data.set("bills", to_html(bills, words_));
    }

    Call& call_;
    const Words& words_;
    std::string plan_;
    std::vector<stored::PlanVersion> versions_;  // of it, the latest first
    PriceMoveDesk::State state_;
    std::string refusal_;
};

}  // namespace

std::string price_move_link(const std::string& plan, std::uint32_t version) {
    return kPath +
           query_of({{"code", plan}, {"version", version > 0 ? std::to_string(version) : ""}});
}

Answer price_move_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    POS_ASSERT(call.office.price_moves != nullptr);
    const std::string plan = field(call.is_post() ? call.form : call.query, "code");
    auto versions = stored::plan_versions(call.db, call.now);
    if (!versions) return versions.error();
    std::erase_if(*versions, [&](const auto& one) { return one.plan.code != plan; });
    if (versions->empty()) {
        return missing(call, "billing_no_plan", "billing_no_plan_about", "/billing/plans");
    }
    PriceMovePage page{call, plan, std::move(*versions)};
    if (call.is_post() && page.carry_out()) return GoTo{price_move_link(plan)};
    auto shown = page.show();
    if (!shown) return shown.error();
    return std::move(*shown);
}

}  // namespace app::office::web::billing
