// Who is reminded of what is overdue: the levels, what comes next, a run that is looked at first.
#include <fmt/format.h>

#include <mutex>
#include <optional>
#include <set>

#include "app/core/billing/instalments.hpp"
#include "app/core/billing/reminders.hpp"
#include "app/core/billing/service_orders.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::BillingBooks;
using core::billing::Reminded;
using core::billing::ReminderLevel;
using Levels = std::vector<ReminderLevel>;

constexpr std::int64_t kPageRows = 50;
constexpr std::int64_t kGiven = 100;
constexpr std::size_t kLevelRows = 10;  // as many as there may be
constexpr std::size_t kSpareRows = 2;

/// What a level makes of services.
std::string service_text(std::optional<stored::ServiceWish> service, const Words& words) {
    return words["billing_service_" +
                 (service ? core::billing::word_of(*service) : std::string{"stays"})];
}

Cell service_cell(std::optional<stored::ServiceWish> service, const Words& words) {
    return {service ? core::billing::word_of(*service) : std::string{},
            service_text(service, words), "", service ? Mark::warning : Mark::muted};
}

std::string level_name(std::int64_t level, const Levels& levels) {
    const auto at = static_cast<std::size_t>(level) - 1;
    if (at >= levels.size()) return std::to_string(level);
    return fmt::format("{} · {}", level, levels[at].name);
}

Table overdue_table(const std::vector<stored::OverdueRow>& overdue, const Levels& levels,
                    const std::set<pos::Ulid>& agreed, pos::Date today, const Words& words) {
    Table table{"overdue",
                words["billing_overdue"],
                columns(words,
                        {"document", "account", "name", "due", "days_overdue", "open", "level",
                         "next_level", "currency"},
                        {"days_overdue", "open"}),
                {},
                words["billing_nothing_overdue"]};
    for (const auto& row : overdue) {
        const auto& one = row.overdue;
        const auto next = core::billing::next_reminder(one, levels);
        Cell coming{std::monostate{}, words["billing_none"], "", Mark::muted};
        if (agreed.contains(one.document)) {
            coming = {std::monostate{}, words["instalments_state_agreed"], "", Mark::muted};
        } else if (next) {
            const bool due = next->on <= today;
            coming = {next->on, due ? words["billing_level_due"] : words.locale().date(next->on),
                      "", due ? Mark::warning : Mark::none};
        }
        const pos::Currency currency = currency_of_text(one.currency);
        table.rows.push_back(
            {{one.number, "", document_link(one.number)},
             {row.account, "", row.account.empty() ? "" : account_link(row.account)},
             {row.name},
             {one.due_on},
             {static_cast<std::int64_t>(today.days - one.due_on.days)},
             open_cell({one.open_minor, currency}, true),
             one.level > 0 ? Cell{one.level, level_name(one.level, levels)}
                           : Cell{std::int64_t{0}, "–", "", Mark::muted},
             std::move(coming),
             {code_of(currency)}});
    }
    return table;
}

Table given_table(const std::vector<stored::ReminderRow>& given, const Levels& levels,
                  const Words& words) {
    Table table{
        "reminders",
        words["billing_reminders_given"],
        columns(words,
                {"day", "document", "account", "name", "level", "fee_document", "open", "currency"},
                {"open"}),
        {},
        words["billing_no_reminders"]};
    for (const auto& one : given) {
        const pos::Currency currency = currency_of_text(one.currency);
        table.rows.push_back(
            {{one.reminder.on},
             {one.number, "", document_link(one.number)},
             {one.account, "", one.account.empty() ? "" : account_link(one.account)},
             {one.name},
             {one.reminder.level, level_name(one.reminder.level, levels)},
             one.fee_number.empty() ? Cell{std::string{}, words["billing_none"], "", Mark::muted}
                                    : Cell{one.fee_number, "", document_link(one.fee_number)},
             open_cell({one.open_minor, currency}, false),
             {code_of(currency)}});
    }
    return table;
}

Table preview_table(const std::vector<Reminded>& due, const Levels& levels, pos::Date day,
                    const Words& words) {
    Table table{
        "preview",
        words.with("billing_reminders_preview", {{"day", words.locale().date(day)}}),
        columns(words, {"document", "level", "open", "fee", "level_service"}, {"open", "fee"}),
        {},
        words["billing_nobody_due"]};
    for (const auto& one : due) {
        table.rows.push_back({{one.number, "", document_link(one.number)},
                              {one.level, level_name(one.level, levels)},
                              open_cell(one.open, false),
                              open_cell(one.fee, false),
                              service_cell(one.service, words)});
    }
    return table;
}

/// What one visit of the page comes to.
class RemindersPage {
public:
    RemindersPage(Call& call, pos::Date today) : call_{call}, words_{call.words}, today_{today} {}

    /// Where to go on, or nothing: then the page is shown.
    std::optional<Answer> carry_out() {
        if (!call_.is_manager()) return NoPage{403};
        const std::string what = field(call_.form, "what");
        return what == "levels" ? change_levels() : remind(what == "preview");
    }

    Answer show() {
        const auto levels = core::billing::read_levels(call_.db);
        const Levels known = levels.value_or(Levels{});
        if (!levels && refusal_.empty()) refusal_ = in_words(levels.error(), words_);
        const std::int64_t skip = skip_of(call_.query);
        const std::int64_t rows = call_.is_export ? kExportRowsMax : kPageRows;
        auto overdue =
            stored::list_overdue(call_.db, {.before = today_, .skip = skip, .limit = rows + 1});
        if (!overdue) return overdue.error();
        const bool more = static_cast<std::int64_t>(overdue->size()) > rows;
        if (more) overdue->pop_back();
        const auto given = stored::list_reminders(call_.db, kGiven);
        if (!given) return given.error();

        std::set<pos::Ulid> agreed;  // left alone until a part is missed
        for (auto& row : *overdue) {
            auto& one = row.overdue;
            const auto deferral = core::billing::deferral_of(call_.db, one.document, today_);
            if (!deferral) return NoPage{503};
            if (deferral->is_deferred) agreed.insert(one.document);
            one.due_on = deferral->due_on.value_or(one.due_on);
        }
        std::vector<Table> tables{overdue_table(*overdue, known, agreed, today_, words_),
                                  given_table(*given, known, words_)};
        Data data;
        data.set("places", places_html(call_));
        data.set("title", words_["billing_reminders"]);
        data.set("about", words_["billing_reminders_about"]);
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        put_run(data, known);
        data.set("overdue", html_less(1, tables[0], words_));
        data.set("given", html_less(1, tables[1], words_));
        Fields next = call_.query;
        next["skip"] = std::to_string(skip + kPageRows);
        data.set("has_more", more);
        data.set("more", more ? call_.path + query_of(next) : "");
        put_levels(data, known);
        for (const char* text :
             {"save", "more_rows", "billing_no_levels", "billing_levels", "billing_levels_about",
              "billing_level", "billing_level_days", "billing_fee", "billing_level_name",
              "billing_level_service", "billing_remind", "billing_remind_on", "billing_remind_now",
              "billing_remind_preview", "billing_remind_about"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        return Page{words_["billing_reminders"], render("billing_reminders", std::move(data)),
                    std::move(tables), "reminders", refusal_.empty() ? 200 : 409};
    }

private:
    std::optional<Answer> change_levels() {
        Levels levels;
        for (std::size_t row = 1; row <= kLevelRows; ++row) {
            const auto said = [&](const char* name) {
                return pos::locale::clean_name(field(call_.form, fmt::format("{}_{}", name, row)));
            };
            ReminderLevel level{.days = 0,
                                .fee = said("fee"),
                                .name = said("name"),
                                .service = core::billing::wish_of(said("service"))};
            const std::string days = said("days");
            if (days.empty() && level.name.empty()) continue;
            const auto count = scaled_figure(days, 0, words_);
            if (!count || *count < 1 || *count > 3'650) {
                refusal_ = words_["billing_level_days_wrong"];
                return std::nullopt;
            }
            level.days = static_cast<int>(*count);
            const auto fee_e8 = level.fee.empty() ? 0 : scaled_figure(level.fee, 8, words_);
            if (!fee_e8) {
                refusal_ = words_["billing_amount_wrong"];
                return std::nullopt;
            }
            // As money is written, in currencies with cents and in those without.
            level.fee = pos::format_decimal(*fee_e8, 8, *fee_e8 % 100'000'000 == 0 ? 0 : 2);
            levels.push_back(std::move(level));
        }
        return with_books([&](BillingBooks& books) -> core::Outcome<Answer> {
            auto done = core::billing::change_levels(books, levels, call_.now);
            if (!done) return std::unexpected{done.error()};
            return GoTo{call_.path};
        });
    }

    std::optional<Answer> remind(bool preview) {
        const std::string said = field(call_.form, "as_of");
        day_ = said.empty() ? today_ : pos::parse_date(said);
        if (!day_) {
            refusal_ = words_["billing_day_wrong"];
            return std::nullopt;
        }
        return with_books([&](BillingBooks& books) -> core::Outcome<std::optional<Answer>> {
            core::billing::ReminderRun run{.as_of = day_, .dry_run = preview};
            run.on_refusal = [&](const std::string& number, const std::string& reason) {
                refusal_ += (refusal_.empty() ? "" : " ") + number + ": " + reason;
            };
            auto done = core::billing::remind(books, run, call_.now, call_.office.random);
            if (!done) return std::unexpected{done.error()};
            if (!preview && refusal_.empty()) {
                return GoTo{call_.path + query_of({{"reminded", std::to_string(done->size())}})};
            }
            if (!preview) return std::nullopt;
            due_ = std::move(*done);
            return std::nullopt;
        });
    }

    /// Work: core::Outcome<…>(BillingBooks&)
    template <class Work>
    std::optional<Answer> with_books(Work work) {
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) {
            refusal_ = in_words(books.error(), words_);
            return std::nullopt;
        }
        auto done = work(*books);
        if (done) return std::move(*done);
        refusal_ = in_words(done.error(), words_);
        return std::nullopt;
    }

    void put_run(Data& data, const Levels& levels) {
        const std::string reminded = field(call_.query, "reminded");
        const auto count = scaled_figure(reminded, 0, words_);
        const bool done = count && !call_.is_post();
        data.set("has_note", done);
        data.set("note", done ? words_.with("billing_reminded",
                                            {{"count", words_.locale().integer(*count)}})
                              : std::string{});
        data.set("has_preview", due_.has_value());
        data.set("preview",
                 due_ ? to_html(preview_table(*due_, levels, *day_, words_), words_) : "");
        data.set("can_remind", due_ && !due_->empty());
        data.set("can_run", call_.is_manager() && !levels.empty());
        data.set("day", day_ ? to_string(*day_) : "");
        data.set("mark", call_.mark);
    }

    void put_levels(Data& data, const Levels& levels) {
        // What was typed and refused stands there again.
        const bool again = field(call_.form, "what") == "levels";
        Data rows{Data::type::list};
        const std::size_t count = std::min(levels.size() + kSpareRows, kLevelRows);
        for (std::size_t row = 1; row <= kLevelRows; ++row) {
            const auto typed = [&](const char* name) {
                return field(call_.form, fmt::format("{}_{}", name, row));
            };
            const bool known = row <= levels.size();
            if (row > count && !(again && !typed("name").empty())) break;
            Data one;
            one.set("row", std::to_string(row));
            one.set("days", again   ? typed("days")
                            : known ? std::to_string(levels[row - 1].days)
                                    : std::string{});
            one.set("fee", again   ? typed("fee")
                           : known ? typed_figure(levels[row - 1].fee, words_)
                                   : std::string{});
            one.set("name", again ? typed("name") : known ? levels[row - 1].name : std::string{});
            const auto service = again   ? core::billing::wish_of(typed("service"))
                                 : known ? levels[row - 1].service
                                         : std::nullopt;
            one.set("services", services(service));
            rows.push_back(one);
        }
        data.set("levels", rows);
        data.set("can_change", call_.is_manager());
        data.set("has_levels", !levels.empty());
        data.set("levels_table", call_.is_manager() ? "" : to_html(levels_table(levels), words_));
    }

    /// What may be chosen of what becomes of services.
    Data services(std::optional<stored::ServiceWish> chosen) const {
        Data all{Data::type::list};
        for (const auto service :
             {std::optional<stored::ServiceWish>{}, std::optional{stored::ServiceWish::limited},
              std::optional{stored::ServiceWish::off}}) {
            Data one;
            one.set("value", service ? core::billing::word_of(*service) : std::string{});
            one.set("name", service_text(service, words_));
            one.set("chosen", service == chosen);
            all.push_back(one);
        }
        return all;
    }

    Table levels_table(const Levels& levels) const {
        Table table{"levels",
                    words_["billing_levels"],
                    columns(words_, {"level", "level_days", "fee", "level_name", "level_service"},
                            {"level", "level_days", "fee"}),
                    {},
                    words_["billing_no_levels"]};
        for (const auto& level : levels) {
            table.rows.push_back({{static_cast<std::int64_t>(table.rows.size()) + 1},
                                  {static_cast<std::int64_t>(level.days)},
                                  {Figure{level.fee}},
                                  {level.name},
                                  service_cell(level.service, words_)});
        }
        return table;
    }

    Call& call_;
    const Words& words_;
    pos::Date today_;
    std::string refusal_;
    std::optional<pos::Date> day_;
    std::optional<std::vector<Reminded>> due_;
};

}  // namespace

Answer reminders_page(Call& call) {
    const auto day = today(call);
    if (!day) return day.error();
    RemindersPage page{call, *day};
    if (call.is_post()) {
        if (auto done = page.carry_out()) return std::move(*done);
    }
    return page.show();
}

}  // namespace app::office::web::billing
