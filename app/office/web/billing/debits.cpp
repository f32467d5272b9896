// Direct debit: who would be collected and who not, the files for the bank, and what became of
// each.
#include "app/core/billing/debits.hpp"

#include <mutex>

#include "app/core/billing/collect_again.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/debits.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using stored::DebitState;

constexpr const char* kDebitsPath = "/billing/debits";
constexpr std::int64_t kDebitsShown = 100;

Cell debit_state_alone(const stored::DebitRow& row, const Words& words) {
    switch (row.debit.state) {
        case DebitState::ordered:
            return {"ordered", words["billing_debit_ordered"]};
        case DebitState::paid:
            return {"paid", words["billing_debit_paid"], "", Mark::good};
        case DebitState::returned:
            return {"returned",
                    words["billing_debit_back_" + std::string{stored::key_of(row.after)}], "",
                    row.after == stored::AfterReturn::settled ? Mark::muted : Mark::danger};
        case DebitState::withdrawn:
            return {"withdrawn", words["billing_debit_withdrawn"], "", Mark::muted};
    }
    return {};
}

/// With what the bank said of it, which has no column of its own on the page.
Cell debit_state(const stored::DebitRow& row, const Words& words) {
    Cell cell = debit_state_alone(row, words);
    if (!row.debit.said.empty()) cell.shown += " (" + row.debit.said + ")";
    return cell;
}

std::string debit_order_link(const std::string& message) {
    return kDebitsPath + query_of({{"order", message}});
}

Table debits_table(const std::vector<stored::DebitRow>& rows, const Words& words) {
    Table table{"debits",
                words["billing_debits_done"],
                columns(words,
                        {"collect_on", "number", "account", "name", "amount", "mandate", "state",
                         "bank_file", "said", "by_now", "debit", "currency"},
                        {"amount"}),
                {},
                words["billing_no_debits"]};
    for (const auto& row : rows) {
        const stored::Debit& one = row.debit;
        table.rows.push_back({{one.collect_on},
                              {row.number, "", document_link(row.number)},
                              {row.account, "", account_link(row.account)},
                              {row.name},
                              {pos::Money{one.amount_minor, *pos::currency_of("EUR")}},
                              {one.mandate},
                              debit_state(row, words),
                              {one.message, "", debit_order_link(one.message)},
                              {one.said},
                              {std::string{stored::key_of(row.after)}},
                              {to_string(one.debit)},
                              {"EUR"}});
    }
    return table;
}

Cell mandate_state(const stored::Mandate& mandate, pos::Date today, const Words& words) {
    if (mandate.ended_on) {
        const std::string day = words.locale().date(*mandate.ended_on);
        return {"ended " + to_string(*mandate.ended_on),
                words.with("billing_mandate_ended", {{"day", day}}), "",
                mandate.is_in_force(today) ? Mark::warning : Mark::muted};
    }
    if (!mandate.is_in_force(today)) {
        return {"used_up", words["billing_mandate_used"], "", Mark::muted};
    }
    if (mandate.ends_with_next) {
        return {"ends_with_next", words["billing_mandate_with_next"], "", Mark::warning};
    }
    return {"in_force", words["billing_mandate_holds"], "", Mark::good};
}

Table mandates_table(const std::vector<stored::Mandate>& mandates, pos::Date today,
                     const Words& words) {
    Table table{
        "mandates",
        words["billing_mandates"],
        columns(words, {"mandate", "holder", "iban", "signed_on", "mandate_collections", "state"},
                {"mandate_collections"}),
        {},
        words["billing_no_mandates"]};
    for (const stored::Mandate& one : mandates) {
        table.rows.push_back({{one.reference},
                              {one.holder.name},
                              {one.holder.iban},
                              {one.signed_on},
                              {one.collected},
                              mandate_state(one, today, words)});
    }
    return table;
}

/// What would be collected, or what would not and why.
Table looked_table(const std::vector<core::billing::Looked>& looked, bool taken,
                   const Words& words) {
    Table table{taken ? "collected" : "left",
                words[taken ? "billing_debits_would" : "billing_debits_left"],
                taken
                    ? columns(words, {"number", "account", "name", "amount", "mandate"}, {"amount"})
                    : columns(words, {"number", "account", "name", "amount", "reason"}, {"amount"}),
                {},
                words[taken ? "billing_debits_nothing" : "billing_debits_none_left"]};
    for (const core::billing::Looked& one : looked) {
        if (one.reason.empty() != taken) continue;
        table.rows.push_back({{one.number, "", document_link(one.number)},
                              {one.account, "", account_link(one.account)},
                              {one.name},
                              {one.amount},
                              taken ? Cell{one.mandate}
                                    : Cell{one.reason, words["billing_debit_left_" + one.reason]}});
    }
    return table;
}

/// What one visit of the page comes to.
class DebitsPage {
public:
    explicit DebitsPage(Call& call) : call_{call}, words_{call.words} {}

    /// Where to go if it was done.
    std::optional<std::string> carry_out() {
        const std::string what = field(call_.form, "what");
        const std::string order = field(call_.form, "order");
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) return refuse(in_words(books.error(), words_));
        if (what == "order") return make_order(*books);
        if (what == "settle") {
            const auto done =
                core::billing::settle_collections(*books, order, call_.now, call_.office.random);
            if (!done) return refuse(in_words(done.error(), words_));
            return debit_order_link(order);
        }
        if (what == "withdraw") {
            const auto done = core::billing::withdraw_collections(*books, order, call_.now);
            if (!done) return refuse(in_words(done.error(), words_));
            return debit_order_link(order);
        }
        if (what == "again" || what == "not_again") {
            const std::string number = pos::locale::clean_name(field(call_.form, "number"));
            const auto done = what == "again"
                                  ? core::billing::collect_again(*books, number, call_.now)
                                  : core::billing::do_not_collect_again(*books, number, call_.now);
            if (!done) return refuse(in_words(done.error(), words_));
            return order.empty() ? std::string{kDebitsPath} : debit_order_link(order);
        }
        if (what == "end" || what == "end_with_next") return end_mandate(*books, what == "end");
        if (what != "return") return refuse(words_["form_expired"]);
        const auto done = core::billing::return_collection(
            *books, field(call_.form, "debit"),
            pos::locale::clean_name(field(call_.form, "reason")), call_.now);
        if (!done) return refuse(in_words(done.error(), words_));
        return order.empty() ? std::string{kDebitsPath} : debit_order_link(order);
    }

    Answer show() {
        const Fields& said = call_.is_post() ? call_.form : call_.query;
        const std::string order = field(said, "order");
        const auto day = today(call_);
        if (!day) return day.error();
        const auto rows = stored::debits(
            call_.db, order, call_.is_export || !order.empty() ? kExportRowsMax : kDebitsShown);
        if (!rows) return rows.error();
        const auto options = options_of(said, *day);
        std::vector<Table> tables;
        Data data;
        data.set("places", places_html(call_));
        data.set("title", words_["billing_debits"]);
        data.set("about", words_["billing_debits_about"]);
        data.set("mark", call_.mark);
        const bool is_list = order.empty();
        if (is_list) {
            if (auto error = look(data, tables, options, *day)) return std::move(*error);
        }
        tables.push_back(debits_table(*rows, words_));
        data.set("debits", html_less(4, tables.back(), words_));
        if (auto error = say_back(data, order)) return std::move(*error);
        if (is_list) {
            const auto mandates =
                stored::mandates(call_.db, {}, call_.is_export ? kExportRowsMax : kDebitsShown);
            if (!mandates) return pos::store::to_store_error(mandates.error());
            tables.push_back(mandates_table(*mandates, *day, words_));
            data.set("mandates", to_html(tables.back(), words_));
            data.set("has_mandates", !mandates->empty());
            data.set("mandate", pos::locale::clean_name(field(said, "mandate")));
        }
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("is_list", is_list);
        data.set("back", kDebitsPath);
        say_order(data, order, *rows);
        for (const char* text : {"billing_debits_day",        "billing_debits_b2b",
                                 "billing_debits_look",       "billing_debits_make",
                                 "billing_debits_make_about", "billing_debits_file",
                                 "billing_debits_settle",     "billing_debits_settle_about",
                                 "billing_debits_withdraw",   "billing_debits_withdraw_about",
                                 "billing_debits_came_back",  "billing_debits_came_back_about",
                                 "billing_debits_which",      "billing_reason",
                                 "billing_debits_all",        "billing_debits_back",
                                 "billing_debits_back_about", "billing_debits_again",
                                 "billing_debits_next",       "billing_debits_next_about",
                                 "billing_debits_not_again",  "billing_mandate_which",
                                 "billing_mandate_end",       "billing_mandate_end_next",
                                 "billing_mandate_end_about"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        Page page{.title = words_["billing_debits"],
                  .body = render("billing_debits", std::move(data)),
                  .file_name = "debits",
                  .status = refusal_.empty() ? 200 : 409};
        page.tables = std::move(tables);
        return page;
    }

private:
    std::nullopt_t refuse(std::string words) {
        refusal_ = std::move(words);
        return std::nullopt;
    }

    /// Tomorrow where nobody says a day.
    static core::billing::CollectOptions options_of(const Fields& said, pos::Date today) {
        const auto on = pos::parse_date(field(said, "on"));
        return {on.value_or(pos::Date{today.days + 1}), field(said, "b2b") == "yes"};
    }

    std::optional<std::string> end_mandate(core::billing::BillingBooks& books, bool now) {
        const std::string reference = pos::locale::clean_name(field(call_.form, "mandate"));
        const auto done = now ? core::billing::end_mandate(books, reference, "", call_.now)
                              : core::billing::end_mandate_with_next(books, reference, call_.now);
        if (!done) return refuse(in_words(done.error(), words_));
        return kDebitsPath;
    }

    std::optional<std::string> make_order(core::billing::BillingBooks& books) {
        const auto on = pos::parse_date(field(call_.form, "on"));
        if (!on) return refuse(words_["billing_debits_no_day"]);
        const auto done = core::billing::order_collections(
            books, {*on, field(call_.form, "b2b") == "yes"}, call_.now, call_.office.random);
        if (!done) return refuse(in_words(done.error(), words_));
        if (done->collections == 0) return refuse(words_["billing_debits_nothing"]);
        return debit_order_link(done->message);
    }

    std::optional<Answer> look(Data& data, std::vector<Table>& tables,
                               const core::billing::CollectOptions& options, pos::Date today) {
        const auto looked = core::billing::look_at_collections(call_.db, options, today);
        if (!looked) return NoPage{503};
        std::int64_t count = 0;
        pos::Money sum{0, *pos::currency_of("EUR")};
        for (const auto& one : *looked) {
            if (!one.reason.empty()) continue;
            ++count;
            sum.minor += one.amount.minor;
        }
        data.set("on", to_string(options.collect_on));
        data.set("b2b", options.b2b);
        data.set("b2b_value", options.b2b ? "yes" : "");
        data.set("can_order", count > 0);
        data.set("sum",
                 words_.with("billing_debits_sum", {{"count", words_.locale().integer(count)},
                                                    {"amount", words_.locale().money(sum)}}));
        tables.push_back(looked_table(*looked, true, words_));
        data.set("would", to_html(tables.back(), words_));
        tables.push_back(looked_table(*looked, false, words_));
        data.set("left", to_html(tables.back(), words_));
        return std::nullopt;
    }

    /// Those that came back, each with a button: to collect it again, or not after all.
    std::optional<Answer> say_back(Data& data, const std::string& order) {
        const auto to_transfer = stored::debits_to_transfer(call_.db, order, kDebitsShown);
        if (!to_transfer) return to_transfer.error();
        data.set("has_came_back", !to_transfer->empty());
        data.set("came_back", documents_of(*to_transfer));
        const auto again = stored::debits_to_collect_again(call_.db, order, kDebitsShown);
        if (!again) return again.error();
        data.set("has_next", !again->empty());
        data.set("next", documents_of(*again));
        return std::nullopt;
    }

    Data documents_of(const std::vector<stored::DebitRow>& rows) const {
        Data list{Data::type::list};
        for (const auto& row : rows) {
            const pos::Money open{row.open_minor, *pos::currency_of("EUR")};
            Data one;
            one.set("number", row.number);
            one.set("document", document_link(row.number));
            one.set("about", row.name + ", " + words_.locale().money(open));
            list.push_back(one);
        }
        return list;
    }

    void say_order(Data& data, const std::string& order,
                   const std::vector<stored::DebitRow>& rows) {
        const bool is_there = !order.empty() && !rows.empty();
        bool ordered = false;
        bool over = is_there;
        bool can_return = false;
        Data back{Data::type::list};
        for (const auto& row : rows) {
            const DebitState state = row.debit.state;
            ordered = ordered || state == DebitState::ordered;
            over = over && state == DebitState::withdrawn;
            if (!is_there || (state != DebitState::ordered && state != DebitState::paid)) continue;
            Data one;
            one.set("value", to_string(row.debit.debit));
            one.set("name", row.number + ", " + row.name);
            back.push_back(one);
            can_return = true;
        }
        data.set("is_order", is_there);
        data.set("order", order);
        data.set("file", kDebitsPath + ("/file" + query_of({{"order", order}})));
        data.set("has_file", is_there && !over);
        data.set("can_settle", is_there && ordered);
        data.set("can_return", can_return);
        data.set("returnable", back);
    }

    Call& call_;
    const Words& words_;
    std::string refusal_;
};

}  // namespace

Answer debits_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    DebitsPage page{call};
    if (call.is_post()) {
        if (auto to = page.carry_out()) return GoTo{std::move(*to)};
    }
    return page.show();
}

Answer debit_file_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const std::string order = field(call.query, "order");
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return NoPage{503};
    auto file = core::billing::collection_file(*books, order);
    if (!file) return NoPage{404};
    return Page{.title = order,
                .file = PageFile{std::move(*file), "application/xml", order + ".xml"}};
}

}  // namespace app::office::web::billing
