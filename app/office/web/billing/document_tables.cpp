#include "app/office/web/billing/document_tables.hpp"

#include "app/core/billing/line_words.hpp"
#include "app/core/explain/words.hpp"
#include "app/office/web/billing/parts.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/money/decimal.hpp"

namespace app::office::web::billing {

namespace {

using pos::billing::bill::ItemKind;
using pos::journal::DocumentIssued;
using pos::journal::DocumentLine;
using pos::journal::PricingStep;

const char* text_of(ItemKind kind) {
    switch (kind) {
        case ItemKind::one_time:
            return "billing_item_one_time";
        case ItemKind::recurring:
            return "billing_item_recurring";
        case ItemKind::usage:
            return "billing_item_usage";
        case ItemKind::unused:
            return "billing_item_unused";
        case ItemKind::late:
            return "billing_item_late";
        case ItemKind::allowance:
            return "billing_item_allowance";
        case ItemKind::by_hand:
            return "billing_item_by_hand";
        case ItemKind::opening:
            return "billing_item_opening";
        case ItemKind::voided:
            return "billing_item_voided";
        case ItemKind::level:
            return "billing_item_level";
        case ItemKind::level_back:
            return "billing_item_level_back";
        case ItemKind::committed:
            return "billing_item_committed";
    }
    return "reason_unknown";
}

}  // namespace

const char* item_text(const DocumentLine& line) {
    return text_of(static_cast<ItemKind>(line.kind));
}

std::string step_word(const PricingStep& step) {
    return core::explain::word_of(static_cast<pos::billing::LineKind>(step.kind),
                                  core::explain::kLineWords);
}

Table tried_table(const DocumentIssued& tried, const std::string& title, const Words& words) {
    Table table{"would",
                title,
                columns(words, {"what", "from", "until", "quantity", "net", "tax"},
                        {"quantity", "net", "tax"}),
                {}};
    for (const auto& line : tried.lines) {
        table.rows.push_back({{line.name},
                              {line.from},
                              {line.to},
                              {Figure{line.quantity}, decimal(line.quantity, 0, words)},
                              {line.net},
                              {line.tax}});
    }
    return table;
}

Table lines_table(const DocumentIssued& issued, const Words& words) {
    Table table{"lines",
                words["lines"],
                columns(words,
                        {"line", "what", "kind", "from", "until", "quantity", "unit", "net", "tax",
                         "subscription", "plan", "version", "share", "billed_before"},
                        {"line", "quantity", "net", "tax", "version", "share", "billed_before"}),
                {}};
    std::int64_t number = 0;
    for (const DocumentLine& line : issued.lines) {
        const auto& charge = line.charge;
        table.rows.push_back(
            {{++number},
             {line.name},
             {words[item_text(line)]},
             {line.from},
             {line.to},
             line.quantity.empty() ? Cell{} : Cell{Figure{line.quantity}},
             {line.unit},
             {line.net},
             {line.tax},
             {charge ? charge->subscription_number : ""},
             {charge ? charge->plan : ""},
             charge ? Cell{std::int64_t{charge->version}} : Cell{},
             line.share.empty() ? Cell{} : Cell{Figure{line.share}},
             line.billed_before.empty() ? Cell{} : Cell{Figure{line.billed_before}}});
    }
    return table;
}

Table steps_table(const DocumentIssued& issued, const Words& words) {
    Table table{"steps",
                words["billing_steps"],
                columns(words, {"line", "step", "tier", "quantity", "price", "amount", "taken_off"},
                        {"line", "tier", "quantity", "price", "amount", "taken_off"}),
                {}};
    std::int64_t number = 0;
    for (const DocumentLine& line : issued.lines) {
        ++number;
        for (const PricingStep& step : line.steps) {
            table.rows.push_back({{number},
                                  {step_word(step)},
                                  step.tier == 0 ? Cell{} : Cell{std::int64_t{step.tier}},
                                  {Figure{step.quantity}},
                                  {Figure{step.price}},
                                  {Figure{step.amount}},
                                  {Figure{step.taken_off}}});
        }
    }
    return table;
}

Table taxes_table(const DocumentIssued& issued, const Words& words) {
    Table table{"taxes",
                words["taxes"],
                {{"tax", words["tax"]},
                 {"percent", words["billing_percent"], true},
                 {"base", words["tax_base"], true},
                 {"amount", words["line_amount"], true}},
                {},
                words["no_taxes"]};
    const auto paper_words = core::invoice::Words::read(words.code());
    for (const auto& tax : issued.taxes) {
        const std::string name = !tax.name.empty()        ? tax.name
                                 : !tax.exemption.empty() ? tax.exemption
                                                          : tax.code;
        std::string shown =
            tax.name.empty() ? core::billing::exemption_in_words(tax, paper_words) : std::string{};
        table.rows.push_back({{name, std::move(shown)},
                              {Figure{percent_string(tax.rate)}, words.locale().percent(tax.rate)},
                              {tax.base},
                              {tax.tax}});
    }
    return table;
}

}  // namespace app::office::web::billing
