#include "app/counterfoil/billing/document_output.hpp"

#include "app/core/billing/invoice_file.hpp"
#include "app/core/explain/words.hpp"
#include "app/counterfoil/file_options.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

using pos::billing::bill::ItemKind;

const char* word_of(ItemKind kind) {
    switch (kind) {
        case ItemKind::one_time:
            return "one_time";
        case ItemKind::recurring:
            return "recurring";
        case ItemKind::usage:
            return "usage";
        case ItemKind::unused:
            return "unused";
        case ItemKind::late:
            return "late";
        case ItemKind::allowance:
            return "allowance";
        case ItemKind::by_hand:
            return "by_hand";
        case ItemKind::opening:
            return "opening";
        case ItemKind::voided:
            return "voided";
        case ItemKind::level:
            return "level";
        case ItemKind::level_back:
            return "level_back";
        case ItemKind::committed:
            return "committed";
    }
    return "unknown";
}

const char* word_of(pos::journal::PayBy by) {
    switch (by) {
        case pos::journal::PayBy::transfer:
            return "transfer";
        case pos::journal::PayBy::direct_debit:
            return "direct_debit";
        case pos::journal::PayBy::provider:
            return "provider";
        case pos::journal::PayBy::nothing:
            return "nothing";
    }
    return "unknown";
}

nlohmann::ordered_json step_json(const pos::journal::PricingStep& step) {
    nlohmann::ordered_json json;
    json["kind"] = core::explain::word_of(static_cast<pos::billing::LineKind>(step.kind),
                                          core::explain::kLineWords);
    if (step.tier != 0) json["tier"] = step.tier;
    json["quantity"] = step.quantity;
    json["price"] = step.price;
    json["amount"] = step.amount;
    if (step.taken_off != "0") json["taken_off"] = step.taken_off;
    return json;
}

nlohmann::ordered_json line_json(const pos::journal::DocumentLine& line) {
    nlohmann::ordered_json json;
    json["kind"] = word_of(static_cast<ItemKind>(line.kind));
    json["name"] = line.name;
    json["from"] = to_string(line.from);
    json["to"] = to_string(line.to);
    if (line.charge) {
        json["subscription"] = line.charge->subscription_number;
        json["plan"] = line.charge->plan;
        json["version"] = line.charge->version;
        json["phase"] = line.charge->phase;
        json["charge"] = line.charge->charge;
    }
    if (!line.quantity.empty()) json["quantity"] = line.quantity;
    if (!line.unit.empty()) json["unit"] = line.unit;
    if (line.share != "1") json["share"] = line.share;
    json["net"] = to_string(line.net);
    json["tax"] = to_string(line.tax);
    json["steps"] = nlohmann::ordered_json::array();
    for (const auto& step : line.steps) json["steps"].push_back(step_json(step));
    if (!line.billed_before.empty()) json["billed_before"] = line.billed_before;
    return json;
}

}  // namespace

nlohmann::ordered_json json_of(const pos::journal::DocumentIssued& issued) {
    nlohmann::ordered_json json;
    json["number"] = issued.number.empty() ? nlohmann::ordered_json(nullptr)
                                           : nlohmann::ordered_json(issued.number);
    json["kind"] = issued.kind == pos::journal::DocumentKind::invoice ? "invoice" : "credit_note";
    json["issued"] = to_string(issued.issued_on);
    json["due"] = to_string(issued.due_on);
    json["currency"] = code_of(issued.currency);
    json["lines"] = nlohmann::ordered_json::array();
    for (const auto& line : issued.lines) json["lines"].push_back(line_json(line));
    json["taxes"] = nlohmann::ordered_json::array();
    for (const auto& tax : issued.taxes) {
        nlohmann::ordered_json one;
        one["category"] = tax.category;
        one["code"] = tax.code;
        one["percent"] = pos::percent_string(tax.rate);
        one["base"] = to_string(tax.base);
        one["tax"] = to_string(tax.tax);
        if (!tax.exemption.empty()) one["exemption"] = tax.exemption;
        json["taxes"].push_back(std::move(one));
    }
    json["net"] = to_string(issued.net);
    json["tax"] = to_string(issued.tax);
    json["payable"] = to_string(issued.payable);
    if (const auto& asked = issued.asked) {
        json["asked"]["by"] = word_of(asked->by);
        if (!asked->mandate.empty()) json["asked"]["mandate"] = asked->mandate;
        if (!asked->creditor.empty()) json["asked"]["creditor"] = asked->creditor;
    }
    return json;
}

core::Outcome<core::billing::NewInvoice> read_offer(const std::string& file) {
    constexpr std::size_t kBytesMax = std::size_t{1} << 20;
    const auto text = read_whole(file, kBytesMax);
    if (!text) return std::unexpected{text.error()};
    auto offer = core::billing::read_new_invoice(*text);
    if (!offer) return std::unexpected{in_file(file, offer.error())};
    return offer;
}

}  // namespace app::counterfoil
