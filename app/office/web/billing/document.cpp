// One invoice or credit note as it was signed: each line with the steps it came of, and the entry
// that it stands in.
#include <algorithm>
#include <cstdlib>

#include "app/core/billing/asked_by_now.hpp"
#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/exchange.hpp"
#include "app/core/billing/known_plans.hpp"
#include "app/core/billing/line_words.hpp"
#include "app/core/billing/open_balance.hpp"
#include "app/core/billing/step_place.hpp"
#include "app/core/billing/units.hpp"
#include "app/core/billing/wallet.hpp"
#include "app/office/web/billing/delivery_parts.hpp"
#include "app/office/web/billing/document_acts.hpp"
#include "app/office/web/billing/document_tables.hpp"
#include "app/office/web/billing/parts.hpp"
#include "pos/billing/exchange.hpp"
#include "pos/customer/party.hpp"
#include "pos/locale/country.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/billed.hpp"
#include "pos/store/billing/coupons.hpp"
#include "pos/store/billing/deliveries.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::DocumentIssued;
using pos::journal::DocumentLine;
using pos::journal::PricingStep;

constexpr std::int64_t kDeliveries = 10;  // there is one a way

/// The plan's charge that a line was billed by, and its phase; none where nobody knows it any more.
struct ChargeOfLine {
    const pos::billing::plan::Phase* phase{nullptr};
    const pos::billing::plan::PlanCharge* charge{nullptr};
};

ChargeOfLine charge_of(pos::store::db::Connection& db, const DocumentLine& line,
                       core::billing::KnownPlans& plans) {
    if (!line.charge) return {};
    const auto plan = plans.find(db, line.charge->plan, line.charge->version);
    if (!plan || *plan == nullptr || line.charge->phase >= (*plan)->phases.size()) return {};
    const auto& phase = (*plan)->phases[line.charge->phase];
    const auto found = std::ranges::find(phase.charges, line.charge->charge,
                                         &pos::billing::plan::PlanCharge::code);
    if (found == phase.charges.end()) return {};
    return {&phase, &*found};
}

/// "Tier price, tier 2", "Calls, 4917 Germany, mobile, each for 60 s"
std::string name_of(const PricingStep& step, const ChargeOfLine& of, const Words& words) {
    const std::string key = "billing_step_" + step_word(step);
    std::string name = words.has(key) ? words[key] : words["reason_unknown"];
    core::billing::StepPlace place;
    if (of.charge != nullptr) place = core::billing::step_place(*of.phase, *of.charge, step);
    if (!place.name.empty()) {
        name += ", " + place.name;
    } else if (step.tier != 0) {
        name +=
            ", " + words.with("billing_tier_number", {{"tier", words.locale().integer(step.tier)}});
    }
    if (!place.per.empty()) {
        const std::string& unit = of.charge->unit;
        const std::string per = decimal(place.per, 0, words) + (unit.empty() ? "" : " " + unit);
        name += ", " + words.with("billing_step_per", {{"per", per}});
    }
    return name;
}

/// With the currency's decimals at least.
std::string amount(const std::string& plain, const DocumentIssued& issued, const Words& words) {
    return decimal(plain, static_cast<unsigned>(issued.currency.exponent), words);
}

/// "0.5161290322580645" as "51.61 %".
std::string percent_of(const std::string& share, const Words& words) {
    const auto exact = pos::parse_exact(share);
    if (!exact) return share;
    const auto e4 =
        pos::parse_decimal(to_string(pos::round_at(*exact, 4, pos::RoundingMode::half_away)), 4);
    return e4 ? words.locale().decimal(*e4, 2, 0) + " %" : share;
}

std::string quantity_of(const DocumentLine& line, const Words& words) {
    if (line.quantity.empty()) return {};
    return decimal(line.quantity, 0, words) + (line.unit.empty() ? "" : " " + line.unit);
}

Data steps_of(const DocumentLine& line, const DocumentIssued& issued, const ChargeOfLine& of,
              const Words& words) {
    Data steps{Data::type::list};
    for (const PricingStep& step : line.steps) {
        const bool taken = step.taken_off != "0" && !step.taken_off.empty();
        Data one;
        one.set("name", name_of(step, of, words));
        one.set("quantity", decimal(step.quantity, 0, words));
        one.set("price", amount(step.price, issued, words));
        one.set("amount", amount(step.amount, issued, words));
        one.set("taken_off", taken ? amount(step.taken_off, issued, words) : "–");
        steps.push_back(one);
    }
    return steps;
}

/// "12.00 (Voucher), 3.50", what lots paid of one line.
std::string credit_of(std::size_t line, const std::vector<core::billing::PaidOfLine>& paid,
                      const Words& words) {
    std::string text;
    for (const auto& one : paid) {
        if (one.line != line) continue;
        text += (text.empty() ? "" : ", ") + words.locale().money(one.amount);
        if (!one.lot.row.note.empty()) text += " (" + one.lot.row.note + ")";
    }
    return text;
}

/// "Spring offer (SPRING): 5.00", what coupons took off one line.
std::string coupon_text(const DocumentLine& line, const std::vector<stored::StoredCouponUse>& uses,
                        const Words& words) {
    std::string text;
    for (const auto& one : uses) {
        if (one.item != line.item) continue;
        text += (text.empty() ? "" : ", ") + one.name + " (" + one.code +
                "): " + words.locale().money(one.amount);
    }
    return text;
}

/// "40 kWh (winter), 5 kWh", what prepaid units covered of one line.
std::string units_of(std::size_t line, const std::vector<core::billing::UnitsUsed>& units,
                     const Words& words) {
    std::string text;
    for (const auto& one : units) {
        if (one.line != line) continue;
        text +=
            (text.empty() ? "" : ", ") + decimal(to_string(one.amount), 0, words) + " " + one.unit;
        if (!one.note.empty()) text += " (" + one.note + ")";
    }
    return text;
}

Data lines_of(pos::store::db::Connection& db, const DocumentIssued& issued,
              const std::vector<core::billing::PaidOfLine>& paid,
              const std::vector<core::billing::UnitsUsed>& units,
              const std::vector<stored::StoredCouponUse>& coupons, const Words& words) {
    Data lines{Data::type::list};
    core::billing::KnownPlans plans;
    for (std::size_t position = 0; position < issued.lines.size(); ++position) {
        const DocumentLine& line = issued.lines[position];
        Data why{Data::type::list};
        const auto add = [&](const char* text, const std::string& value) {
            if (!value.empty()) why.push_back(fact(words[text], value));
        };
        add("billing_kind", words[item_text(line)]);
        if (line.charge) {
            add("billing_subscription", line.charge->subscription_number);
            add("billing_plan", words.with("billing_plan_version",
                                           {{"plan", line.charge->plan},
                                            {"version", std::to_string(line.charge->version)}}));
            add("billing_charge", line.charge->charge);
        }
        if (line.share != "1") add("billing_share", percent_of(line.share, words));
        if (line.revision > 0) add("billing_revision", words.locale().integer(line.revision));
        if (!line.billed_before.empty()) {
            add("billing_billed_before", amount(line.billed_before, issued, words));
        }
        add("billing_from_units", units_of(position, units, words));
        add("billing_from_credit", credit_of(position, paid, words));
        add("billing_from_coupon", coupon_text(line, coupons, words));
        Data one;
        one.set("name", core::billing::name_in_words(line, words.locale()));
        one.set("days", days(line.from, line.to, words));
        one.set("quantity", quantity_of(line, words));
        one.set("net", words.locale().money(line.net));
        one.set("tax", words.locale().money(line.tax));
        one.set("why", why);
        one.set("steps", steps_of(line, issued, charge_of(db, line, plans), words));
        one.set("has_steps", !line.steps.empty());
        lines.push_back(one);
    }
    return lines;
}

/// To whom it went, line by line; a sentence where that was erased.
Data address_of(const stored::StoredDocument& document, const Words& words) {
    Data lines{Data::type::list};
    const auto add = [&](const std::string& line) {
        if (line.find_first_not_of(' ') == line.npos) return;
        Data one;
        one.set("line", line);
        lines.push_back(one);
    };
    const auto billed = document.party ? stored::billed_from(*document.party) : std::nullopt;
    if (!billed) {
        add(words["billing_erased"]);
        return lines;
    }
    const pos::customer::Party& party = billed->party;
    add(party.name);
    add(party.street);
    add(party.postcode + (party.postcode.empty() ? "" : " ") + party.city);
    add(party.region);
    add(pos::locale::country_name(party.country, words.locale()));
    if (!party.tax_number.empty()) add(words["billing_tax_number"] + " " + party.tax_number);
    return lines;
}

/// How it is asked to be paid; empty where nobody said so. `left`: what it asks for.
std::string asked_text(const std::optional<pos::journal::PaymentAsked>& asked, pos::Money left,
                       const Words& words) {
    using pos::journal::PayBy;
    if (!asked) return {};
    switch (left.minor == 0 ? PayBy::nothing : asked->by) {
        case PayBy::transfer:
            return words["billing_asked_transfer"];
        case PayBy::direct_debit:
            return words.with("billing_asked_debit",
                              {{"mandate", asked->mandate}, {"creditor", asked->creditor}});
        case PayBy::provider:
            return words["billing_asked_provider"];
        case PayBy::nothing:
            return words["billing_asked_nothing"];
    }
    return {};
}

pos::store::Answer<Data> facts_of(Call& call, const stored::StoredDocument& document) {
    const Words& words = call.words;
    const auto& locale = words.locale();
    const DocumentIssued& issued = document.issued;
    Data facts{Data::type::list};
    facts.push_back(
        fact(words["billing_account"], issued.account_number, account_link(issued.account_number)));
    facts.push_back(fact(words["billing_issued"], locale.date(issued.issued_on)));
    facts.push_back(fact(words["billing_due"], locale.date(issued.due_on)));
    facts.push_back(fact(words["receipt_time"],
                         locale.date_time(issued.when.local) + " (" + issued.when.zone + ")"));
    facts.push_back(fact(words["billing_by"], issued.user.name));
    add_references(facts, stored::billed_of(document.party).references, words);
    const auto exchange = stored::exchange_of(call.db, issued.document);
    if (!exchange) return std::unexpected{pos::store::to_store_error(exchange.error())};
    if (*exchange) {
        const auto& rate = **exchange;
        const auto worth =
            pos::billing::in_books(issued.payable, core::billing::rate_of(rate.rate), rate.books);
        facts.push_back(
            fact(words["billing_exchange_name"],
                 words.with("billing_exchange_rate", {{"currency", code_of(rate.currency)},
                                                      {"rate", decimal(rate.rate, 2, words)},
                                                      {"books", code_of(rate.books)},
                                                      {"day", locale.date(rate.rate_on)}})));
        if (worth) facts.push_back(fact(words["billing_in_books"], locale.money(*worth)));
        const auto realised = stored::realised_minor(call.db, issued.document);
        if (!realised) return std::unexpected{realised.error()};
        if (*realised != 0) {
            facts.push_back(fact(words[*realised > 0 ? "billing_book_gain" : "billing_book_loss"],
                                 locale.money({std::abs(*realised), rate.books})));
        }
    }
    if (issued.corrects) {
        const auto corrected = stored::document_of(call.db, *issued.corrects);
        if (!corrected) return std::unexpected{corrected.error()};
        if (*corrected) {
            const std::string& number = (*corrected)->issued.number;
            facts.push_back(fact(words["billing_corrects"], number, document_link(number)));
        }
    }
    if (!issued.note.empty()) facts.push_back(fact(words["billing_note"], issued.note));
    return facts;
}

/// To whom it went, and when.
pos::store::Answer<Table> deliveries_of(Call& call, const stored::StoredDocument& document) {
    const auto zone = office_zone(call.db);
    if (!zone) return std::unexpected{zone.error()};
    const auto rows = stored::list_deliveries(
        call.db, {.state = {}, .document = document.issued.document, .limit = kDeliveries});
    if (!rows) return std::unexpected{rows.error()};
    const auto billed = document.party ? stored::billed_from(*document.party) : std::nullopt;
    return document_deliveries_table(*rows, billed ? billed->party.name : std::string{}, *zone,
                                     call);
}

pos::store::Answer<Data> chain_of(Call& call, const pos::journal::Entry& entry) {
    pos::store::Reader reader{call.db};
    const auto journals = reader.journals();
    if (!journals) return std::unexpected{journals.error()};
    const auto journal =
        std::ranges::find(*journals, entry.journal_id, &pos::journal::JournalRow::journal);
    const Words& words = call.words;
    Data chain{Data::type::list};
    chain.push_back(fact(words["chain_journal"], to_string(entry.journal_id)));
    chain.push_back(fact(words["chain_seq"], std::to_string(entry.seq)));
    chain.push_back(fact(words["chain_hash"], pos::to_hex(entry.hash)));
    if (entry.signature) {
        chain.push_back(fact(words["chain_signature"], pos::to_hex(*entry.signature)));
    }
    if (journal != journals->end()) {
        chain.push_back(fact(words["billing_chain_key"], pos::to_hex(journal->public_key)));
    }
    return chain;
}

Page changed_page(const Call& call) {
    Page page = missing(call, "billing_changed", "billing_changed_about", "/billing/documents");
    page.status = 500;
    return page;
}

}  // namespace

Answer document_page(Call& call, const std::string& number) {
    const Words& words = call.words;
    // What was changed since it was signed is not handed out.
    const auto found = stored::document_of_number(call.db, number);
    if (!found && found.error().kind == pos::store::StoreErrorKind::damaged) {
        return changed_page(call);
    }
    if (!found) return found.error();
    if (!*found) {
        return missing(call, "billing_no_document", "billing_no_document_about",
                       "/billing/documents");
    }
    const stored::StoredDocument& document = **found;
    const DocumentIssued& issued = document.issued;
    if (const std::string shape = field(call.query, "file"); !shape.empty()) {
        auto file = document_file(call, document, shape);
        return file ? std::move(*file) : NoPage{};
    }
    std::string refusal;
    if (call.is_post()) {
        if (!call.is_manager()) return NoPage{403};
        auto done = act_on_document(call, document);
        if (done) return *done;
        refusal = std::move(done.error());
    }
    auto facts = facts_of(call, document);
    if (!facts) return facts.error();
    const auto paid = core::billing::paid_of_lines(call.db, issued);
    if (!paid) return paid.error();
    const auto units = core::billing::units_of_lines(call.db, issued);
    if (!units) return units.error();
    pos::Money from_credit = pos::zero(issued.currency);
    for (const auto& one : *paid) from_credit += one.amount;
    if (from_credit.minor != 0) {
        facts->push_back(fact(words["billing_from_credit"], words.locale().money(from_credit)));
    }
    const auto left = core::billing::left_to_ask(call.db, issued);
    if (!left) return NoPage{503};
    const auto day = today(call);
    if (!day) return day.error();
    const auto by_now = core::billing::asked_by_now(call.db, document, *day);
    if (!by_now) return NoPage{503};
    // Collected again, it may be with another mandate.
    const bool is_debited = by_now->how.by == pos::journal::PayBy::direct_debit;
    const auto said = is_debited ? std::optional{by_now->how} : issued.asked;
    if (std::string asked = asked_text(said, *left, words); !asked.empty()) {
        const bool is_over = left->minor != 0 && by_now->how != *said;
        facts->push_back(
            fact(words["billing_asked"],
                 is_over ? words.with("billing_asked_over", {{"asked", asked}}) : asked));
    }
    auto chain = chain_of(call, document.entry);
    if (!chain) return chain.error();

    auto acts = document_acts_html(call, document, refusal);
    if (!acts) return acts.error();

    const auto& locale = words.locale();
    const std::string kind = core::billing::is_opening_balance(issued)
                                 ? words["billing_opening_balance"]
                                 : kind_cell(issued.kind, words).shown;
    const bool overdue = document.open_minor > 0 && issued.due_on < *day;
    Data data;
    data.set("places", places_html(call));
    data.set("title", kind + " " + issued.number);
    data.set("address", address_of(document, words));
    data.set("facts", *facts);
    const auto coupons = stored::coupon_uses_in(call.db, issued.document);
    if (!coupons) return pos::store::to_store_error(coupons.error());
    data.set("lines", lines_of(call.db, issued, *paid, *units, *coupons, words));
    data.set("net", locale.money(issued.net));
    data.set("tax", locale.money(issued.tax));
    data.set("payable", locale.money(issued.payable));
    data.set("open", document.open_minor == 0
                         ? words["billing_settled"]
                         : locale.money({document.open_minor, issued.currency}));
    data.set("open_class", document.open_minor == 0 ? "good" : overdue ? "danger" : "");
    data.set("acts", *acts);
    data.set("chain", *chain);
    data.set("verified", words["billing_verified"]);
    for (const char* text :
         {"lines", "billing_to", "billing_what", "billing_quantity", "billing_net", "billing_tax",
          "billing_payable", "billing_open", "billing_why", "billing_step", "billing_price",
          "billing_amount", "billing_taken_off", "billing_steps", "chain"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    std::vector<Table> tables{lines_table(issued, words), steps_table(issued, words),
                              taxes_table(issued, words)};
    data.set("taxes", to_html(tables.back(), words));
    auto deliveries = deliveries_of(call, document);
    if (!deliveries) return deliveries.error();
    data.set("deliveries", to_html(*deliveries, words));
    tables.push_back(std::move(*deliveries));
    Page page{kind + " " + issued.number, render("billing_document", data), std::move(tables),
              "document"};
    if (!refusal.empty()) page.status = 409;
    return page;
}

}  // namespace app::office::web::billing
