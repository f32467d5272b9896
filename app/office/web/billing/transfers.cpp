// Refunds that go to customers' bank accounts: what waits, the files for the bank, and what became
// of each.
#include "app/core/billing/transfers.hpp"

#include <mutex>

#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using stored::Transfer;
using stored::TransferState;

constexpr const char* kTransfersPath = "/billing/transfers";
constexpr std::int64_t kTransfersShown = 50;

pos::Money euros(std::int64_t minor) {
    return {minor, *pos::currency_of("EUR")};
}

Cell transfer_state(TransferState state, const Words& words) {
    switch (state) {
        case TransferState::waits:
            return {"waits", words["billing_transfer_waits"]};
        case TransferState::ordered:
            return {"ordered", words["billing_transfer_ordered"]};
        case TransferState::paid:
            return {"paid", words["billing_transfer_paid"], "", Mark::good};
        case TransferState::returned:
            return {"returned", words["billing_transfer_returned"], "", Mark::danger};
        case TransferState::withdrawn:
            return {"withdrawn", words["billing_transfer_withdrawn"], "", Mark::muted};
    }
    return {};
}

std::string order_link(const std::string& message) {
    return kTransfersPath + query_of({{"order", message}});
}

Table transfers_table(const std::vector<stored::TransferRow>& rows, const pos::locale::Zone& zone,
                      const Words& words) {
    Table table{"transfers",
                words["billing_transfers"],
                columns(words,
                        {"since", "amount", "account", "holder", "iban", "reason", "state",
                         "bank_file", "said", "currency"},
                        {"amount"}),
                {},
                words["billing_no_transfers"]};
    for (const auto& row : rows) {
        const Transfer& one = row.transfer;
        table.rows.push_back(
            {{zone.local(one.asked_at), "", transfer_link(one.transfer)},
             {euros(one.amount_minor)},
             {row.account, "", account_link(row.account)},
             {one.to.name},
             {one.to.iban},
             {one.reason},
             transfer_state(one.state, words),
             one.message.empty() ? Cell{} : Cell{one.message, "", order_link(one.message)},
             {one.said},
             {"EUR"}});
    }
    return table;
}

/// What one visit of the page comes to.
class TransfersPage {
public:
    explicit TransfersPage(Call& call) : call_{call}, words_{call.words} {}

    /// Where to go if it was done.
    std::optional<std::string> carry_out() {
        const std::string what = field(call_.form, "what");
        const std::string order = field(call_.form, "order");
        const std::string one = field(call_.form, "transfer");
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) return refuse(in_words(books.error(), words_));
        if (what == "order") return make_file(*books);
        if (what == "settle") {
            const auto done = core::billing::settle_transfers(*books, order, call_.now);
            if (!done) return refuse(in_words(done.error(), words_));
            return order_link(order);
        }
        if (what == "withdraw") {
            const auto done = core::billing::withdraw_transfers(*books, order.empty() ? one : order,
                                                                call_.now, call_.office.random);
            if (!done) return refuse(in_words(done.error(), words_));
            return order.empty() ? kTransfersPath + query_of({{"transfer", one}})
                                 : order_link(order);
        }
        if (what != "return") return refuse(words_["form_expired"]);
        const auto done = core::billing::return_transfer(
            *books, one, pos::locale::clean_name(field(call_.form, "reason")), call_.now,
            call_.office.random);
        if (!done) return refuse(in_words(done.error(), words_));
        return kTransfersPath + query_of({{"transfer", one}});
    }

    Answer show() {
        const Fields& said = call_.is_post() ? call_.form : call_.query;
        const std::string order = field(said, "order");
        const auto id = pos::parse_ulid(field(said, "transfer"));
        const auto zone = office_zone(call_.db);
        if (!zone) return zone.error();
        const auto day = today(call_);
        if (!day) return day.error();
        const auto read = read_rows(order, id);
        if (!read) return read.error();
        std::vector<stored::TransferRow> rows = *read;
        const bool is_list = order.empty() && !id;
        const std::int64_t most = call_.is_export ? kExportRowsMax : kTransfersShown;
        const bool more = is_list && static_cast<std::int64_t>(rows.size()) > most;
        if (more) rows.pop_back();
        Table table = transfers_table(rows, *zone, words_);
        Data data;
        data.set("places", places_html(call_));
        data.set("title", words_["billing_transfers"]);
        data.set("about", words_["billing_transfers_about"]);
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("mark", call_.mark);
        if (auto error = say_waiting(data, is_list, *day)) return std::move(*error);
        say_order(data, order, rows);
        say_one(data, id.has_value(), rows);
        data.set("transfers", html_less(1, table, words_));
        data.set("is_list", is_list);
        data.set("back", kTransfersPath);
        data.set("has_more", more);
        data.set("more", kTransfersPath +
                             query_of({{"skip", std::to_string(skip_of(said) + kTransfersShown)}}));
        for (const char* text :
             {"more_rows", "billing_transfers_make", "billing_transfer_on", "billing_transfer_file",
              "billing_transfer_settle", "billing_transfer_settle_about",
              "billing_transfer_withdraw", "billing_transfer_withdraw_about",
              "billing_transfer_came_back", "billing_transfer_came_back_about", "billing_reason",
              "billing_transfers_all"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        Page page{.title = words_["billing_transfers"],
                  .body = render("billing_transfers", std::move(data)),
                  .file_name = "transfers",
                  .status = refusal_.empty() ? 200 : 409};
        page.tables.push_back(std::move(table));
        return page;
    }

private:
    std::nullopt_t refuse(std::string words) {
        refusal_ = std::move(words);
        return std::nullopt;
    }

    std::optional<std::string> make_file(core::billing::BillingBooks& books) {
        const auto on = pos::parse_date(field(call_.form, "on"));
        if (!on) return refuse(words_["billing_transfer_no_day"]);
        const auto done =
            core::billing::order_transfers(books, *on, call_.now, call_.office.random);
        if (!done) return refuse(in_words(done.error(), words_));
        if (done->transfers == 0) return refuse(words_["billing_transfers_none_wait"]);
        return order_link(done->message);
    }

    pos::store::Answer<std::vector<stored::TransferRow>> read_rows(
        const std::string& order, const std::optional<pos::Ulid>& id) {
        if (!id) {
            const std::int64_t most = call_.is_export ? kExportRowsMax : kTransfersShown;
            return stored::transfers(call_.db,
                                     {.message = order,
                                      .skip = skip_of(call_.query),
                                      .limit = order.empty() ? most + 1 : kExportRowsMax});
        }
        auto one = stored::transfer_of(call_.db, *id);
        if (!one) return std::unexpected{one.error()};
        std::vector<stored::TransferRow> rows;
        if (*one) rows.push_back(std::move(**one));
        return rows;
    }

    std::optional<pos::store::StoreError> say_waiting(Data& data, bool is_list, pos::Date day) {
        const auto waiting =
            stored::transfers(call_.db, {.state = TransferState::waits, .limit = kExportRowsMax});
        if (!waiting) return waiting.error();
        std::int64_t sum = 0;
        for (const auto& row : *waiting) sum += row.transfer.amount_minor;
        const auto count = static_cast<std::int64_t>(waiting->size());
        data.set("can_order", is_list && count > 0);
        data.set("waiting", words_.with("billing_transfers_waiting",
                                        {{"count", words_.locale().integer(count)},
                                         {"amount", words_.locale().money(euros(sum))}}));
        const std::string on = field(call_.form, "on");
        data.set("on", on.empty() ? to_string(day) : on);
        return std::nullopt;
    }

    void say_order(Data& data, const std::string& order,
                   const std::vector<stored::TransferRow>& rows) {
        const bool is_there = !order.empty() && !rows.empty();
        bool ordered = false;
        bool went_out = false;
        bool withdrawn = false;
        for (const auto& row : rows) {
            const TransferState state = row.transfer.state;
            ordered = ordered || state == TransferState::ordered;
            went_out = went_out || state == TransferState::paid || state == TransferState::returned;
            withdrawn = withdrawn || state == TransferState::withdrawn;
        }
        data.set("is_order", is_there);
        data.set("order", order);
        data.set("file", kTransfersPath + ("/file" + query_of({{"order", order}})));
        data.set("has_file", is_there && !withdrawn);
        data.set("can_settle", is_there && ordered);
        data.set("can_withdraw_order", is_there && ordered && !went_out);
    }

    static void say_one(Data& data, bool is_one, const std::vector<stored::TransferRow>& rows) {
        const bool is_there = is_one && !rows.empty();
        const TransferState state = is_there ? rows.front().transfer.state : TransferState::waits;
        data.set("is_one", is_there);
        data.set("transfer", is_there ? to_string(rows.front().transfer.transfer) : "");
        data.set("can_withdraw", is_there && state == TransferState::waits);
        data.set("can_return",
                 is_there && (state == TransferState::ordered || state == TransferState::paid));
    }

    Call& call_;
    const Words& words_;
    std::string refusal_;
};

}  // namespace

std::string transfer_link(const pos::Ulid& transfer) {
    return kTransfersPath + query_of({{"transfer", to_string(transfer)}});
}

Answer transfers_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    TransfersPage page{call};
    if (call.is_post()) {
        if (auto to = page.carry_out()) return GoTo{std::move(*to)};
    }
    return page.show();
}

Answer transfer_file_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const std::string order = field(call.query, "order");
    auto file = core::billing::transfer_file(call.db, order);
    if (!file) return NoPage{404};
    return Page{.title = order,
                .file = PageFile{std::move(*file), "application/xml", order + ".xml"}};
}

}  // namespace app::office::web::billing
